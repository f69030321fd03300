using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>
/// An item on a hash page: one type byte and its data. Its length is implied: it ends where the item before it begins
/// (docs/formats/berkeley-db-hash.md#items).
/// </summary>
internal static class HashItem
{
    /// <summary>The bytes follow.</summary>
    public const byte KeyData = 1;

    /// <summary>Several values follow, each between two copies of its length (u16).</summary>
    public const byte Duplicates = 2;

    /// <summary>An <see cref="OverflowItem"/>, type byte first.</summary>
    public const byte OffPage = 3;

    /// <summary>The root of a tree of values.</summary>
    public const byte OffPageDuplicates = 4;

    /// <summary>The value is in a separate file (6.x, 18.1).</summary>
    public const byte External = 5;

    /// <summary>Bytes before the data of a <see cref="KeyData"/> item.</summary>
    public const int DataOffset = 1;

    /// <summary>Bytes of an <see cref="OffPageDuplicates"/> item.</summary>
    public const int OffPageDuplicatesSize = 8;

    /// <summary>Offset of the root's page number in an <see cref="OffPageDuplicates"/> item (u32).</summary>
    public const int DuplicatesRootOffset = 4;

    /// <summary>Whether a key or value of this length goes to overflow pages.</summary>
    public static bool IsBig(int length) => length > PageWriter.PageSize / 4;

    /// <summary>Bytes that a key or value takes on its page, without its index entry.</summary>
    public static int SizeOf(int length) => IsBig(length) ? OverflowItem.Size : DataOffset + length;
}
