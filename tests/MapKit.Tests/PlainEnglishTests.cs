using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Tests;

/// <summary>Comments, messages, help and names in src use the field's terms.</summary>
public partial class PlainEnglishTests
{
    /// <summary>Words to avoid, as regular expressions, and what to write.</summary>
    private static readonly (string Word, string Instead)[] Avoided =
    [
        (@"blanks?", "whitespace, space"),
        (@"told", "reported"),
        (@"likewise", "also"),
        (@"mend(s|ed|ing)?", "fix"),
        (@"nobody|whoever", "no user, no program, or the subject by its name"),
        (@"lest", "so that ... not"),
        (@"judges?|judged", "check, compare"),
        (@"there already|already there", "duplicate, already exists"),
        (@"(is|are|was|were|it) not there", "is missing, does not exist"),
        (@"mail (waits|comes back)|comes back", "deferred, bounced"),
        (@"waits for ever", "blocks"),
        (@"letter for letter", "exactly as written"),
        (@"all the same", "still"),
        (@"the road|of ours", "the delivery path; of MapKit"),
        (@"(a|the) fault", "problem, damage, bug"),
        (@"in circles|under its hands|worth its (while|salt)|so far as|which is why", "a plain statement"),
        (@"takes? (its|the) place", "replaces"),
        (@"makes? of (it|them|its|an?|what)|makes? of", "does with, interprets as"),
        (@"go(es)? on", "continues"),
        (@"asks? for|asked for|(is|are|was|were|be|been) asked", "looks up, queries, requests"),
        (@"looks? at|looked at", "checks, reads, examines"),
        (@"left out|leaves? out", "omitted"),
        (@"stands|stood", "is, is written"),
        (@"once more|anew|gives? up(?! and defers| and bounces| after| with)", "again; cancels"),
        (@"of (its|their) own", "separate, specific"),
        (@"is laid out|laid out|lay out", "aligned; the layout is computed"),
        (@"least severity|spells? it|is told|words and ways", "minimum severity; is written; messages and behaviour"),
    ];

    /// <summary>Words that a name of a type, member, parameter or file does not contain.</summary>
    private static readonly string[] AvoidedInNames = ["Blank", "Blanks", "Told", "Mend", "Likewise", "Nobody", "Judge", "Judges", "Asked"];

    [Fact]
    public void Comments_and_messages_avoid_words_that_are_not_the_fields_terms()
    {
        var pattern = new Regex($@"\b({string.Join('|', Avoided.Select(pair => $"(?:{pair.Word})"))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var found =
            from file in Files()
            from line in file.Lines
            from text in TextsOf(line.Text)
            from Match match in pattern.Matches(text)
            let instead = Avoided.First(pair => Regex.IsMatch(match.Value, $"^(?:{pair.Word})", RegexOptions.IgnoreCase)).Instead
            select $"{file.Path}:{line.Number}: \"{match.Value}\"; write: {instead}";
        Assert.Empty(found);
    }

    [Fact]
    public void Names_avoid_the_same_words()
    {
        var pattern = new Regex($"(?<![A-Z])({string.Join('|', AvoidedInNames)})(?![a-z])", RegexOptions.CultureInvariant);
        var found =
            from file in Files()
            from line in file.Lines.Append((Number: 0, Text: Path.GetFileNameWithoutExtension(file.Path)))
            from Match match in pattern.Matches(Text().Replace(Comment().Replace(line.Text, ""), ""))
            select $"{file.Path}:{line.Number}: {match.Value}";
        Assert.Empty(found);
    }

    [Fact]
    public void A_comment_and_every_kind_of_message_are_examined()
    {
        Assert.Equal(["the comment", "a \\\" b"], TextsOf("x = \"a \\\" b\"; // the comment"));
        Assert.Equal(["<summary>one</summary>"], TextsOf("    /// <summary>one</summary>"));
        Assert.Equal(["{Name(x)} is here"], TextsOf("throw new IOException($\"{Name(x)} is here\");"));
    }

    private static IEnumerable<(string Path, IEnumerable<(int Number, string Text)> Lines)> Files() =>
        from path in Directory.EnumerateFiles(RepositoryFiles.Path("src"), "*.cs", SearchOption.AllDirectories)
        where !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()
        select (Path.GetRelativePath(RepositoryFiles.Path(), path), File.ReadLines(path).Select((text, index) => (index + 1, text)));

    /// <summary>The comment and the string literals of a line.</summary>
    private static IEnumerable<string> TextsOf(string line)
    {
        var comment = Comment().Match(line);
        if (comment.Success) yield return comment.Groups["text"].Value.Trim();
        foreach (Match text in Text().Matches(comment.Success ? line[..comment.Index] : line)) yield return text.Groups["text"].Value;
    }

    [GeneratedRegex(@"(?<![:""\w])///?(?<text>.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?<text>(?:[^""\\]|\\.)*)""")]
    private static partial Regex Text();
}
