using System.Runtime.InteropServices;

namespace MapKit.Native.BerkeleyDb;

/// <summary>libdb's DBT: a key or value on its way in or out (db.h, the same since 4.6).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BerkeleyDbItem
{
    /// <summary>The flag for results that go into the caller's buffer (DB_DBT_USERMEM).</summary>
    public const uint CallersMemory = 0x800;

    /// <summary>Address of the bytes.</summary>
    public nint Data;

    /// <summary>Bytes there are.</summary>
    public uint Size;

    /// <summary>Bytes of the caller's buffer.</summary>
    public uint Capacity;

    private readonly uint _partialLength;
    private readonly uint _partialOffset;
    private readonly nint _applicationData;

    /// <summary>What may be done with the bytes.</summary>
    public uint Flags;

    /// <summary>An item to hand over.</summary>
    public static BerkeleyDbItem Create(PinnedBytes buffer, ReadOnlySpan<byte> bytes)
    {
        buffer.Set(bytes);
        return new BerkeleyDbItem { Data = buffer.Address, Size = (uint)bytes.Length, Capacity = (uint)buffer.Capacity, Flags = CallersMemory };
    }

    /// <summary>An item to be filled.</summary>
    public static BerkeleyDbItem Into(PinnedBytes buffer) =>
        new() { Data = buffer.Address, Capacity = (uint)buffer.Capacity, Flags = CallersMemory };
}
