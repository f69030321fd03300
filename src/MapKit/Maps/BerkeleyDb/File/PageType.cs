namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The type of a page: the byte at <see cref="PageHeader.Type"/> (docs/formats/berkeley-db.md#page-header).</summary>
internal enum PageType : byte
{
    /// <summary>On the free list, or never written.</summary>
    Free = 0,

    /// <summary>Unsorted hash pairs (before 4.6).</summary>
    HashUnsorted = 2,

    /// <summary>Btree page with one entry per child.</summary>
    BtreeInternal = 3,

    /// <summary>Page of a record-number tree with one entry per child.</summary>
    RecnoInternal = 4,

    /// <summary>Btree pairs.</summary>
    BtreeLeaf = 5,

    /// <summary>Values by record number; here only unsorted duplicates.</summary>
    RecnoLeaf = 6,

    /// <summary>A part of an item too big for its page.</summary>
    Overflow = 7,

    /// <summary>Page 0 of a hash.</summary>
    HashMeta = 8,

    /// <summary>Page 0 of a btree.</summary>
    BtreeMeta = 9,

    /// <summary>Sorted duplicates.</summary>
    DuplicateLeaf = 12,

    /// <summary>Hash pairs, sorted.</summary>
    Hash = 13,
}
