using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MapKit.Tests.Peers;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>A whole configuration that is dropped on the page.</summary>
[Collection(SharedSite.Name)]
public sealed class ConfigurationPageTests(Site site)
{
    [SiteFact]
    public async Task Files_and_archives_give_status_findings_and_the_delivery_path()
    {
        await using var session = await site.OpenAsync();
        var files = Sample();
        foreach (var choice in new IReadOnlyList<(string, byte[])>[] { files, [("postfix.tar.gz", Archive(files))] })
        {
            await session.ChooseAsync(choice);
            await session.ShowsAsync("/etc/postfix");
            var table = session.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "lmdb:/etc/postfix/transport" });
            await Assertions.Expect(table).ToContainTextAsync("not compiled");
            await Assertions.Expect(table).ToContainTextAsync("transport_maps (/etc/postfix/main.cf:3:18)");
            await Assertions.Expect(session.Page.Locator(".finding").First).ToContainTextAsync("is not compiled");
            await session.Page.GetByLabel("To").FillAsync("info@example.com");
            await session.Button("Explain").ClickAsync();
            await Assertions.Expect(session.Page.GetByText("smtp:[mx.example.edu]").First).ToBeVisibleAsync();
            await Assertions.Expect(session.Page.Locator(".picture svg .title").Filter(new() { HasText = "info@example.com" }).First).ToBeVisibleAsync();
            var tree = session.Page.GetByRole(AriaRole.Tree);
            await Assertions.Expect(tree).ToContainTextAsync("info@example.com (the whole address): anna, ben@example.net");
            await session.Button("/etc/postfix/virtual:2").First.ClickAsync();
            await Assertions.Expect(session.Page.Locator(".file .chosen")).ToHaveTextAsync("2ben@example.net         ben@example.edu");
            await session.Button("texthash:/etc/postfix/sasl_passwd").ClickAsync();
            await Assertions.Expect(session.Page.Locator(".file")).ToContainTextAsync("****");
            Assert.DoesNotContain("example:secret", await session.Page.ContentAsync(), StringComparison.Ordinal);
        }
    }

    [SiteFact]
    public async Task The_results_are_those_of_the_command()
    {
        NativeCommand.Require();
        using var folder = new TemporaryFolder();
        foreach (var (name, content) in Sample())
        {
            var text = Encoding.UTF8.GetString(content).Replace("/etc/postfix", folder.Path, StringComparison.Ordinal);
            folder.Write(name, text);
        }

        await using var session = await site.OpenAsync();
        await session.ChooseAsync(Sample());
        await session.ShowsAsync("/etc/postfix");
        foreach (var address in new[] { "info@example.com", "office@example.org", "nobody@example.org", "someone@elsewhere.example", "sales@example.com" })
        {
            var explained = JsonDocument.Parse(Encoding.UTF8.GetString(NativeCommand.Run("explain", "delivery", address, "-c", folder.Path, "--sources", "--json")).Split('\n')[0]).RootElement;
            await session.Page.GetByLabel("To").FillAsync(address);
            await session.Button("Explain").ClickAsync();
            await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync($"recipient {address}");
            var shown = await session.Page.Locator(".notice").Filter(new() { HasText = "elivered" }).TextContentAsync();
            foreach (var result in explained.GetProperty("results").EnumerateArray()) Assert.Contains(result.GetString()!, shown, StringComparison.Ordinal);
        }
    }

    [SiteFact]
    public async Task Files_without_main_cf_give_a_message()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync([("transport", []), ("virtual", [])]);
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert).First).ToHaveTextAsync("there is no main.cf among the files; several files are opened together only with it");
        await session.ChooseAsync([("main.cf", "relayhost = $mydomain\n[broken\n"u8.ToArray()), ("master.cf", [])]);
        await Assertions.Expect(session.Page.Locator(".finding, .notice.error").First).ToBeVisibleAsync();
    }

    private static List<(string Name, byte[] Content)> Sample() =>
        [.. Directory.EnumerateFiles(RepositoryFiles.Path("src", "MapKit.Web", "wwwroot", "samples", "configuration")).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];

    private static byte[] Archive(List<(string Name, byte[] Content)> files)
    {
        var output = new MemoryStream();
        using (var zipped = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(zipped))
        {
            foreach (var (name, content) in files)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/postfix/" + name) { DataStream = new MemoryStream(content) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "etc/postfix/link") { LinkName = "virtual" });
        }

        return output.ToArray();
    }
}
