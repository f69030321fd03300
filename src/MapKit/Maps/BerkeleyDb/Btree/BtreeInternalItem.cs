using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>An item on an internal page of a btree: a child and the lowest key that it may hold (docs/formats/berkeley-db-btree.md#internal-pages).</summary>
/// <param name="Offset">Where it begins on its page.</param>
/// <param name="Length">Bytes of the key on the page.</param>
/// <param name="IsOverflow">Whether the key is an <see cref="OverflowItem"/>.</param>
internal readonly record struct BtreeInternalItem(int Offset, int Length, bool IsOverflow)
{
    /// <summary>Offset of the key's length (u16).</summary>
    public const int LengthOffset = 0;

    /// <summary>Offset of the key's type (u8), a <see cref="BtreeItem"/> type.</summary>
    public const int TypeOffset = 2;

    /// <summary>Offset of the child's page number (u32).</summary>
    public const int ChildOffset = 4;

    /// <summary>Offset of the key, after a count of records (u32).</summary>
    public const int KeyOffset = 12;

    private const byte TypeMask = 0x7f;

    /// <summary>Bytes that a key of this length takes with its child, without its index entry.</summary>
    public static int SizeOf(int keyLength) => BtreeItem.Align(KeyOffset + (BtreeItem.IsBig(keyLength) ? OverflowItem.Size : keyLength));

    /// <summary>Reads and checks the item behind an entry of the index array.</summary>
    public static BtreeInternalItem Read(Page page, int index)
    {
        var offset = page.ItemOffset(index);
        if (offset < page.IndexEnd || offset > page.Size - KeyOffset)
            throw page.Damage(page.DataStart + (index * PageHeader.IndexEntry), $"item {index} at {offset}, not between {page.IndexEnd} and {page.Size}");
        var length = page.UInt16(offset + LengthOffset);
        var type = (byte)(page.Bytes[offset + TypeOffset] & TypeMask);
        if (type != BtreeItem.KeyData && type != BtreeItem.Overflow) throw page.Damage(offset + TypeOffset, $"internal item of type {type}");
        if (length > page.Size - offset - KeyOffset || (type == BtreeItem.Overflow && length != OverflowItem.Size))
            throw page.Damage(offset + LengthOffset, $"internal item with a key of {length} bytes");
        return new BtreeInternalItem(offset, length, type == BtreeItem.Overflow);
    }
}
