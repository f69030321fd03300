using System.Buffers;

namespace MapKit.Source;

/// <summary>
/// Reads logical lines: memory is bounded by the longest of them. The rules are those of Postfix's <c>readllines</c>
/// (docs/formats/source-lines.md#logical-lines).
/// </summary>
internal sealed class LogicalLineReader : IDisposable
{
    private readonly PhysicalLineReader _lines;
    private readonly ArrayBufferWriter<byte> _joined = new();
    private readonly ColumnCounter _columns = new();
    private LineSegment[] _segments = new LineSegment[4];

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">The bytes; read to the end, not disposed.</param>
    public LogicalLineReader(Stream stream) => _lines = new PhysicalLineReader(stream);

    /// <summary>Creates a reader of a block.</summary>
    /// <param name="block">The block.</param>
    internal LogicalLineReader(SourceBlock block) => _lines = new PhysicalLineReader(block);

    /// <summary>Creates a reader of bytes in memory.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="start">Offset of the first, which begins a logical line, the first one.</param>
    /// <param name="end">Offset after the last.</param>
    internal LogicalLineReader(byte[] source, int start, int end) => _lines = new PhysicalLineReader(source, start, end);

    /// <summary>Bytes decoded to count columns, in all lines: the cost of counting, for tests.</summary>
    internal long BytesDecoded => _columns.BytesDecoded;

    /// <summary>Called for each physical line: its bytes, where it starts and its number.</summary>
    internal Action<ReadOnlySpan<byte>, long, int>? OnPhysicalLine { get; init; }

    /// <summary>Reads the next logical line.</summary>
    /// <param name="line">The line, valid until the next call.</param>
    /// <returns>False at the end of the source.</returns>
    public bool Read(out LogicalLine line)
    {
        var sawNul = false;
        while (ReadPhysical(out var text))
        {
            sawNul |= text.Contains((byte)0);
            if (IsEmptyOrComment(text)) continue;

            _columns.Reset();
            _segments[0] = new LineSegment(0, _lines.Start, _lines.Line);
            line = NextLineContinues()
                ? ReadContinued(sawNul)
                : new LogicalLine(_lines.Current, _segments.AsSpan(0, 1), _lines.Line, sawNul, _columns);
            return true;
        }

        line = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private bool ReadPhysical(out ReadOnlySpan<byte> text)
    {
        if (!_lines.Read(out text)) return false;
        OnPhysicalLine?.Invoke(text, _lines.Start, _lines.Line);
        return true;
    }

    private LogicalLine ReadContinued(bool sawNul)
    {
        _joined.ResetWrittenCount();
        _joined.Write(_lines.Current);
        var count = 1;
        do
        {
            if (!ReadPhysical(out var text)) break;
            sawNul |= text.Contains((byte)0);
            if (IsEmptyOrComment(text)) continue;
            if (count == _segments.Length) Array.Resize(ref _segments, count * 2);
            _segments[count++] = new LineSegment(_joined.WrittenCount, _lines.Start, _lines.Line);
            _joined.Write(text);
        }
        while (NextLineContinues());

        return new LogicalLine(_joined.WrittenSpan, _segments.AsSpan(0, count), _lines.Line, sawNul, _columns);
    }

    private static bool IsEmptyOrComment(ReadOnlySpan<byte> text)
    {
        var whitespace = AsciiSpace.LeadingLength(text);
        return whitespace == text.Length || text[whitespace] == '#';
    }

    /// <summary>Whether the next line begins with whitespace (an empty line does: its LF counts) or a comment.</summary>
    private bool NextLineContinues() => _lines.TryPeek(out var next) && (next == '#' || AsciiSpace.IsSpace(next));
}
