using System.Diagnostics;
using System.Globalization;
using System.Text;
using MapKit.Maps;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>The figures of docs/web.md. They are measured on request (MAPKIT_MEASURE=1) and compared with nothing.</summary>
[Collection(SharedSite.Name)]
public sealed class PageSpeedTests(Site site, ITestOutputHelper output)
{
    private const int Entries = 100_000;
    private const int TypedLines = 10_000;

    [SiteFact]
    public async Task Measure()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("MAPKIT_MEASURE") == "1", "measured on request: MAPKIT_MEASURE=1");
        using var server = new StaticServer(Site.Folder!);
        var watch = Stopwatch.StartNew();
        await using var session = await site.OpenAsync(server);
        Say($"first load: {watch.ElapsedMilliseconds} ms until the page is usable");
        await session.Page.EvaluateAsync("() => navigator.serviceWorker.ready");
        Say($"first load, worker and offline copy included: {server.Sent / 1e6:0.00} MB transferred");

        var map = new MemoryStream();
        var writer = new MapWriter(map, MapType.Hash);
        for (var i = 0; i < Entries; i++) writer.Add($"user{i}@example.com", $"box{i % 977}@mail.example.net");
        writer.Complete();
        await session.ChooseAsync("small.db", ForeignSamples.Versioned(MapType.Hash, null));
        await session.ShowsAsync("small.db");
        watch.Restart();
        await session.ChooseAsync("virtual.db", map.ToArray());
        await session.ShowsAsync("virtual.db");
        await session.Rows.First.WaitForAsync();
        Say($"hash of {Entries:N0} records: {watch.ElapsedMilliseconds} ms until the records are shown");
        watch.Restart();
        await session.Page.GetByLabel("Search").FillAsync("user99999@");
        await Assertions.Expect(session.Page.Locator(".count")).ToHaveTextAsync("1 record of 100,000");
        Say($"search in it: {watch.ElapsedMilliseconds} ms");

        var source = new StringBuilder();
        for (var i = 0; i < Entries; i++) source.Append(CultureInfo.InvariantCulture, $"host{i}.example.com smtp:[relay{i % 50}.example.net]:587\n");
        await session.Page.Locator(".brand").ClickAsync();
        watch.Restart();
        await session.ChooseAsync("transport", Encoding.UTF8.GetBytes(source.ToString()));
        await Assertions.Expect(session.Page.GetByText("Nothing to report.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Say($"lint of {Entries:N0} lines: {watch.ElapsedMilliseconds} ms");

        await session.Page.Locator(".brand").ClickAsync();
        await session.ChooseAsync("transport", Encoding.UTF8.GetBytes(string.Join('\n', source.ToString().Split('\n').Take(TypedLines))));
        await Assertions.Expect(session.Page.GetByText("Nothing to report.")).ToBeVisibleAsync();
        await session.Page.EvaluateAsync("() => { window.tasks = []; new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' }); }");
        await session.Page.GetByLabel("Text of the table").PressAsync("Control+End");
        await session.Page.GetByLabel("Text of the table").PressSequentiallyAsync("\nexample.org smtp:[relay.example.org\nexample.edu local\n", new() { Delay = 40 });
        await Assertions.Expect(session.Page.Locator(".finding").First).ToBeVisibleAsync();
        var tasks = await session.Page.EvaluateAsync<double[]>("() => window.tasks");
        Say($"typing in {TypedLines:N0} lines: {tasks.Length} tasks over 50 ms, the longest {tasks.DefaultIfEmpty(0).Max():0} ms");
    }

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
