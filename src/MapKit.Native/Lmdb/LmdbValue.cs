using System.Runtime.InteropServices;

namespace MapKit.Native.Lmdb;

/// <summary>LMDB's MDB_val: where bytes are, and how many.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LmdbValue
{
    private nuint _size;
    private nint _data;

    /// <summary>Bytes to hand over.</summary>
    public static LmdbValue Create(PinnedBytes buffer, ReadOnlySpan<byte> bytes)
    {
        buffer.Set(bytes);
        return new LmdbValue { _size = (nuint)bytes.Length, _data = buffer.Address };
    }

    /// <summary>A copy of bytes that LMDB has shown.</summary>
    public readonly byte[] Copy()
    {
        var bytes = new byte[checked((int)_size)];
        if (bytes.Length > 0) Marshal.Copy(_data, bytes, 0, bytes.Length);
        return bytes;
    }
}
