using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MapKit.Maps;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>What is open, and what happens to it while something else is opened: several drops, refusals, Cancel, Close and Back.</summary>
[Collection(SharedSite.Name)]
public sealed class OpeningTests(Site site)
{
    private const string Main = "myhostname = mail.example.com\nmydestination =\nvirtual_alias_domains = example.com\nvirtual_alias_maps = texthash:/etc/postfix/virtual\nlocal_recipient_maps =\nalias_maps =\nalias_database =\n";

    [SiteFact]
    public async Task The_last_of_several_drops_is_opened()
    {
        await using var session = await site.OpenAsync();
        foreach (var pause in new[] { 0, 50, 300 })
        {
            await DropAsync(session, ("large.db", Large()));
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            await DropAsync(session, ("small.db", ForeignSamples.Versioned(MapType.Hash, null)));
            await session.ShowsAsync("small.db");
            await Assertions.Expect(session.Page.Locator(".busy")).ToHaveCountAsync(0);
            await Assertions.Expect(session.Title).ToHaveTextAsync("small.db");
            await DropAsync(session, ("transport", "example.com local\n"u8.ToArray()));
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            await DropAsync(session, ("main.cf", Bytes(Main)), ("virtual", "info@example.com anna@example.net\n"u8.ToArray()));
            await session.ShowsAsync("/etc/postfix");
            await AliveAsync(session);
        }
    }

    [SiteFact]
    public async Task What_is_open_stays_usable_when_another_file_is_refused_or_cancelled()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await DropAsync(session, ("large.db", Large()));
        await session.Button("Cancel").ClickAsync();
        await Assertions.Expect(session.Page.Locator(".busy")).ToHaveCountAsync(0);
        await session.Page.GetByLabel("Search").FillAsync("user19");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("11 records of 200");
        await session.Rows.First.ClickAsync();
        await Assertions.Expect(session.Page.GetByLabel("Bytes of the record")).ToContainTextAsync("user19");

        await DropAsync(session, ("main.cf", Bytes(Main)), ("virtual", "info@example.com anna@example.net\n"u8.ToArray()));
        await session.ShowsAsync("/etc/postfix");
        await DropAsync(session, ("a", [1]), ("b", [2]));
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("there is no main.cf among the files");
        await ExplainAsync(session, "info@example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("anna@example.net");
        await AliveAsync(session);
    }

