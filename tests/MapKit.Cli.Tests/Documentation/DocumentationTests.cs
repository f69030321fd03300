using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Documentation;

/// <summary>
/// Every command line in the documents prints what they say. MAPKIT_UPDATE_DOCS=1 writes what it really prints into them, to be read before it
/// is committed.
/// </summary>
public class DocumentationTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(RepositoryFiles.Path("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Append("README.md").Where(HasSessions).Order(StringComparer.Ordinal)];

    [PeerTheory("bash")]
    [MemberData(nameof(Documents))]
    public void Command_lines_print_what_the_document_says(string name)
    {
        var path = RepositoryFiles.Path(name);
        var text = File.ReadAllText(path);
        using var session = new DocumentedSession();
        var played = session.Play(text);
        if (Environment.GetEnvironmentVariable("MAPKIT_UPDATE_DOCS") == "1") File.WriteAllText(path, played);
        else Assert.Equal(DocumentedSession.WithoutTimes(text), DocumentedSession.WithoutTimes(played));
    }

    [Fact]
    public void Every_kind_of_JSON_object_is_documented()
    {
        var text = File.ReadAllText(RepositoryFiles.Path("docs", "json.md"));
        var sources = Directory.GetFiles(RepositoryFiles.Path("src", "MapKit.Cli"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var kinds = sources.SelectMany(source => System.Text.RegularExpressions.Regex.Matches(source, """(?:JsonLine\.Write|=> Write)\([^"\n]*"([a-zA-Z]+)", writer""").Select(match => match.Groups[1].Value)).Distinct().ToArray();
        Assert.True(kinds.Length > 12, string.Join(", ", kinds));
        Assert.All(kinds, kind => Assert.Contains($"\n### `{kind}`\n", text, StringComparison.Ordinal));
    }

    private static bool HasSessions(string name) => File.ReadAllText(RepositoryFiles.Path(name)).Contains("\n```console\n", StringComparison.Ordinal);
}
