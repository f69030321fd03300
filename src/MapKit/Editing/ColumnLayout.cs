using System.Runtime.InteropServices;
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
    /// <param name="entries">Reads its entries.</param>
    /// <param name="source">The source.</param>
    /// <param name="syntax">Its syntax.</param>
    public static SourceEdits Align(EntryReader entries, byte[] source, SourceSyntax syntax)
    {
        var edits = new SourceEdits();
        var block = new List<EntryPlace>();
        EntryPlace? last = null;
        while (entries.Read(out var entry))
        {
            var place = new EntryPlace(entry);
            if (last is { } before && HasEmptyLine(source.AsSpan(before.End, place.Start - before.End)))
            {
                AlignBlock(block, source, syntax, edits);
                block.Clear();
            }

            block.Add(place);
            last = place;
        }

        AlignBlock(block, source, syntax, edits);
        if (source is [.., not (byte)'\n']) edits.Replace(source.Length, source.Length, LineEnd.MissingIn(source, last, syntax).ToArray());
        return edits;
    }

    private static void AlignBlock(List<EntryPlace> block, byte[] source, SourceSyntax syntax, SourceEdits edits)
    {
        var column = 0;
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(block))
        {
            if (entry.StartsOnOneLine && WidthOf(entry, source) is <= WidestKey and var width) column = Math.Max(column, width);
        }

        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(block))
        {
            if (entry.StartsOnOneLine) Separate(entry, column, source, syntax, edits);
            TrimEnd(entry, source, edits);
        }
    }

    private static void Separate(in EntryPlace entry, int column, byte[] source, SourceSyntax syntax, SourceEdits edits)
    {
        var whitespace = EntrySeparator.SharedSpaces(Math.Max(column - WidthOf(entry, source), 0) + 1);
        ReadOnlyMemory<byte> separator = syntax == SourceSyntax.Aliases ? (byte[])[(byte)':', .. whitespace.Span] : whitespace;
        Replace(entry.Start + entry.KeyEnd, entry.Start + entry.ValueStart, separator, source, edits);
    }

    private static void TrimEnd(in EntryPlace entry, byte[] source, SourceEdits edits)
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

    private static int WidthOf(in EntryPlace entry, byte[] source) => EntrySeparator.WidthOf(source.AsSpan(entry.Start, entry.KeyEnd), 0);

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
