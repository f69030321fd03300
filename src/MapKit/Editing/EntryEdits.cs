using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Editing;

/// <summary>The byte changes of an edit.</summary>
internal static class EntryEdits
{
    /// <summary>Replaces the value.</summary>
    public static SourceEdits ReplaceValue(DocumentEntry entry, byte[] value, byte[] source, SourceSyntax syntax)
    {
        // At the start of a line, the value would be a comment.
        if (!entry.StartsOnOneLine && value[0] == '#') return OnOneLine(entry, KeyTextOf(entry, source), value, source, syntax);

        var edits = new SourceEdits();
        var isReplaced = false;
        foreach (var part in EntryLines.Read(entry, source))
        {
            if (part.TextEnd <= entry.ValueStart) continue;
            if (part.TextStart >= entry.ValueEnd) break;
            if (isReplaced)
            {
                RemoveLine(edits, part, source);
                continue;
            }

            var start = part.Start + entry.ValueStart - part.TextStart;
            var end = entry.ValueEnd <= part.TextEnd ? part.Start + entry.ValueEnd - part.TextStart : TrimmedEnd(part, source);
            edits.Replace(start, end, value);
            isReplaced = true;
        }

        return edits;
    }

    /// <summary>Replaces the key.</summary>
    public static SourceEdits ReplaceKey(DocumentEntry entry, byte[] key, byte[] source, SourceSyntax syntax)
    {
        if (entry.KeyEnd > entry.HeadLength) return OnOneLine(entry, key, entry.Value, source, syntax);
        var edits = new SourceEdits();
        edits.Replace(entry.Start, entry.Start + entry.KeyEnd, key);
        return edits;
    }

    /// <summary>Removes the lines of entries.</summary>
    public static SourceEdits Remove(IEnumerable<DocumentEntry> entries, byte[] source)
    {
        var edits = new SourceEdits();
        foreach (var part in entries.SelectMany(entry => EntryLines.Read(entry, source))) RemoveLine(edits, part, source);
        return edits;
    }

    /// <summary>Adds a line at the end. If the last line of the source has no line end, it gets one, and the new line has none.</summary>
    /// <param name="key">The key as written.</param>
    /// <param name="value">The value as written.</param>
    /// <param name="entries">The last entries of the source, two if it has so many.</param>
    /// <param name="source">The source.</param>
    /// <param name="syntax">Its syntax.</param>
    public static SourceEdits Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, List<DocumentEntry> entries, byte[] source, SourceSyntax syntax)
    {
        byte[] separator = EntrySeparator.For(key, entries, source, syntax);
        var edits = new SourceEdits();
        byte[] line = source is [.., not (byte)'\n' and var last]
            ? [.. LineEnd.MissingIn(source, entries is [.., var entry] ? entry.Place : null, syntax), .. key, .. separator, .. value, .. last == '\r' ? "\r"u8 : default]
            : [.. key, .. separator, .. value, .. LineEnd.Detect(source)];
        edits.Replace(source.Length, source.Length, line);
        return edits;
    }

    private static SourceEdits OnOneLine(DocumentEntry entry, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, byte[] source, SourceSyntax syntax)
    {
        var parts = EntryLines.Read(entry, source);
        var edits = new SourceEdits();
        byte[] text = [.. key.Span, .. SourceLineWriter.Separator(syntax), .. value.Span];
        edits.Replace(entry.Start, TrimmedEnd(parts[0], source), text);
        foreach (var part in parts[1..]) RemoveLine(edits, part, source);
        return edits;
    }

    /// <summary>The key as written, which for an alias may differ from the stored key.</summary>
    private static ReadOnlyMemory<byte> KeyTextOf(DocumentEntry entry, byte[] source) =>
        entry.KeyEnd <= entry.HeadLength ? source.AsMemory(entry.Start, entry.KeyEnd) : entry.Key;

    private static int TrimmedEnd(EntryLines.Part part, byte[] source) =>
        part.Start + AsciiSpace.TrimmedLength(source.AsSpan(part.Start, part.Length));

    private static void RemoveLine(SourceEdits edits, EntryLines.Part part, byte[] source) =>
        edits.Replace(part.Start, Math.Min(part.End + 1, source.Length), default);
}
