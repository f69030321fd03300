using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Walks over the pages of a btree for its <see cref="MapStructure"/>.</summary>
internal static class BtreeStructure
{
    /// <summary>Walks.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(PageFile file, MetaPage meta, PageReference root, PageType leafType = PageType.BtreeLeaf, PageType internalType = PageType.BtreeInternal)
    {
        var tally = new PageTally(file, meta);
        foreach (var leaf in BtreeLeaves.Walk(tally, root, leafType, internalType)) CountItems(leaf, tally);
        return new MapStructure { Pages = tally.Kinds(), IsMadeByLibrary = meta.HasLibraryIdentity };
    }

    /// <summary>Counts what the items of a leaf have on other pages.</summary>
    public static void CountItems(Page leaf, PageTally tally)
    {
        var before = 0;
        for (var i = 0; i < leaf.Entries; i++)
        {
            var item = BtreeItem.Read(leaf, i);

            // Pairs of one key share the key's item.
            var isShared = leaf.Type == PageType.BtreeLeaf && i % 2 == 0 && item.Offset == before;
            if (i % 2 == 0) before = item.Offset;
            if (isShared) continue;
            if (item.Type == BtreeItem.Overflow) tally.CountOverflow(new OverflowItem(leaf, item.Offset).Length);
            if (item.Type != BtreeItem.Duplicates) continue;
            foreach (var values in BtreeLeaves.WalkDuplicates(tally, leaf.Reference(item.Offset + OverflowItem.FirstPageOffset))) CountItems(values, tally);
        }
    }
}
