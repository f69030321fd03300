using System.Buffers;

namespace MapKit.Source;

/// <summary>
/// Reads logical lines from a stream of bytes, block by block: memory is bounded by the longest logical line.
/// The rules are those of Postfix's <c>readllines</c> (postfix-tables 1).
/// </summary>
public sealed class LogicalLineReader : IDisposable
{
    private const int BlockSize = 1 << 18;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _joined = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    private LineSegment[] _segments = new LineSegment[4];
    private int _lineStart;
    private int _position;
    private int _end;
    private long _bufferStart;
    private int _line;
    private bool _streamEnded;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">The bytes; read to the end, not disposed.</param>
    public LogicalLineReader(Stream stream) => _stream = stream;

    /// <summary>Reads the next logical line.</summary>
    /// <param name="line">The line, valid until the next call.</param>
    /// <returns>False at the end of the source.</returns>
    public bool Read(out LogicalLine line)
    {
        var sawNul = false;
        while (TryReadPhysical(out var text, out var start))
        {
            sawNul |= text.Contains((byte)0);
            var blanks = AsciiSpace.LeadingLength(text);
            if (blanks == text.Length || text[blanks] == '#') continue;

            _segments[0] = new LineSegment(0, start, _line);
            if (NextLineContinues())
            {
                line = ReadContinued((int)(start - _bufferStart), text.Length, sawNul);
                return true;
            }

            // Peeking may have moved the buffer; the line itself is still in it.
            line = new LogicalLine(_buffer.AsSpan((int)(start - _bufferStart), text.Length), _segments.AsSpan(0, 1), _line, sawNul);
            return true;
        }

        line = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private LogicalLine ReadContinued(int offset, int length, bool sawNul)
    {
        _joined.ResetWrittenCount();
        _joined.Write(_buffer.AsSpan(offset, length));
        var count = 1;
        do
        {
            if (!TryReadPhysical(out var text, out var start)) break;
            sawNul |= text.Contains((byte)0);
            var blanks = AsciiSpace.LeadingLength(text);
            if (blanks == text.Length || text[blanks] == '#') continue;
            if (count == _segments.Length) Array.Resize(ref _segments, count * 2);
            _segments[count++] = new LineSegment(_joined.WrittenCount, start, _line);
            _joined.Write(text);
        }
        while (NextLineContinues());

        return new LogicalLine(_joined.WrittenSpan, _segments.AsSpan(0, count), _line, sawNul);
    }

    /// <summary>Whether the next byte continues a logical line: blank (LF too) or the start of a comment.</summary>
    private bool NextLineContinues()
    {
        if (_position == _end && !Fill(keepFrom: _lineStart)) return false;
        var next = _buffer[_position];
        return next == '#' || AsciiSpace.IsSpace(next);
    }

    private bool TryReadPhysical(out ReadOnlySpan<byte> text, out long start)
    {
        var searched = 0;
        _lineStart = _position;
        while (true)
        {
            var newline = _buffer.AsSpan(_lineStart + searched, _end - _lineStart - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _position = _lineStart + searched + newline + 1;
                return Take(_position - 1, out text, out start);
            }

            searched = _end - _lineStart;
            if (Fill(keepFrom: _lineStart)) continue;
            _position = _end;
            if (searched > 0) return Take(_end, out text, out start);
            text = default;
            start = 0;
            return false;
        }
    }

    private bool Take(int end, out ReadOnlySpan<byte> text, out long start)
    {
        text = _buffer.AsSpan(_lineStart, end - _lineStart);
        start = _bufferStart + _lineStart;
        _line++;
        return true;
    }

    /// <summary>Reads more bytes behind those that are there. Moves what is kept to the front, enlarges the buffer if it is full.</summary>
    private bool Fill(int keepFrom)
    {
        if (_streamEnded) return false;
        if (keepFrom > 0)
        {
            _buffer.AsSpan(keepFrom, _end - keepFrom).CopyTo(_buffer);
            _end -= keepFrom;
            _position -= keepFrom;
            _bufferStart += keepFrom;
            _lineStart -= keepFrom;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _streamEnded = read == 0;
        _end += read;
        return read > 0;
    }
}
