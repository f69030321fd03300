using System.Buffers.Binary;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The order of the bytes in a file's integers: that of the machine that created it (docs/formats/berkeley-db.md#byte-order).</summary>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct ByteOrder(bool BigEndian)
{
    /// <summary>Reads two bytes.</summary>
    public ushort UInt16(ReadOnlySpan<byte> bytes, int offset) => BigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    /// <summary>Reads four bytes.</summary>
    public uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
