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
        Assert.Equal(Verbs.All.Select(verb => $"mapkit-{verb.Name}.1").Append("mapkit-completion.1").Append("mapkit-manual.1").Append("mapkit.1").Append("mapkit-rules.7").Order(StringComparer.Ordinal), Pages.Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_of_the_command_has_what_every_page_has()
    {
        var page = File.ReadAllText(Pages.Single(path => Path.GetFileName(path) == "mapkit.1"));
        foreach (var section in new[] { "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS" }) Assert.Contains($".SH {section}\n", page, StringComparison.Ordinal);
        foreach (var word in new[] { "MAIL_CONFIG", "MAPKIT_POSTFIX_VERSION", "NO_COLOR", "mapkit.toml", "\\-\\-quiet" }) Assert.Contains(word, page, StringComparison.Ordinal);
    }

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
