using System.Diagnostics;
using System.Globalization;
using System.Text;
using MapKit.Maps;
using MapKit.Tests.Peers;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>A map that is dropped on the page.</summary>
[Collection(SharedSite.Name)]
public sealed class MapPageTests(Site site)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    [SiteFact]
    public async Task Maps_of_every_kind_version_and_byte_order_show_their_records()
    {
        await using var session = await site.OpenAsync();
        var formats = new HashSet<string>();
        foreach (var (name, content) in ForeignSamples.All())
        {
            using var map = MapFile.Open(new MemoryStream(content));
            var records = map.Records.Select(record => (Key: Text(record.Key), Value: Text(record.Value))).ToList();
            await session.ChooseAsync(name, content);
            await session.ShowsAsync(name);
            var facts = await session.FactsAsync();
            Assert.Equal(map.Info.Format, facts["format"]);
            Assert.Equal(map.Info.BigEndian ? "big endian" : "little endian", facts["byte order"]);
            Assert.Equal(records.Count.ToString("N0", CultureInfo.InvariantCulture), facts["records"]);
            Assert.Contains("probably written by", facts.Keys);
            await Assertions.Expect(session.Rows.First.Locator(".cell").First).ToHaveTextAsync(records[0].Key);
            Assert.Equal(records.Take(5).Select(record => record.Key), (await session.RowsAsync()).Take(5).Select(row => row.Key));
            formats.Add($"{map.Info.Format} {map.Info.BigEndian}");
        }

        Assert.Contains("Berkeley DB hash, version 7 False", formats);
        Assert.Contains("Berkeley DB btree, version 10 False", formats);
        Assert.Contains(formats, format => format.Contains("version 9 True", StringComparison.Ordinal));
        Assert.True(formats.Count >= 12, string.Join(", ", formats));
    }

    [SiteFact]
    public async Task Hostile_files_give_a_message_and_never_a_frozen_page()
    {
        var files = Directory.EnumerateDirectories(RepositoryFiles.Path("testdata", "fuzz"))
            .SelectMany(folder => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where((_, i) => i % 6 == 0)).ToList();
        Assert.True(files.Count > 25);
        await using var session = await site.OpenAsync();
        foreach (var file in files)
        {
            var watch = Stopwatch.StartNew();
            var name = Path.GetFileName(file) + ".db";
            await session.ChooseAsync(name, await File.ReadAllBytesAsync(file));
            await session.Page.Locator($"main h1:text-is('{name}'), .notice.error:has-text('{name}')").First.WaitForAsync(new() { Timeout = (float)LongestWait.TotalMilliseconds });
            Assert.True(watch.Elapsed < LongestWait, file);

            // The page itself does nothing meanwhile.
            await session.Page.EvaluateAsync("() => new Promise(resolve => requestAnimationFrame(resolve))");
        }
    }

    [SiteFact]
    public async Task A_damaged_map_names_the_page_and_shows_what_can_be_read()
    {
        await using var session = await site.OpenAsync();
        foreach (var type in MapTypes.All)
        {
            var content = ForeignSamples.Versioned(type, null);
            content.AsSpan(type == MapType.Cdb ? 2100 : content.Length - 4096 + 12, 30).Fill(0xee);
            var verification = MapVerification.Verify(new MemoryStream(content));
            Assert.False(verification.IsSound);
            var name = $"broken{MapTypes.NameOf(type)}{MapTypes.SuffixOf(type)}";
            await session.ChooseAsync(name, content);
            await session.ShowsAsync(name);
            var damage = session.Page.GetByLabel("Damage");
            await Assertions.Expect(damage).ToContainTextAsync("The map is damaged");
            var problem = verification.Problems[0];
            await Assertions.Expect(damage).ToContainTextAsync(problem.Reason);
            if (problem.Page is { } page) await Assertions.Expect(damage).ToContainTextAsync($"page {page}");
            await Assertions.Expect(session.Page.Locator(".records")).ToHaveAttributeAsync("aria-rowcount", new System.Text.RegularExpressions.Regex(@"^\d\d+$"));
        }
    }

    [SiteFact]
    public async Task Downloads_have_the_bytes_of_the_command()
    {
        NativeCommand.Require();
        using var folder = new TemporaryFolder();
        foreach (var (table, type) in new[] { ("transport", "hash"), ("generic", "btree"), ("aliases", "lmdb"), ("sasl_passwd", "cdb") })
        {
            // After ten downloads Chromium may ask the user.
            await using var session = await site.OpenAsync();
            var source = folder.Write(table, await File.ReadAllBytesAsync(RepositoryFiles.Path("testdata", "seed", table)));
            NativeCommand.Run("compile", $"{type}:{source}");
            var map = source + (type is "hash" or "btree" ? ".db" : "." + type);
            await session.ChooseAsync(Path.GetFileName(map), await File.ReadAllBytesAsync(map));
            await session.ShowsAsync(Path.GetFileName(map));
            if (table == "sasl_passwd") await session.Button("Show the passwords").ClickAsync();
            foreach (var other in new[] { "hash", "btree", "lmdb", "cdb" })
            {
                var expected = folder.File($"{table}-as-{other}");
                NativeCommand.Run("convert", map, $"{other}:{expected}");
                var made = await session.DownloadAsync(session.Button(other));
                Assert.Equal(await File.ReadAllBytesAsync(expected + (other is "hash" or "btree" ? ".db" : "." + other)), made.Content);
                Assert.Equal(table + (other is "hash" or "btree" ? ".db" : "." + other), made.Name);
            }

            Assert.Equal(NativeCommand.Run("dump", "--as", "source", "--show-secrets", map), (await session.DownloadAsync(session.Button("source"))).Content);
            Assert.Equal(NativeCommand.Run("dump", "--json", "--show-secrets", map), (await session.DownloadAsync(session.Button("json"))).Content);
        }

        // Of a damaged map, what verify --salvage writes.
        var damaged = ForeignSamples.Versioned(MapType.Hash, null);
        damaged.AsSpan(damaged.Length - 4000, 40).Fill(0xee);
        var broken = folder.Write("broken.db", damaged);
        NativeCommand.Run("verify", "--salvage", folder.File("salvaged"), broken);
        await using var last = await site.OpenAsync();
        await last.ChooseAsync("broken.db", damaged);
        await last.ShowsAsync("broken.db");
        Assert.Equal(await File.ReadAllBytesAsync(folder.File("salvaged")), (await last.DownloadAsync(last.Button("source"))).Content);
        NativeCommand.Run("compile", "-f", "plain", $"lmdb:{folder.File("salvaged")}");
        Assert.Equal(await File.ReadAllBytesAsync(folder.File("salvaged.lmdb")), (await last.DownloadAsync(last.Button("lmdb"))).Content);
    }

    [SiteFact]
    public async Task Records_are_searched_and_chosen_with_the_keyboard_and_their_bytes_shown()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await session.Page.GetByLabel("Search").FillAsync("USER19");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("11 records of 200");
        await session.Page.GetByLabel("Search").FillAsync("box7@");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("1 record of 200");
        await session.Page.GetByLabel("Search").PressAsync("Tab");
        await session.Page.Locator(".rows").PressAsync("ArrowDown");
        await session.Page.Locator(".rows").PressAsync("Enter");
        var bytes = session.Page.GetByLabel("Bytes of the record");
        await Assertions.Expect(bytes).ToContainTextAsync("user7@example.com\\x00");
        await Assertions.Expect(bytes).ToContainTextAsync("0000  75 73 65 72 37 40");
        await session.Page.GetByLabel("Search").FillAsync("");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("200 records");
        await session.Page.Locator(".rows").PressAsync("End");
        await Assertions.Expect(session.Page.Locator("#record-199")).ToBeVisibleAsync();
        await session.Page.GetByLabel("Search").FillAsync("nothing has this");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("0 records of 200");
    }

    [SiteFact]
    public async Task Passwords_are_hidden_until_they_are_requested()
    {
        await using var session = await site.OpenAsync();
        foreach (var name in new[] { "sasl_passwd.db", "unknown.db" })
        {
            var output = new MemoryStream();
            var writer = new MapWriter(output, MapType.Hash);
            writer.Add("[mail.example.com]:587", "alice:swordfish");
            writer.Add("[mail.example.net]:587", "ben:marlin");
            writer.Complete();
            await session.ChooseAsync(name, output.ToArray());
            await session.ShowsAsync(name);
            await Assertions.Expect(session.Rows.First).ToContainTextAsync(":****");
            Assert.DoesNotContain("swordfish", await session.Page.ContentAsync(), StringComparison.Ordinal);
            await session.Rows.First.ClickAsync();
            await Assertions.Expect(session.Page.GetByLabel("Bytes of the record")).ToContainTextAsync("hidden");
            await session.Page.GetByLabel("Search").FillAsync("swordfish");
            await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("0 records of 2");
            await Assertions.Expect(session.Button("source")).ToBeDisabledAsync();
            await session.Button("Show the passwords").ClickAsync();
            await Assertions.Expect(session.Rows).ToContainTextAsync(["alice:swordfish"]);
            await Assertions.Expect(session.Button("source")).ToBeEnabledAsync();
        }
    }

    [SiteFact]
    public async Task Downloads_in_a_row_have_each_its_own_bytes()
    {
        await using var session = await site.OpenAsync();
        var content = ForeignSamples.Versioned(MapType.Hash, null);
        await session.ChooseAsync("virtual.db", content);
        await session.ShowsAsync("virtual.db");
        var downloads = new List<IDownload>();
        session.Page.Download += (_, download) => downloads.Add(download);
        await session.Page.EvaluateAsync("() => { for (const name of ['lmdb', 'json', 'cdb', 'hash', 'source']) [...document.querySelectorAll('button')].find(button => button.textContent === name).click(); }");
        for (var waited = 0; downloads.Count < 5 && waited < 300; waited++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(["virtual", "virtual.cdb", "virtual.db", "virtual.json", "virtual.lmdb"], downloads.Select(download => download.SuggestedFilename).Order(StringComparer.Ordinal));
        foreach (var download in downloads)
        {
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            if (download.SuggestedFilename == "virtual") Assert.Contains("user7@example.com\tbox7@example.net\n", Encoding.UTF8.GetString(bytes).Replace(' ', '\t'), StringComparison.Ordinal);
            else if (download.SuggestedFilename == "virtual.json") Assert.StartsWith("{", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            else
            {
                using var map = MapFile.Open(new MemoryStream(bytes));
                Assert.Equal(download.SuggestedFilename, "virtual" + MapTypes.SuffixOf(map.Type));
                Assert.Equal(200, map.Records.Count());
            }
        }
    }

    [SiteFact]
    public async Task Passwords_are_recognised_by_their_shape_and_the_values_of_any_map_can_be_hidden()
    {
        await using var session = await site.OpenAsync();
        foreach (var (key, value, isSecret) in new[]
        {
            ("[mx.example.com]:587", "relay@example.com:swordfish", true), ("[mx.example.com]:587", "user:sword/fish,a", true), ("[mx.example.com]:587", "user:sword fish", true),
            ("[mx.example.com]:587", "virtual1:c3dvcmRmaXNo", true), ("user@example.com", "{SHA512-CRYPT}$6$abc$swordfish", true), ("user@example.com", "$6$abc$swordfish", true),
            ("example.com", "smtp:[mx.example.net]:587", false), ("example.com", "slow:[swordfish.example]", false), ("example.com", "error:5.1.1 no swordfish", false), ("list", ":include:/etc/swordfish", false),
            ("x", "REDIRECT swordfish@example.com", false), ("x", "FILTER smtp:[swordfish]", false),
        })
        {
            var output = new MemoryStream();
            var writer = new MapWriter(output, MapType.Hash);
            writer.Add(key, value);
            writer.Complete();
            await session.ChooseAsync("old.db", output.ToArray());
            await session.ShowsAsync("old.db");
            await Assertions.Expect(session.Rows.First).ToContainTextAsync(isSecret ? "****" : value);
            if (isSecret) Assert.DoesNotContain(value[^6..], await session.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            else
            {
                await session.Button("Hide the values").ClickAsync();
                await Assertions.Expect(session.Rows.First).ToContainTextAsync("****");
                Assert.DoesNotContain(value, await session.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            }
        }
    }

    [SiteFact]
    public async Task The_active_row_exists_and_the_title_has_the_focus()
    {
        await using var session = await site.OpenAsync();
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await Assertions.Expect(session.Title).ToBeFocusedAsync();
        await session.Page.Locator(".rows").FocusAsync();
        await session.Page.Locator(".rows").PressAsync("ArrowDown");
        await Assertions.Expect(session.Page.Locator(".rows")).ToHaveAttributeAsync("aria-activedescendant", "record-0");
        await session.Page.EvaluateAsync("() => document.querySelector('.rows').scrollTop = 1e6");
        await Assertions.Expect(session.Page.Locator("#record-0")).ToHaveCountAsync(0);
        await Assertions.Expect(session.Page.Locator(".rows")).Not.ToHaveAttributeAsync("aria-activedescendant", "record-0");
    }

    private static string Text(ReadOnlyMemory<byte> stored) => Encoding.UTF8.GetString(stored.Span).Split('\0')[0];

}
