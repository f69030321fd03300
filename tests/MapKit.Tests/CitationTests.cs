using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Tests;

/// <summary>Comments cite docs/formats by file and heading.</summary>
public partial class CitationTests
{
    private static readonly string[] Roots = ["src", "tests", "tools", "testdata", "benchmarks"];
    private static readonly string[] Endings = [".cs", ".sh", ".session"];

    [Fact]
    public void Every_cited_heading_exists()
    {
        var headings = Directory.EnumerateFiles(RepositoryFiles.Path("docs", "formats"), "*.md").ToDictionary(path => Path.GetFileName(path), HeadingsOf);
        var wrong = new List<string>();
        var count = 0;
        foreach (var (path, text) in Files())
        {
            foreach (Match citation in Citation().Matches(text))
            {
                count++;
                var (file, heading) = (citation.Groups["file"].Value, citation.Groups["heading"].Value);
                if (!headings.TryGetValue(file, out var known) || (heading.Length > 0 && !known.Contains(heading))) wrong.Add($"{path}: {citation.Value}");
            }

            wrong.AddRange(UnpublishedCitation().Matches(text).Select(citation => $"{path}: {citation.Value} is not a text of this repository"));
        }

        Assert.Empty(wrong);
        Assert.True(count > 200, $"only {count} citations were found");
    }

    /// <summary>Every file that people write, but this one.</summary>
    private static IEnumerable<(string Path, string Text)> Files() =>
        from root in Roots
        from path in Directory.EnumerateFiles(RepositoryFiles.Path(root), "*", SearchOption.AllDirectories)
        where Endings.Contains(Path.GetExtension(path)) && Path.GetFileName(path) != $"{nameof(CitationTests)}.cs"
        where !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()
        select (Path.GetRelativePath(RepositoryFiles.Path(), path), File.ReadAllText(path));

    /// <summary>The anchors that GitHub generates from a file's headings.</summary>
    private static HashSet<string> HeadingsOf(string path)
    {
        var anchors = new HashSet<string>();
        var isCode = false;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode && Heading().Match(line) is { Success: true } heading)
                anchors.Add(Punctuation().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));
        }

        return anchors;
    }

    /// <summary>A citation; without a heading it cites the whole page.</summary>
    [GeneratedRegex(@"docs/formats/(?<file>[\w-]+\.md)(#(?<heading>[\w-]+))?")]
    private static partial Regex Citation();

    [GeneratedRegex(@"postfix-tables|(?<![/#])map-files\b")]
    private static partial Regex UnpublishedCitation();

    [GeneratedRegex(@"^#+ +(?<text>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
