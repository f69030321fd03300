using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>An item on a leaf of a btree or of a tree of duplicates (docs/formats/berkeley-db-btree.md#leaf-pages).</summary>
/// <param name="Offset">Where it begins on its page.</param>
/// <param name="Type">Its type without the deletion mark.</param>
/// <param name="IsDeleted">Whether it was deleted under a cursor and counts as gone.</param>
/// <param name="Length">Bytes of data of a <see cref="KeyData"/> item.</param>
internal readonly record struct BtreeItem(int Offset, byte Type, bool IsDeleted, int Length)
{
    /// <summary>The bytes themselves follow.</summary>
    public const byte KeyData = 1;

    /// <summary>The root of a tree of values, in the form of an <see cref="OverflowItem"/>.</summary>
    public const byte Duplicates = 2;

    /// <summary>An <see cref="OverflowItem"/>.</summary>
    public const byte Overflow = 3;

    /// <summary>The value is in a file of its own (6.x, 18.1).</summary>
    public const byte External = 4;

    /// <summary>Offset of the data's length (u16).</summary>
    public const int LengthOffset = 0;

    /// <summary>Offset of the type (u8).</summary>
    public const int TypeOffset = 2;

    /// <summary>Offset of the data.</summary>
    public const int DataOffset = 3;

    /// <summary>Items begin at multiples of this.</summary>
    public const int Alignment = 4;

    private const byte TypeMask = 0x7f;

    /// <summary>
    /// Longest key or value that stays on its page (docs/formats/berkeley-db-btree.md#overflow-threshold). The 10 bytes taken off
    /// are the smallest item, its index entry and the alignment.
    /// </summary>
    public const int MaximumLength =
        ((PageWriter.PageSize - PageHeader.Length) / (BtreeMetaPage.MinimumKeys * 2)) - (DataOffset + 1 + PageHeader.IndexEntry + Alignment);

    /// <summary>Bytes of the item on its page.</summary>
    public int Size => Type == KeyData ? DataOffset + Length : OverflowItem.Size;

    /// <summary>Whether a key or value of this length goes to overflow pages.</summary>
    public static bool IsBig(int length) => length > MaximumLength;

    /// <summary>Bytes that a key or value takes on a leaf, without its index entry.</summary>
    public static int SizeOf(int length) => IsBig(length) ? OverflowItem.Size : Align(length + DataOffset);

    /// <summary>Rounds up to the next multiple of <see cref="Alignment"/>.</summary>
    public static int Align(int length) => (length + Alignment - 1) & ~(Alignment - 1);

    /// <summary>Reads and checks the item behind an entry of the index array.</summary>
    public static BtreeItem Read(Page page, int index)
    {
        var offset = page.ItemOffset(index);
        if (offset < page.IndexEnd || offset > page.Size - DataOffset)
            throw page.Damage(page.DataStart + (index * PageHeader.IndexEntry), $"item {index} at {offset}, not between {page.IndexEnd} and {page.Size}");
        var type = page.Bytes[offset + TypeOffset];
        var item = new BtreeItem(offset, (byte)(type & TypeMask), type > TypeMask, page.UInt16(offset + LengthOffset));
        var size = item.Type switch
        {
            KeyData => DataOffset + item.Length,
            Duplicates or Overflow => OverflowItem.Size,
            External => throw page.Damage(offset, "external file item: the value is in a separate file"),
            _ => throw page.Damage(offset + TypeOffset, $"item of type {item.Type}"),
        };
        if (size > page.Size - offset) throw page.Damage(offset, $"item {index} of {size} bytes extends past the end of the page");
        return item;
    }

    /// <summary>Takes the item's bytes from those of its page: items do not lie over one another, so there are always enough.</summary>
    /// <param name="page">The page.</param>
    /// <param name="room">Bytes that are left.</param>
    public void TakeFrom(Page page, ref int room)
    {
        room -= Size;
        if (room < 0) throw page.Damage(Offset, "the items do not fit on the page: some overlap");
    }

    /// <summary>Reads and checks the item of a key, which cannot be a tree of values.</summary>
    public static BtreeItem ReadKey(Page page, int index)
    {
        var item = Read(page, index);
        if (item.Type == Duplicates) throw page.Damage(item.Offset + TypeOffset, "a key that is a tree of duplicates");
        return item;
    }

    /// <summary>The bytes of a <see cref="KeyData"/> or <see cref="Overflow"/> item.</summary>
    /// <param name="page">The item's page.</param>
    /// <param name="pages">Where to read the pages of an overflow chain.</param>
    /// <param name="pageCount">Pages in the file.</param>
    public ReadOnlyMemory<byte> Data(Page page, IPageSource pages, long pageCount) => Type == Overflow
        ? new OverflowItem(page, Offset).Read(pages, pageCount)
        : page.Memory.Slice(Offset + DataOffset, Length);
}
