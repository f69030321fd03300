using System.Buffers.Binary;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>
/// A btree of Berkeley DB 1.85 as a big-endian machine writes it, from one of a little-endian machine: every integer turned round. The
/// library itself, told to write the other byte order, puts the reference to a big value into the wrong place.
/// </summary>
internal static class BigEndianBtree
{
    private const int MetaIntegers = 6, PageHeader = 20, ItemHeader = 9, FlagsOfItem = 8;
    private const int Internal = 1, Leaf = 2, BigValue = 1, BigKey = 2;

    public static byte[] From(byte[] file)
    {
        var turned = file.ToArray();
        var pageSize = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8));
        for (var i = 0; i < MetaIntegers; i++) Turn(turned, i * sizeof(uint), sizeof(uint));
        for (var page = pageSize; page < file.Length; page += pageSize) TurnPage(file.AsSpan(page, pageSize), turned.AsSpan(page, pageSize));
        return turned;
    }

    private static void TurnPage(ReadOnlySpan<byte> page, Span<byte> turned)
    {
        var type = page[12] & 0x1F;
        var count = (BinaryPrimitives.ReadUInt16LittleEndian(page[16..]) - PageHeader) / sizeof(ushort);
        for (var offset = 0; offset < 16; offset += sizeof(uint)) Turn(turned, offset, sizeof(uint));
        Turn(turned, 16, sizeof(ushort));
        Turn(turned, 18, sizeof(ushort));
        for (var i = 0; type is Internal or Leaf && i < count; i++)
        {
            var index = PageHeader + (i * sizeof(ushort));
            int item = BinaryPrimitives.ReadUInt16LittleEndian(page[index..]);
            Turn(turned, index, sizeof(ushort));
            Turn(turned, item, sizeof(uint));
            Turn(turned, item + sizeof(uint), sizeof(uint));
            var flags = page[item + FlagsOfItem];
            if ((flags & BigKey) != 0) TurnReference(turned, item + ItemHeader);
            if (type == Leaf && (flags & BigValue) != 0) TurnReference(turned, item + ItemHeader + (int)BinaryPrimitives.ReadUInt32LittleEndian(page[item..]));
        }
    }

    private static void TurnReference(Span<byte> turned, int offset)
    {
        Turn(turned, offset, sizeof(uint));
        Turn(turned, offset + sizeof(uint), sizeof(uint));
    }

    private static void Turn(Span<byte> bytes, int offset, int length) => bytes.Slice(offset, length).Reverse();
}
