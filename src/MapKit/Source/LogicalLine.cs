namespace MapKit.Source;

/// <summary>
/// One logical line (docs/formats/source-lines.md#logical-lines): a line and its continuations, joined with nothing in between,
/// leading and trailing whitespace kept. Valid until the next line is read.
/// </summary>
internal readonly ref struct LogicalLine
{
    private readonly ReadOnlySpan<LineSegment> _segments;
    private readonly ColumnCounter _columns;

    internal LogicalLine(ReadOnlySpan<byte> text, ReadOnlySpan<LineSegment> segments, int lastLine, bool sawNul, ColumnCounter columns)
    {
        Text = text;
        _segments = segments;
        LastLine = lastLine;
        SawNul = sawNul;
        _columns = columns;
    }

    /// <summary>The bytes, without any LF.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>First physical line with content, from 1: the number that Postfix's warnings show.</summary>
    public int FirstLine => _segments[0].Line;

    /// <summary>Last physical line read for this logical line, comments between included.</summary>
    public int LastLine { get; }

    /// <summary>Whether a NUL byte was read, also in a skipped comment.</summary>
    public bool SawNul { get; }

    /// <summary>Whether the line is joined from several physical lines.</summary>
    public bool IsContinued => _segments.Length > 1;

    /// <summary>The physical lines that it is joined from.</summary>
    internal ReadOnlySpan<LineSegment> Segments => _segments;

    /// <summary>Whether the line begins with whitespace, because there was no line before it to continue.</summary>
    public bool StartsWithSpace => Text.Length > 0 && AsciiSpace.IsSpace(Text[0]);

    /// <summary>Where bytes of <see cref="Text"/> are in the source. A range over several physical lines is cut at the end of its first.</summary>
    /// <param name="start">First byte, as an offset into <see cref="Text"/>.</param>
    /// <param name="length">Number of bytes.</param>
    public SourcePlace PlaceOf(int start, int length)
    {
        var index = IndexOfSegment(start);
        var segment = _segments[index];
        var segmentEnd = index + 1 < _segments.Length ? _segments[index + 1].TextStart : Text.Length;
        var end = Math.Min(start + length, Math.Max(segmentEnd, start));
        var column = 1 + _columns.CountBetween(Text, segment.TextStart, start);
        var width = _columns.CountBetween(Text, start, end);
        var span = new SourceSpan(segment.SourceStart + start - segment.TextStart, end - start);
        return new SourcePlace(span, segment.Line, column, column + width);
    }

    /// <summary>The place of text at the start of a physical line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sourceStart">Where the line begins, in bytes from the start of the source.</param>
    /// <param name="line">The line, from 1.</param>
    internal static SourcePlace PlaceOfStart(ReadOnlySpan<byte> text, long sourceStart, int line) =>
        new(new SourceSpan(sourceStart, text.Length), line, 1, 1 + new ColumnCounter().CountBetween(text, 0, text.Length));

    /// <summary>The place of the whole text.</summary>
    public SourcePlace Place => PlaceOf(0, Text.Length);

    /// <summary>Binary search: a line of many physical lines may have a finding in each.</summary>
    private int IndexOfSegment(int position)
    {
        var (low, high) = (0, _segments.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (_segments[middle].TextStart > position) high = middle - 1;
            else low = middle;
        }

        return low;
    }
}
