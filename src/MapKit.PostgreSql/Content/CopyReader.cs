using System.Buffers.Binary;

namespace MapKit.PostgreSql.Content;

/// <summary>Reads rows of two columns in the binary format of COPY.</summary>
/// <param name="stream">The rows. It is not disposed.</param>
internal sealed class CopyReader(Stream stream)
{
    private const int HeaderLength = 19;
    private const int FieldOverhead = 4;

    private byte[] _buffer = new byte[1 << 17];
    private int _start;
    private int _end;

    /// <summary>The key of the row, valid until the next row.</summary>
    public ReadOnlySpan<byte> Key => _buffer.AsSpan(_key.Start, _key.Length);

    /// <summary>The value of the row, valid until the next row.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_value.Start, _value.Length);

    private (int Start, int Length) _key;
    private (int Start, int Length) _value;
    private bool _isBegun;

    /// <summary>Reads the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The rows are not what was requested.</exception>
    public bool Read()
    {
        if (!_isBegun)
        {
            Need(HeaderLength);
            _start += HeaderLength;
            _isBegun = true;
        }

        Need(sizeof(short));
        var fields = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start));
        if (fields < 0) return false;
        if (fields != 2) throw new InvalidDataException("a row has not two columns");

        // Positions are relative to the row until all of it is in the buffer.
        var keyLength = LengthAt(sizeof(short));
        var valueLength = LengthAt(sizeof(short) + FieldOverhead + keyLength);
        Need(sizeof(short) + FieldOverhead + keyLength + FieldOverhead + valueLength);
        _key = (_start + sizeof(short) + FieldOverhead, keyLength);
        _value = (_key.Start + keyLength + FieldOverhead, valueLength);
        _start = _value.Start + valueLength;
        return true;
    }

    private int LengthAt(int offset)
    {
        Need(offset + FieldOverhead);
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + offset));
        return length >= 0 ? length : throw new InvalidDataException("a column is null");
    }

    private void Need(int length)
    {
        if (_end - _start >= length) return;
        if (_buffer.Length - _start < length)
        {
            var larger = length > _buffer.Length ? new byte[checked(length * 2)] : _buffer;
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            (_buffer, _end, _start) = (larger, _end - _start, 0);
        }

        while (_end - _start < length)
        {
            var count = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (count == 0) throw new InvalidDataException("the rows end in the middle");
            _end += count;
        }
    }
}
