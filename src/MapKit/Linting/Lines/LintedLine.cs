using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>A logical line and which part of it is the key: all of it where there is no value.</summary>
internal readonly ref struct LintedLine
{
    private LintedLine(LogicalLine line, ReadOnlySpan<byte> text, int keyLength, int valueStart, int valueLength)
    {
        Line = line;
        Text = text;
        KeyLength = keyLength;
        ValueStart = valueStart;
        ValueLength = valueLength;
    }

    /// <summary>The line.</summary>
    public LogicalLine Line { get; }

    /// <summary>The text that Postfix reads: up to the first NUL.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Bytes of the key, which the line begins with.</summary>
    public int KeyLength { get; }

    /// <summary>Where the value begins in the text.</summary>
    public int ValueStart { get; }

    /// <summary>Bytes of the value; 0 if there is none.</summary>
    public int ValueLength { get; }

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key => Text[..KeyLength];

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Value => Text.Slice(ValueStart, ValueLength);

    /// <summary>Finds the key of a line that does not begin with whitespace.</summary>
    public static LintedLine Parse(LogicalLine line, SourceSyntax syntax)
    {
        var end = line.SawNul ? line.Text.IndexOf((byte)0) : -1;
        var text = end < 0 ? line.Text : line.Text[..end];

        // Approximately, in an alias file: only a quoted name contains a colon.
        var colon = syntax == SourceSyntax.Aliases ? text.IndexOf((byte)':') : 0;
        var keyLength = syntax == SourceSyntax.Aliases ? (colon < 0 ? text.Length : colon) : PostmapEntryParser.KeyLength(text, out _);
        var (start, length) = PostmapEntryParser.Value(text, Math.Min(keyLength + (colon > 0 ? 1 : 0), text.Length));
        return new LintedLine(line, text, keyLength, start, length);
    }
}