    [SiteFact]
    public async Task Closing_while_the_page_works_is_no_failure()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await session.Page.GetByLabel("Search").FillAsync("user1");
        await session.Page.Locator(".brand").ClickAsync();
        await Assertions.Expect(session.Page.Locator(".drop")).ToBeVisibleAsync();
        for (var pause = 0; pause < 60; pause += 12)
        {
            await session.Page.EvaluateAsync("pause => { [...document.querySelectorAll('button')].find(button => /Paste/.test(button.textContent)).click(); setTimeout(() => document.querySelector('.brand').click(), pause); }", pause);
            await Assertions.Expect(session.Page.Locator(".drop")).ToBeVisibleAsync();
            await Task.Delay(300, TestContext.Current.CancellationToken);
            if (await session.Page.Locator(".drop").CountAsync() == 0) await session.Page.Locator(".brand").ClickAsync();
            await AliveAsync(session);
        }
    }

    [SiteFact]
    public async Task Files_of_one_configuration_are_not_in_the_next()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync([("main.cf", Bytes(Main)), ("virtual", "info@example.com leaked@example.net\n"u8.ToArray())]);
        await session.ShowsAsync("/etc/postfix");
        await DropAsync(session, ("x.tar.gz", Tar(("etc/postfix/main.cf", Main), ("etc/postfix/virtual", "info@example.com leaked@example.net\n"), ("etc/postfix/virtual/x", "1"))));
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert).First).ToHaveTextAsync("/etc/postfix/virtual: is a file and a folder among the files");
        await DropAsync(session, ("main.cf", Bytes(Main.Replace("mail.", "other.", StringComparison.Ordinal))), ("readme", [1]));
        await Assertions.Expect(session.Page.GetByText("missing: no such file")).ToBeVisibleAsync();
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await ExplainAsync(session, "info@example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("info@example.com");
        Assert.DoesNotContain("leaked", await session.Page.ContentAsync(), StringComparison.Ordinal);

        // A folder of one, and a file with its name in the next.
        await DropAsync(session, ("a.tar.gz", Tar(("etc/postfix/main.cf", Main), ("etc/postfix/maps/x", "1"))));
        await Assertions.Expect(session.Page.Locator("main > p, main p").Filter(new() { HasText = "2 files" }).First).ToBeVisibleAsync();
        await DropAsync(session, ("b.tar.gz", Tar(("etc/postfix/main.cf", Main), ("etc/postfix/maps", "1"), ("etc/aliases", ""))));
        await Assertions.Expect(session.Page.Locator("main p").Filter(new() { HasText = "3 files" }).First).ToBeVisibleAsync();
    }

    [SiteFact]
    public async Task What_is_no_map_table_or_configuration_is_named_with_a_remedy()
    {
        await using var session = await site.OpenAsync();
        var sound = Tar(("etc/postfix/main.cf", Main));
        foreach (var (name, content, expected) in new (string, byte[], string)[]
        {
            ("virtual.db", [], "virtual.db: the file is empty, which is not a map"),
            ("empty.tar.gz", [], "empty.tar.gz: the archive is empty"),
            ("text.tar.gz", "hello"u8.ToArray(), "text.tar.gz has the name of an archive, but is none"),
            ("cut.tar.gz", sound[..(sound.Length / 2)], "cut.tar.gz: "),
            ("postfix.tar.bz2", "BZh91AY"u8.ToArray(), "compressed by bzip2, which this page does not read. Make a .tar.gz"),
            ("postfix.tar.xz", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0], "compressed by xz"),
            ("picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10], "picture.png is a picture"),
        })
        {
            await DropAsync(session, (name, content));
            await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync(expected);
            Assert.DoesNotMatch("[A-Z][a-z]+_[A-Z]|UnsupportedCompression", await session.Page.Locator("main").InnerTextAsync());
        }

        await DropAsync(session, ("a.db", ForeignSamples.Versioned(MapType.Hash, null)), ("b.db", ForeignSamples.Versioned(MapType.Hash, null)));
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("of the 2 maps open one at a time");

        // An archive with another name is one.
        await DropAsync(session, ("backup.gz", sound));
        await session.ShowsAsync("/etc/postfix");
    }

    [SiteFact]
    public async Task Links_of_an_archive_lead_through_links_and_the_usual_main_cf_is_preferred()
    {
        await using var session = await site.OpenAsync();
        var output = new MemoryStream();
        using (var zipped = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(zipped))
        {
            foreach (var (name, text) in new[] { ("a/main.cf", "myhostname = wrong.example\n"), ("srv/real", Main), ("srv/end", "info@example.com anna@example.net\n") })
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Bytes(text)) });
            foreach (var (name, target) in new[] { ("etc/postfix", "/srv/postfix"), ("srv/postfix/main.cf", "../real"), ("srv/postfix/virtual", "v2"), ("srv/postfix/v2", "v3"), ("srv/postfix/v3", "/srv/end"), ("srv/self", "self") })
                writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
        }

        await session.ChooseAsync("links.tar.gz", output.ToArray());
        await session.ShowsAsync("/etc/postfix");
        await Assertions.Expect(session.Page.GetByText("a/main.cf is another configuration")).ToBeVisibleAsync();
        await ExplainAsync(session, "info@example.com");
        await Assertions.Expect(session.Page.GetByRole(AriaRole.Tree)).ToContainTextAsync("anna@example.net");
    }

    [SiteFact]
    public async Task Back_leads_to_the_start_and_a_typed_text_is_not_lost_without_a_question()
    {
        await using var session = await site.OpenAsync();
        var answer = false;
        var questions = 0;
        session.Page.Dialog += async (_, dialog) =>
        {
            questions++;
            if (answer) await dialog.AcceptAsync();
            else await dialog.DismissAsync();
        };
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await session.Page.GoBackAsync();
        await Assertions.Expect(session.Page.Locator(".drop")).ToBeVisibleAsync();
        Assert.Equal(0, questions);
        await session.Button("Paste or type a table").ClickAsync();
        await session.Page.GetByLabel("Text of the table").PressSequentiallyAsync("example.com local");
        await session.Page.EvaluateAsync("() => history.back()");
        await Assertions.Expect(session.Page.GetByLabel("Text of the table")).ToHaveValueAsync("example.com local");
        await session.Page.Locator(".brand").ClickAsync();
        await Assertions.Expect(session.Page.GetByLabel("Text of the table")).ToHaveValueAsync("example.com local");
        Assert.Equal(2, questions);
        answer = true;
        await session.Page.Locator(".brand").ClickAsync();
        await Assertions.Expect(session.Page.Locator(".drop")).ToBeVisibleAsync();
        await AliveAsync(session);
    }

    /// <summary>Nothing of the page has failed.</summary>
    private static async Task AliveAsync(PageSession session)
    {
        Assert.False(await session.Page.Locator("#blazor-error-ui").IsVisibleAsync());
        Assert.Equal(0, await session.Page.GetByText("cannot be shown any more").CountAsync());
    }

    private static async Task ExplainAsync(PageSession session, string address)
    {
        await session.Page.GetByLabel("To", new() { Exact = true }).FillAsync(address);
        await session.Button("Explain").ClickAsync();
        await Assertions.Expect(session.Page.Locator("section .busy")).ToHaveCountAsync(0);
    }

    private static async Task DropAsync(PageSession session, params (string Name, byte[] Content)[] files) => await session.Page.EvaluateAsync(
        """
        files => {
            const transfer = new DataTransfer();
            for (const [name, text] of files) transfer.items.add(new File([Uint8Array.from(atob(text), character => character.charCodeAt(0))], name));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """,
        files.Select(file => new[] { file.Name, Convert.ToBase64String(file.Content) }).ToArray());

    private static byte[] Large()
    {
        var output = new MemoryStream();
        var writer = new MapWriter(output, MapType.Hash);
        for (var i = 0; i < 60_000; i++) writer.Add($"user{i}@example.com", $"box{i}@example.net");
        writer.Complete();
        return output.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        var output = new MemoryStream();
        using (var zipped = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(zipped))
        {
            foreach (var (name, text) in files) writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Bytes(text)) });
        }

        return output.ToArray();
    }
}
