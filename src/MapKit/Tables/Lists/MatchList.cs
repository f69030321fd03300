using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Tables.Lists;

/// <summary>
/// A file that a match list such as <c>mydestination</c> names as <c>/file</c>, read whole: its patterns, and the findings beside them
/// (docs/formats/configuration.md#match-lists). It is not a table.
/// </summary>
public sealed class MatchList
{
    private MatchList(IReadOnlyList<MatchPattern> patterns, IReadOnlyList<Diagnostic> diagnostics)
    {
        Patterns = patterns;
        Diagnostics = diagnostics;
    }

    /// <summary>The patterns, in the order of the source.</summary>
    public IReadOnlyList<MatchPattern> Patterns { get; }

    /// <summary>The findings, in the order of the source.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What the list is compared with.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static MatchList Load(string path, MatchListKind kind)
    {
        using var source = new FileStream(UnlockedFile.Open(path), FileAccess.Read, bufferSize: 0);
        return Read(source, path, new MatchListUse(kind));
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind">What the list is compared with.</param>
    public static MatchList Parse(string source, MatchListKind kind)
    {
        using var stream = new MemoryStream(LosslessText.ToBytes(source), writable: false);
        return Read(stream, "source", new MatchListUse(kind));
    }

    /// <summary>Whether the first line of a file is one word. False if there is no such regular file.</summary>
    /// <param name="path">The file.</param>
    internal static bool LooksLikeOne(string path)
    {
        if (!FilePresence.IsRegularFile(path)) return false;
        using var source = new FileStream(UnlockedFile.Open(path), FileAccess.Read, bufferSize: 0);
        using var lines = new LogicalLineReader(source);
        return lines.Read(out var line) && MatchListWords.Read(line.Text).Count == 1;
    }

    /// <summary>Reads a file as a part of a list.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="use">The list.</param>
    internal static MatchList Read(Stream source, string path, MatchListUse use)
    {
        var patterns = new List<MatchPattern>();
        var findings = new List<Diagnostic>();
        var check = new MatchListCheck(use, findings.Add) { IsFile = true };
        foreach (var word in use.WordsBefore) check.SeeOther(word);
        using var lines = new LogicalLineReader(source);
        while (lines.Read(out var line)) ReadLine(line, path, check, patterns);
        foreach (var word in use.WordsAfter ?? []) check.SeeOther(word);
        check.End(othersMayFollow: use.WordsAfter is null);
        return new MatchList(patterns, [.. findings.OrderBy(finding => finding.Place?.Span.Start ?? 0)]);
    }

    private static void ReadLine(LogicalLine line, string path, MatchListCheck check, List<MatchPattern> patterns)
    {
        var end = line.SawNul ? line.Text.IndexOf((byte)0) : -1;
        var text = end < 0 ? line.Text : line.Text[..end];
        var words = MatchListWords.Read(text);
        foreach (var word in words)
        {
            if (check.See(word, path, line.PlaceOf(word.Start, word.Length)) is { } pattern) patterns.Add(pattern);
            else if (word.Text[0] == '#') break;
        }

        if (words.Count == 2) check.SeePair(words[0], words[1], path, line.PlaceOf(words[1].Start, words[1].Length));
    }
}
