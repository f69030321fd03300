using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Help;

/// <summary>The manual pages, read by man and mandoc.</summary>
public sealed class ManualPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManualPageTests() => Assert.Equal(0, CommandRun.Of("manual", _folder.Path).Status);

    private string[] Pages => Directory.GetFiles(_folder.Path, "mapkit*", SearchOption.AllDirectories);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_verb_has_a_page() =>
        Assert.Equal(Verbs.All.Select(verb => $"mapkit-{verb.Name}.1").Append("mapkit.1").Append("mapkit-rules.7").Order(StringComparer.Ordinal), Pages.Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [PeerFact("mandoc")]
    public void Mandoc_finds_nothing()
    {
        var run = Tool.Run("mandoc", ["-T", "lint", "-W", "style", .. Pages]);
        Assert.Equal(("", ""), (run.Output, run.Error));
    }

    [PeerFact("groff")]
    public void Groff_warns_of_nothing()
    {
        foreach (var page in Pages)
        {
            var run = Tool.Run("groff", "-man", "-ww", "-z", "-K", "utf8", page);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }
    }
}
