using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests;

/// <summary>What the README and the page of the verbs promise is so. Their command lines are run by the tests of the documents.</summary>
public class ReadmeTests
{
    private const int MostLines = 150;

    private static readonly string Text = File.ReadAllText(RepositoryFiles.Path("README.md"));

    public static TheoryData<string> Names => new(Verbs.All.Select(verb => verb.Name));

    [Fact]
    public void The_main_job_of_the_readme_is_a_shipped_table() =>
        Assert.True(File.Exists(RepositoryFiles.Path("testdata", "seed", "transport")));

    [Fact]
    public void The_readme_stays_short() => Assert.InRange(Text.Split('\n').Length, 100, MostLines);

    [Fact]
    public void Every_link_of_the_documents_leads_to_a_file()
    {
        string[] documents = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", .. Directory.GetFiles(RepositoryFiles.Path("docs"), "*.md"), .. Directory.GetFiles(RepositoryFiles.Path("examples"), "*.md")];
        foreach (var document in documents)
        {
            var path = RepositoryFiles.Path(document);
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(path), @"\]\(([^)#:]+)(#[^)]*)?\)"))
            {
                var target = Path.Join(Path.GetDirectoryName(path), link.Groups[1].Value);
                Assert.True(Path.Exists(target), $"{document}: {link.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void The_first_command_does_not_download_the_native_compiler()
    {
        var project = File.ReadAllText(RepositoryFiles.Path("src", "MapKit.Cli", "MapKit.Cli.csproj"));
        Assert.Contains("<PublishAot Condition=\"'$(RuntimeIdentifier)' != ''", project, StringComparison.Ordinal);
        Assert.Contains("\ndotnet run --project src/MapKit.Cli -c Release -- compile testdata/seed/transport\n", Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_verb_is_documented_and_has_help(string verb)
    {
        Assert.Matches($"(?m)^## (.*, )?{verb}(,.*)?$", File.ReadAllText(RepositoryFiles.Path("docs", "verbs.md")));
        var run = CommandRun.Of(verb, "--help");
        Assert.Equal(0, run.Status);
        Assert.Contains(verb, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_every_verb_begins_with_an_imperative()
    {
        string[] imperatives = ["Align", "Check", "Compare", "Compile", "Convert", "Fetch", "Look", "Move", "Print", "Publish", "Remove", "Rename", "Set", "Show"];
        Assert.All(Verbs.All, verb => Assert.Contains(CommandRun.Of("help", verb.Name).Output.Split(' ')[0], imperatives));
    }
}
