using MapKit.Maps;
using MapKit.Tests.Peers;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>What concerns the page as a whole: the network, the policy, assistive technology, narrow screens.</summary>
[Collection(SharedSite.Name)]
public sealed class WholePageTests(Site site)
{
    [SiteFact]
    public async Task The_page_works_without_a_network_after_the_first_visit()
    {
        // A server of this test alone, which it ends.
        var server = new StaticServer(Site.Folder!);
        try
        {
            await using var session = await site.OpenAsync(server);
            session.MayComplain = true;
            await session.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller) await new Promise(r => setTimeout(r, 50)); }");
            Assert.Empty(server.Missing);
            server.Dispose();
            await session.Page.Context.SetOfflineAsync(true);
            await session.Page.ReloadAsync();
            await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
            await session.ShowsAsync("virtual.db");
            await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("200 records");
            await session.Page.Locator(".brand").ClickAsync();
            await session.Page.Locator(".sample").Last.ClickAsync();
            await session.ShowsAsync("/etc/postfix");
        }
        finally
        {
            server.Dispose();
        }
    }

    [SiteFact]
    public async Task The_policy_allows_this_origin_alone()
    {
        await using var session = await site.OpenAsync();
        session.MayComplain = true;
        var policy = await session.Page.Locator("meta[http-equiv=Content-Security-Policy]").GetAttributeAsync("content");
        Assert.StartsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("refused", await session.Page.EvaluateAsync<string>("() => fetch('https://example.com/').then(() => 'sent', () => 'refused')"));
        Assert.Equal(0, await session.Page.EvaluateAsync<int>("() => [...document.scripts].filter(script => script.textContent.trim() !== '' || !script.src).length"));
        Assert.Equal("none", await session.Page.EvaluateAsync<string>("() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); return window.ran ? 'ran' : 'none'; }"));
    }

    [SiteFact]
    public async Task The_accessibility_tree_names_every_part()
    {
        await using var session = await site.OpenAsync();
        Assert.Equal(
            """
            - heading "Drop a map, a table or a whole /etc/postfix here" [level=1]
            """.Trim(),
            (await session.Page.Locator("main h1").AriaSnapshotAsync()).Trim());
        await NamedAsync(session);
        await session.ChooseAsync("virtual.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("virtual.db");
        await session.Rows.First.ClickAsync();
        await NamedAsync(session);
        var snapshot = await session.Page.Locator("main").AriaSnapshotAsync();
        foreach (var part in new[] { "heading \"virtual.db\" [level=1]", "heading \"Records\" [level=2]", "searchbox \"Search\"", "grid \"Records\"", "columnheader \"Key\"", "row ", "[selected]", "region \"Download as\"", "button \"lmdb\"" })
            Assert.Contains(part, snapshot, StringComparison.Ordinal);
        await session.Page.Locator(".brand").ClickAsync();
        foreach (var (sample, parts) in new[]
        {
            ("A table with mistakes", new[] { "textbox \"Text of the table\"", "combobox \"Format\"", "heading \"Findings\" [level=2]", "list" }),
            ("A configuration", ["textbox \"To\"", "columnheader \"State\"", "rowheader", "button \"Explain\""]),
        })
        {
            await session.Page.GetByRole(AriaRole.Button, new() { Name = sample }).ClickAsync();
            await session.Page.Locator(".finding").First.WaitForAsync();
            await NamedAsync(session);
            snapshot = await session.Page.Locator("main").AriaSnapshotAsync();
            foreach (var part in parts) Assert.Contains(part, snapshot, StringComparison.Ordinal);
            await session.Page.Locator(".brand").ClickAsync();
        }
    }

    [SiteFact]
    public async Task Narrow_and_dark_screens_have_everything()
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var session = await site.OpenAsync(width: width, scheme: scheme);
            foreach (var (sample, picture, mark) in new[] { ("A damaged map", "map", ".rows .record"), ("A table with mistakes", "source", ".finding"), ("A configuration", "configuration", ".finding") })
            {
                await session.Page.GetByRole(AriaRole.Button, new() { Name = sample }).ClickAsync();
                await session.Page.Locator(mark).First.WaitForAsync();
                if (picture == "configuration")
                {
                    await session.Page.GetByLabel("To").FillAsync("info@example.com");
                    await session.Button("Explain").ClickAsync();
                    await session.Page.GetByRole(AriaRole.Tree).WaitForAsync();
                }

                // Nothing is wider than the screen.
                Assert.True(await session.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{sample} at {width}");
                await KeepAsync(session, $"web-{picture}-{width}.png");
                await session.Page.Locator(".brand").ClickAsync();
            }
        }
    }

    /// <summary>Every control has a name.</summary>
    private static async Task NamedAsync(PageSession session)
    {
        var unnamed = await session.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, input, select, textarea')]
                .filter(element => !(element.textContent.trim() || element.getAttribute('aria-label') || element.labels?.length))
                .map(element => element.outerHTML)
            """);
        Assert.Empty(unnamed);
        var twice = await session.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[id]')].map(element => element.id).filter((id, i, all) => all.indexOf(id) !== i)");
        Assert.Empty(twice);
    }

    private static async Task KeepAsync(PageSession session, string name)
    {
        if (Environment.GetEnvironmentVariable("MAPKIT_UPDATE_DOCS") != "1") return;
        await session.Page.ScreenshotAsync(new() { Path = RepositoryFiles.Path("docs", name) });
    }
}
