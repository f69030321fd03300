using System.Buffers.Binary;

namespace MapKit.PostgreSql.Content;

/// <summary>Writes rows in the binary format of COPY.</summary>
/// <param name="stream">Takes them. It is not disposed.</param>
internal sealed class CopyWriter(Stream stream)
{
    private const int FieldOverhead = 4;

    // Signature, flags, and the length of an extension, which is empty.
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[] _buffer = new byte[1 << 17];
    private int _used;

    /// <summary>Begins.</summary>
    public void Begin() => Append(Header);

    /// <summary>Writes a row of two columns.</summary>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var span = Room(sizeof(short) + FieldOverhead);
        BinaryPrimitives.WriteInt16BigEndian(span, 2);
        BinaryPrimitives.WriteInt32BigEndian(span[sizeof(short)..], key.Length);
        Append(key);
        BinaryPrimitives.WriteInt32BigEndian(Room(FieldOverhead), value.Length);
        Append(value);
    }

    /// <summary>Ends.</summary>
    public void End()
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), -1);
        Flush();
    }

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - _used < length) Flush();
        _used += length;
        return _buffer.AsSpan(_used - length, length);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used) Flush();
        if (bytes.Length > _buffer.Length)
        {
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
