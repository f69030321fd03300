using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>The open page. At its end no request may have left its origin, and the browser may have complained of nothing.</summary>
internal sealed class PageSession : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _foreign = [];
    private readonly ConcurrentQueue<string> _complaints = [];

    private PageSession(IBrowserContext context, StaticServer server)
    {
        _context = context;
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Address, StringComparison.Ordinal) && !request.Url.StartsWith("blob:" + server.Address, StringComparison.Ordinal)) _foreign.Enqueue(request.Url);
        };
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue(message.Text);
        };
        context.WebError += (_, error) => _complaints.Enqueue(error.Error);
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>Whether the browser may complain, as it does without a network.</summary>
    public bool MayComplain { get; set; }

    public ILocator Title => Page.Locator("main h1");

    public ILocator Rows => Page.Locator(".rows .record");

    public static async Task<PageSession> StartAsync(IBrowserContext context, StaticServer server)
    {
        var session = new PageSession(context, server) { Page = await context.NewPageAsync() };
        await session.Page.GotoAsync(server.Address);
        await session.Page.GetByRole(AriaRole.Heading, new() { Name = "Drop a map" }).WaitForAsync();
        await session.Page.Locator("body[data-ready]").WaitForAsync();
        return session;
    }

    /// <summary>Chooses a file, as the button does.</summary>
    public Task ChooseAsync(string name, byte[] content) => ChooseAsync([(name, content)]);

    /// <summary>Chooses files.</summary>
    public async Task ChooseAsync(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        if (await Page.Locator(".drop").CountAsync() == 0) await Page.Locator(".brand").ClickAsync();
        await Page.Locator("input[multiple]").SetInputFilesAsync(files.Select(file => new FilePayload { Name = file.Name, MimeType = "application/octet-stream", Buffer = file.Content }));
    }

    /// <summary>Waits for a page with this title.</summary>
    public Task ShowsAsync(string title) => Assertions.Expect(Title).ToHaveTextAsync(title, new() { Timeout = 60_000 });

    /// <summary>The facts about the map, by name.</summary>
    public async Task<Dictionary<string, string>> FactsAsync()
    {
        var names = await Page.Locator(".facts dt").AllTextContentsAsync();
        var values = await Page.Locator(".facts dd").AllTextContentsAsync();
        return names.Zip(values).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The first rows of the records.</summary>
    public async Task<List<(string Key, string Value)>> RowsAsync()
    {
        var cells = await Rows.Locator(".cell").AllTextContentsAsync();
        return [.. cells.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>What a button downloads.</summary>
    public async Task<(string Name, byte[] Content)> DownloadAsync(ILocator button)
    {
        IDownload download;
        try
        {
            download = await Page.RunAndWaitForDownloadAsync(() => button.ClickAsync(), new() { Timeout = 30_000 });
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException($"no download: {string.Join(" | ", await Page.Locator(".hint").AllTextContentsAsync())}", exception);
        }

        var path = await download.PathAsync();
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(path));
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.Empty(_foreign);
        if (!MayComplain) Assert.Empty(_complaints);
    }
}
