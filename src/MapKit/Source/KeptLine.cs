namespace MapKit.Source;

/// <summary>A logical line that stays valid after the next one is read. The findings of one line share one copy.</summary>
internal sealed class KeptLine
{
    private readonly byte[] _text;
    private readonly LineSegment[] _segments;
    private readonly ColumnCounter _columns = new();
    private readonly bool _sawNul;

    /// <summary>Copies a line.</summary>
    public KeptLine(LogicalLine line)
    {
        _text = line.Text.ToArray();
        _segments = line.Segments.ToArray();
        _sawNul = line.SawNul;
        LastLine = line.LastLine;
    }

    /// <summary>First physical line with content, from 1.</summary>
    public int FirstLine => _segments[0].Line;

    /// <summary>Last physical line, from 1.</summary>
    public int LastLine { get; }

    /// <inheritdoc cref="LogicalLine.PlaceOf"/>
    public SourcePlace PlaceOf(int start, int length) => new LogicalLine(_text, _segments, LastLine, _sawNul, _columns).PlaceOf(start, length);
}
