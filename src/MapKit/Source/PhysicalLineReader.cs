using System.Buffers;

namespace MapKit.Source;

/// <summary>
/// Reads lines that end in LF, or in the end of the stream, block by block; every other byte, NUL and CR too, is part
/// of the line. Memory is bounded by the longest line.
/// </summary>
internal sealed class PhysicalLineReader : IDisposable
{
    private const int BlockSize = 1 << 18;

    // Large enough that discarded smaller buffers are insignificant.
    private const long Growth = 4;

    private readonly Stream _stream;
    private bool _isRented;
    private byte[] _buffer;
    private int _lineStart;
    private int _lineEnd;
    private int _position;
    private int _end;
    private long _bufferStart;
    private bool _streamEnded;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">The bytes; read to the end, not disposed.</param>
    public PhysicalLineReader(Stream stream)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        _isRented = true;
    }

    /// <summary>Creates a reader of a block, in its own memory.</summary>
    /// <param name="block">The block.</param>
    internal PhysicalLineReader(SourceBlock block)
    {
        _stream = Stream.Null;
        _buffer = block.Bytes;
        _end = block.Length;
        _bufferStart = block.Start;
        Line = block.FirstLine - 1;
        _streamEnded = true;
    }

    /// <summary>Creates a reader of bytes in memory, which are neither copied nor written.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="start">Offset of the first.</param>
    /// <param name="end">Offset after the last.</param>
    internal PhysicalLineReader(byte[] source, int start, int end)
    {
        _stream = Stream.Null;
        _buffer = source;
        (_lineStart, _lineEnd, _position, _end) = (start, start, start, end);
        _streamEnded = true;
    }

    /// <summary>Number of the line read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Offset of its first byte in the stream.</summary>
    public long Start => _bufferStart + _lineStart;

    /// <summary>The line read last, without LF. Still valid after <see cref="TryPeek"/>, not after the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>Whether the line read last ended in LF and not at the end of the stream.</summary>
    public bool HasNewline => _position > _lineEnd;

    /// <summary>Whether the next line is already in memory, so that reading it does not wait.</summary>
    public bool HasLine => _buffer.AsSpan(_position, _end - _position).Contains((byte)'\n');

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its LF.</param>
    /// <returns>False at the end.</returns>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        _lineStart = _position;
        var searched = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_lineStart + searched, _end - _lineStart - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _lineEnd = _lineStart + searched + newline;
                _position = _lineEnd + 1;
                break;
            }

            searched = _end - _lineStart;
            if (Fill()) continue;
            _position = _lineEnd = _end;
            if (searched > 0) break;
            line = default;
            return false;
        }

        Line++;
        line = Current;
        return true;
    }

    /// <summary>Returns the first byte after the line read last.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool TryPeek(out byte next)
    {
        if (_position == _end && !Fill())
        {
            next = 0;
            return false;
        }

        next = _buffer[_position];
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isRented && _buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Moves the bytes from the current line on to the front, and reads more bytes after them.</summary>
    private bool Fill()
    {
        if (_streamEnded) return false;
        if (_lineStart > 0)
        {
            _buffer.AsSpan(_lineStart, _end - _lineStart).CopyTo(_buffer);
            _end -= _lineStart;
            _position -= _lineStart;
            _lineEnd -= _lineStart;
            _bufferStart += _lineStart;
            _lineStart = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_end == Array.MaxLength) throw new IOException($"line {Line + 1} is longer than 2 GB");

            // Not rented: the pool would keep the buffer of a line of a gigabyte.
            var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(_buffer.Length * Growth, Array.MaxLength));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            if (_isRented) ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _isRented) = (larger, false);
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _streamEnded = read == 0;
        _end += read;
        return read > 0;
    }
}
