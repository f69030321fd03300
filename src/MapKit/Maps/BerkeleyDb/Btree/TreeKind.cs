using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>What the pages of a tree must be and how its items are ordered.</summary>
/// <param name="Leaf">Type of the leaves.</param>
/// <param name="Internal">Type of the pages above them.</param>
/// <param name="HasPairs">Whether items are keys and values in turn.</param>
/// <param name="IsOrdered">Whether keys, or without keys the items, ascend.</param>
/// <param name="CountsRecords">Whether internal pages count the records below.</param>
/// <param name="Flags">Flags of the file.</param>
internal sealed record TreeKind(PageType Leaf, PageType Internal, bool HasPairs, bool IsOrdered, bool CountsRecords, uint Flags)
{
    /// <summary>The tree of a btree file.</summary>
    public static TreeKind Main(uint flags) => new(
        PageType.BtreeLeaf, PageType.BtreeInternal, HasPairs: true, IsOrdered: true, (flags & BtreeMetaPage.RecordNumbersFlag) != 0, flags);

    /// <summary>A tree of the values of one key.</summary>
    /// <param name="sorted">Whether the file has its values in order.</param>
    public static TreeKind Duplicates(bool sorted) => sorted
        ? new(PageType.DuplicateLeaf, PageType.BtreeInternal, HasPairs: false, IsOrdered: true, CountsRecords: false, 0)
        : new(PageType.RecnoLeaf, PageType.RecnoInternal, HasPairs: false, IsOrdered: false, CountsRecords: true, 0);
}
