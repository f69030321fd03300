using System.Numerics;
using System.Runtime.InteropServices;

namespace MapKit.Native;

/// <summary>A growing buffer with a fixed address, which can be passed to a library.</summary>
internal sealed class PinnedBytes
{
    private const int FirstCapacity = 512;

    private byte[] _bytes = [];

    /// <summary>Creates a buffer.</summary>
    public PinnedBytes() => Grow(FirstCapacity);

    /// <summary>The address of the bytes. Changes when the buffer grows.</summary>
    public nint Address { get; private set; }

    /// <summary>Bytes that fit.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Enlarges the buffer; its content is lost.</summary>
    public void Grow(int capacity)
    {
        if (capacity <= Capacity) return;
        _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)capacity), (uint)Array.MaxLength), pinned: true);
        Address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
    }

    /// <summary>Copies bytes to the start of the buffer.</summary>
    public void Set(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_bytes);
    }

    /// <summary>A copy of the bytes at the start of the buffer.</summary>
    public byte[] Copy(int length) => _bytes.AsSpan(0, length).ToArray();
}
