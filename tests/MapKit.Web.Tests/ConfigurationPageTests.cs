using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MapKit.Maps;
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

    [SiteFact]
    public async Task A_map_without_its_source_is_asked_and_accounts_are_an_open_point()
    {
        var map = new MemoryStream();
        var writer = new MapWriter(map, MapType.Hash);
        writer.Add("info@example.com", "anna@example.net");
        writer.Complete();
        await using var session = await site.OpenAsync();
        await session.ChooseAsync(
        [
            ("main.cf", "myhostname = mail.example.com\nmydestination = mail.example.com\nvirtual_alias_domains = example.com\nvirtual_alias_maps = hash:/etc/postfix/virtual\nalias_maps =\nalias_database =\n"u8.ToArray()),
            ("master.cf", "smtp unix - - y - - smtp\nsmtp inet n - y - - smtpd\nlocal unix - n n - - local\n"u8.ToArray()),
            ("virtual.db", map.ToArray()),
        ]);
        await session.ShowsAsync("/etc/postfix");
        await ExplainAsync(session, "info@example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("anna@example.net");
        await ExplainAsync(session, "anna@mail.example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("the accounts of the server are unknown here");
        Assert.DoesNotContain("451", await session.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [SiteFact]
    public async Task A_refusal_shows_no_password_and_later_pictures_have_their_style()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync([("main.cf", "myhostname = mail.example.com\nmydestination =\nsmtp_sasl_password_maps static:joe:swordfish\n"u8.ToArray()), ("master.cf", [])]);
        await session.ShowsAsync("/etc/postfix");
        await ExplainAsync(session, "info@example.com");
        await Assertions.Expect(session.Page.Locator("[aria-live=polite] .notice.error")).ToBeVisibleAsync();
        Assert.DoesNotContain("swordfish", await session.Page.ContentAsync(), StringComparison.Ordinal);
        await session.ChooseAsync(Sample());
        await session.ShowsAsync("/etc/postfix");
        await ExplainAsync(session, "info@example.com");
        await session.Page.Locator(".picture svg .card").First.WaitForAsync();
        Assert.NotEqual("rgb(0, 0, 0)", await session.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.picture svg .card')).fill"));
    }

    [SiteFact]
    public async Task The_tree_is_walked_with_the_arrow_keys_and_a_link_moves_the_focus()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync(Sample());
        await session.ShowsAsync("/etc/postfix");
        await ExplainAsync(session, "info@example.com");
        var items = session.Page.GetByRole(AriaRole.Treeitem);
        await items.First.WaitForAsync();
        Assert.Equal(1, await session.Page.Locator("[role=treeitem][tabindex='0']").CountAsync());
        await items.First.FocusAsync();
        await session.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(items.Nth(1)).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(items.Last).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(items.First).ToBeFocusedAsync();
        await session.Button("/etc/postfix/virtual:2").First.ClickAsync();
        await Assertions.Expect(session.Page.Locator(".file .chosen")).ToBeFocusedAsync();
    }

    [SiteFact]
    public async Task A_long_explanation_shows_its_progress_and_can_be_cancelled()
    {
        var virtualAliases = new StringBuilder();
        for (var i = 0; i < 30_000; i++) virtualAliases.Append(System.Globalization.CultureInfo.InvariantCulture, $"user{i}@example.com box{i}@example.net\n");
        await using var session = await site.OpenAsync();
        await session.ChooseAsync(
        [
            ("main.cf", "myhostname = mail.example.com\nmydestination =\nlocal_recipient_maps =\nvirtual_alias_domains = example.com\nvirtual_alias_maps = texthash:/etc/postfix/virtual\nalias_maps =\nalias_database =\n"u8.ToArray()),
            ("master.cf", "smtp unix - - y - - smtp\nsmtp inet n - y - - smtpd\n"u8.ToArray()),
            ("virtual", Encoding.UTF8.GetBytes(virtualAliases.ToString())),
        ]);
        await session.ShowsAsync("/etc/postfix");
        await session.Page.GetByLabel("To", new() { Exact = true }).FillAsync("user7@example.com");

        // As fast as somebody can who sees the button.
        await session.Page.EvaluateAsync(
            """
            () => new Promise(resolve => {
                new MutationObserver((_, observer) => {
                    const button = document.querySelector('section .busy button');
                    if (!button) return;
                    observer.disconnect();
                    button.click();
                    resolve();
                }).observe(document.body, { childList: true, subtree: true });
                [...document.querySelectorAll('button')].find(button => button.textContent === 'Explain').click();
            })
            """);
        await Assertions.Expect(session.Page.Locator("section .busy")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        Assert.Equal(0, await session.Page.GetByRole(AriaRole.Tree).CountAsync());
        await ExplainAsync(session, "user8@example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("box8@example.net");
    }

    private static async Task ExplainAsync(PageSession session, string address)
    {
        await session.Page.GetByLabel("To", new() { Exact = true }).FillAsync(address);
        await session.Button("Explain").ClickAsync();
        await Assertions.Expect(session.Page.Locator("section .busy")).ToHaveCountAsync(0);
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
