using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Editing;

/// <summary>
/// Aligns a source: the values of a block of entries begin one space after its longest key. An empty line ends a
/// block, comments do not. A key of more than <see cref="WidestKey"/> columns gets one space and does not count for the others.
/// Continuation lines are not changed, because their whitespace is part of the value.
/// </summary>
internal static class ColumnLayout
{
    /// <summary>Longest key, in columns, that is used for alignment.</summary>
    public const int WidestKey = 60;

    /// <summary>The changes that align a source.</summary>
    public static SourceEdits Align(List<DocumentEntry> entries, byte[] source, SourceSyntax syntax)
    {
        var edits = new SourceEdits();
        var first = 0;
        while (first < entries.Count)
        {
            var end = first + 1;
            while (end < entries.Count && !HasEmptyLine(source.AsSpan(entries[end - 1].End, entries[end].Start - entries[end - 1].End))) end++;
            AlignBlock(entries, first, end, source, syntax, edits);
            first = end;
        }

        if (source is [.., not (byte)'\n']) edits.Replace(source.Length, source.Length, LineEnd.MissingIn(source, entries, syntax).ToArray());
        return edits;
    }

    private static void AlignBlock(List<DocumentEntry> entries, int first, int end, byte[] source, SourceSyntax syntax, SourceEdits edits)
    {
        var column = 0;
        for (var i = first; i < end; i++)
        {
            if (entries[i].StartsOnOneLine && WidthOf(entries[i], source) is <= WidestKey and var width) column = Math.Max(column, width);
        }

        for (var i = first; i < end; i++)
        {
            if (entries[i].StartsOnOneLine) Separate(entries[i], column, source, syntax, edits);
            TrimEnd(entries[i], source, edits);
        }
    }

    private static void Separate(DocumentEntry entry, int column, byte[] source, SourceSyntax syntax, SourceEdits edits)
    {
        var whitespace = EntrySeparator.SharedSpaces(Math.Max(column - WidthOf(entry, source), 0) + 1);
        ReadOnlyMemory<byte> separator = syntax == SourceSyntax.Aliases ? (byte[])[(byte)':', .. whitespace.Span] : whitespace;
        Replace(entry.Start + entry.KeyEnd, entry.Start + entry.ValueStart, separator, source, edits);
    }

    private static void TrimEnd(DocumentEntry entry, byte[] source, SourceEdits edits)
    {
        if (entry.TailLength > entry.LastLength) return;
        var tail = source.AsSpan(entry.End - entry.TailLength, entry.TailLength);

        // Text after a NUL is not whitespace, and a CR at the end belongs to the line end.
        if (tail.ContainsAnyExcept(" \t\r"u8)) return;
        Replace(entry.End - entry.TailLength, entry.End, tail is [.., (byte)'\r'] ? "\r"u8.ToArray() : Array.Empty<byte>(), source, edits);
    }

    private static void Replace(int start, int end, ReadOnlyMemory<byte> text, byte[] source, SourceEdits edits)
    {
        if (!source.AsSpan(start, end - start).SequenceEqual(text.Span)) edits.Replace(start, end, text);
    }

    private static int WidthOf(DocumentEntry entry, byte[] source) => EntrySeparator.WidthOf(source.AsSpan(entry.Start, entry.KeyEnd), 0);

    /// <summary>Whether one of the lines between two entries is empty or only whitespace.</summary>
    private static bool HasEmptyLine(ReadOnlySpan<byte> between)
    {
        // The text begins with the LF of the first entry and ends before the second, where no line begins.
        between = between[1..];
        while (between.IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (AsciiSpace.LeadingLength(between[..length]) == length) return true;
            between = between[(length + 1)..];
        }

        return false;
    }
}
