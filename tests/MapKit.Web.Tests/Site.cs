using Microsoft.Playwright;

namespace MapKit.Web.Tests;

/// <summary>The published page on a server of the test, and a browser; both serve all tests.</summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>Debian's browser.</summary>
    public const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The folder of the published page.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("MAPKIT_SITE") is { Length: > 0 } folder ? folder : null;

    public StaticServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Folder is null || !File.Exists(Chromium)) return;
        Server = new StaticServer(Folder);
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        Server?.Dispose();
    }

    /// <summary>Opens the page in a new profile.</summary>
    /// <param name="server">Another server than that of all tests.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    internal async Task<PageSession> OpenAsync(StaticServer? server = null, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.True(_browser is not null, $"the published page (MAPKIT_SITE) or {Chromium} is missing");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            AcceptDownloads = true,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        return await PageSession.StartAsync(context, server ?? Server);
    }
}
