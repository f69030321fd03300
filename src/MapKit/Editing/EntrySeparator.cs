using System.Text;
using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>The separator between key and value of a new entry: that of the entries before it.</summary>
internal static class EntrySeparator
{
    private const int TabWidth = 8;

    private static readonly byte[] Shared = Spaces(ColumnLayout.WidestKey + 1);

    /// <summary>
    /// The separator of a new last entry. If the entry before it has its value in a column (after several spaces or tabs, or below
    /// the value before), the new entry has too, with tabs if that has tabs; otherwise it has the same single space or tab.
    /// </summary>
    public static byte[] For(ReadOnlySpan<byte> key, List<DocumentEntry> entries, byte[] source, SourceSyntax syntax)
    {
        if (entries.Count == 0 || GapOf(entries[^1], source, syntax) is not { } gap) return SourceLineWriter.Separator(syntax).ToArray();
        byte[] head = syntax == SourceSyntax.Aliases ? [.. key, (byte)':'] : key.ToArray();
        var column = ColumnOf(entries[^1], source);
        var isColumn = gap.Length > 1
            || (entries.Count > 1 && GapOf(entries[^2], source, syntax) is { Length: > 1 } && ColumnOf(entries[^2], source) == column);
        var whitespace = isColumn ? Pad(WidthOf(head, 0), column, gap.AsSpan().Contains((byte)'\t')) : gap;
        return syntax == SourceSyntax.Aliases ? [(byte)':', .. whitespace] : whitespace;
    }

    /// <summary>The end column of a text with a given start column; a tab ends at the next multiple of eight.</summary>
    public static int WidthOf(ReadOnlySpan<byte> text, int column)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            if (plain < 0) return column + text.Length;
            column += plain;
            text = text[plain..];
            Rune.DecodeFromUtf8(text, out var character, out var length);
            column += text[0] == '\t' ? TabWidth - (column % TabWidth) : TextWidth.Measure(character);
            text = text[length..];
        }

        return column;
    }

    /// <summary>The spaces and tabs before the value, after the colon of an alias; null if the value begins on another line or there is other whitespace.</summary>
    private static byte[]? GapOf(DocumentEntry entry, byte[] source, SourceSyntax syntax)
    {
        if (!entry.StartsOnOneLine) return null;
        var gap = source.AsSpan(entry.Start + entry.KeyEnd, entry.ValueStart - entry.KeyEnd);
        if (syntax == SourceSyntax.Aliases) gap = gap[(gap.IndexOf((byte)':') + 1)..];
        return gap.ContainsAnyExcept(" \t"u8) ? null : gap.ToArray();
    }

    private static int ColumnOf(DocumentEntry entry, byte[] source) => WidthOf(source.AsSpan(entry.Start, entry.ValueStart), 0);

    private static byte[] Pad(int width, int column, bool withTabs)
    {
        if (!withTabs) return Spaces(Math.Max(column - width, 1));
        var count = 0;
        do
        {
            width += TabWidth - (width % TabWidth);
            count++;
        }
        while (width < column);

        var tabs = new byte[count];
        tabs.AsSpan().Fill((byte)'\t');
        return tabs;
    }

    /// <summary>Spaces that must not be changed. A table may need millions of such separators.</summary>
    public static ReadOnlyMemory<byte> SharedSpaces(int count) => count <= Shared.Length ? Shared.AsMemory(0, count) : Spaces(count);

    /// <summary>A string of spaces.</summary>
    public static byte[] Spaces(int count)
    {
        var spaces = new byte[count];
        spaces.AsSpan().Fill((byte)' ');
        return spaces;
    }
}
