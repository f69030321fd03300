using System.Text.RegularExpressions;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Terminal;

/// <summary>
/// What terminals of two sizes show: nothing wraps, nothing scrolls, and the screen is that of the golden file in testdata/screens.
/// MAPKIT_UPDATE_SCREENS=1 writes them, to be looked at before they are committed.
/// </summary>
public sealed partial class ScreenTests
{
    [PeerTheory("tmux")]
    [InlineData("help", 80, 24, "mapkit")]
    [InlineData("help", 120, 40, "mapkit")]
    [InlineData("status", 80, 24, "mapkit status")]
    [InlineData("status", 120, 40, "mapkit status")]
    [InlineData("lint", 80, 24, "mapkit lint transport")]
    [InlineData("lint", 120, 40, "mapkit lint transport")]
    [InlineData("explain", 80, 24, "mapkit explain transport joe@partner.example texthash:transport")]
    [InlineData("explain", 120, 40, "mapkit explain delivery info@example.org")]
    public void A_screen_is_as_its_golden_file(string name, int columns, int rows, string line)
    {
        using var screen = Open(columns, rows);
        screen.Run("mapkit compile -q virtual");
        screen.Run(line);
        Assert.False(screen.HasScrolled, screen.Text);
        Assert.False(screen.HasWrapped, screen.Text);
        Assert.False(screen.HasOtherKeys);
        Compare($"{name}-{columns}x{rows}.txt", screen.Text);
    }

    [PeerTheory("tmux")]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void Progress_is_one_line_and_goes_away(int columns, int rows)
    {
        using var screen = Open(columns, rows);
        var pipe = Path.Join(screen.Folder, "pipe");
        Assert.Equal(0, Tool.Run("mkfifo", pipe).ExitCode);
        screen.Type("mapkit compile -t cdb -o a-map-with-a-name-of-some-length.cdb - < pipe");
        using (var input = new FileStream(pipe, FileMode.Open, FileAccess.Write))
        {
            using var writer = new StreamWriter(input) { NewLine = "\n" };
            screen.WaitFor(text => text.Contains("reading", StringComparison.Ordinal));
            Compare($"progress-{columns}x{rows}.txt", screen.Text);
            for (var i = 0; i < 200_000; i++) writer.WriteLine($"host{i}.example.com   smtp:[relay.example.net]:587");
            writer.Flush();
            // Some more drawings of the line.
            Thread.Sleep(1000);
            Assert.False(screen.HasScrolled || screen.HasWrapped, screen.Text);
        }

        screen.WaitForPrompt();
        Assert.False(screen.HasScrolled || screen.HasWrapped || screen.HasOtherKeys, screen.Text);
        Compare($"progress-ended-{columns}x{rows}.txt", screen.Text);
    }

    private static TerminalScreen Open(int columns, int rows)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        var screen = new TerminalScreen(columns, rows);
        foreach (var path in Directory.GetFiles(RepositoryFiles.Path("docs/example"))) screen.Write(Path.GetFileName(path), File.ReadAllText(path));
        return screen;
    }

    private static void Compare(string name, string screen)
    {
        var path = RepositoryFiles.Path("testdata", "screens", name);
        var text = Times().Replace(screen, "N ms");
        if (Environment.GetEnvironmentVariable("MAPKIT_UPDATE_SCREENS") == "1") File.WriteAllText(path, text);
        else Assert.Equal(File.ReadAllText(path), text);
    }

    [GeneratedRegex(@"\b[0-9.]+ m?s\b")]
    private static partial Regex Times();
}
