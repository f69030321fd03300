using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Reads Berkeley DB btree files of versions 8 to 10 (docs/formats/berkeley-db-btree.md#berkeley-db-btree).</summary>
internal sealed class BtreeReader : BerkeleyDbReader
{
    private readonly PageReference _root;

    private BtreeReader(PageFile file, MetaPage meta, PageReference root, int depth)
        : base(file, meta, depth, bucketCount: 0) => _root = root;

    /// <summary>Whether the records are not the map's but the directory of several databases (docs/formats/berkeley-db.md#named-databases).</summary>
    public bool HoldsNamedDatabases { get; private init; }

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a file whose shared fields have been read.</summary>
    public static BtreeReader Open(MapBytes bytes, MetaPage meta, ReadOnlySpan<byte> page)
    {
        var file = new PageFile(bytes, meta);
        var btree = BtreeMetaPage.Read(bytes.Path, meta, page);
        var root = ReadRoot(file, btree.Root);
        return new BtreeReader(file, meta, btree.Root, root.Entries == 0 ? 0 : root.Level) { HoldsNamedDatabases = btree.HoldsNamedDatabases };
    }

    /// <inheritdoc/>
    public override string? LostByRewriting => BtreeMetaPage.LostByRewriting(Meta);

    /// <inheritdoc/>
    public override bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var page = ReadRoot(File, _root);
        while (page.Level > PageHeader.LeafLevel)
        {
            var parent = page;
            page = File.Read(ChildFor(parent, key));
            BtreeLeaves.Require(page, PageType.BtreeLeaf, PageType.BtreeInternal);
            BtreeLeaves.RequireBelow(page, parent);
        }

        RequirePairs(page);
        return TryGetFrom(page, key, out value);
    }

    /// <inheritdoc/>
    public override long FirstPlace(ReadOnlySpan<byte> key) => _root.Target * (long)File.PageSize;

    /// <inheritdoc/>
    public override LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!File.TryReadThrough(window, place.Offset, out var page)) return LookupStep.Unusual;
        BtreeLeaves.Require(page, PageType.BtreeLeaf, PageType.BtreeInternal);
        if (place.Before != 0 && page.Level != place.Before - 1) return LookupStep.Unusual;
        if (page.Level > PageHeader.LeafLevel)
        {
            place = new LookupPlace(ChildFor(page, key).Target * (long)File.PageSize, page.Level);
            return LookupStep.Onward;
        }

        RequirePairs(page);
        return TryGetFrom(page, key, out value) ? LookupStep.Found : LookupStep.NotFound;
    }

    /// <inheritdoc/>
    public override MapStructure Structure() => BtreeStructure.Measure(File, Meta, _root);

    private static Page ReadRoot(PageFile file, PageReference reference)
    {
        var root = file.Read(reference);
        BtreeLeaves.Require(root, PageType.BtreeLeaf, PageType.BtreeInternal);
        return root;
    }

    private static void RequirePairs(Page leaf)
    {
        if (leaf.Entries % 2 != 0) throw leaf.Damage(PageHeader.Entries, $"{leaf.Entries} items, an odd number, are not pairs");
    }

    // The last child whose key is not above the one wanted; the first child has no key, it takes all that is lower.
    private PageReference ChildFor(Page page, ReadOnlySpan<byte> key)
    {
        var low = 0;
        for (var high = page.Entries - 1; low < high;)
        {
            var middle = (low + high + 1) / 2;
            if (Compare(page, BtreeInternalItem.Read(page, middle), key) <= 0) low = middle;
            else high = middle - 1;
        }

        return page.Reference(BtreeInternalItem.Read(page, low).Offset + BtreeInternalItem.ChildOffset);
    }

    private int Compare(Page page, BtreeInternalItem item, ReadOnlySpan<byte> key) => item.IsOverflow
        ? new OverflowItem(page, item.Offset + BtreeInternalItem.KeyOffset).CompareTo(key, File)
        : page.Bytes.Slice(item.Offset + BtreeInternalItem.KeyOffset, item.Length).SequenceCompareTo(key);

    private bool TryGetFrom(Page leaf, ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var low = 0;
        for (var high = leaf.Entries / 2; low < high;)
        {
            var middle = (low + high) / 2;
            if (CompareKey(leaf, middle, key) < 0) low = middle + 1;
            else high = middle;
        }

        // Values of one key are pairs of their own, side by side; deleted ones may come first.
        for (var pair = low; pair < leaf.Entries / 2 && CompareKey(leaf, pair, key) == 0; pair++)
        {
            var item = BtreeItem.Read(leaf, (pair * 2) + 1);
            if (item.IsDeleted) continue;
            if (item.Type != BtreeItem.Duplicates)
            {
                value = item.Data(leaf, File, File.PageCount);
                return true;
            }

            return DuplicateTree.TryGetFirst(File, leaf.Reference(item.Offset + OverflowItem.FirstPageOffset), out value);
        }

        value = default;
        return false;
    }

    private int CompareKey(Page leaf, int pair, ReadOnlySpan<byte> key)
    {
        var item = BtreeItem.ReadKey(leaf, pair * 2);
        return item.Type == BtreeItem.Overflow
            ? new OverflowItem(leaf, item.Offset).CompareTo(key, File)
            : leaf.Bytes.Slice(item.Offset + BtreeItem.DataOffset, item.Length).SequenceCompareTo(key);
    }

    private IEnumerable<MapRecord> Scan()
    {
        var scan = new PageScan(File);
        foreach (var leaf in BtreeLeaves.Walk(scan, _root, PageType.BtreeLeaf, PageType.BtreeInternal))
        {
            RequirePairs(leaf);
            ReadOnlyMemory<byte> key = default;
            var keyOffset = 0;
            var room = leaf.Size;
            for (var i = 0; i < leaf.Entries; i += 2)
            {
                // Pairs of one key share the key's item, and its overflow chain.
                var keyItem = BtreeItem.ReadKey(leaf, i);
                if (keyItem.Offset != keyOffset)
                {
                    keyItem.TakeFrom(leaf, ref room);
                    key = keyItem.Data(leaf, scan, File.PageCount);
                }

                keyOffset = keyItem.Offset;

                var item = BtreeItem.Read(leaf, i + 1);
                item.TakeFrom(leaf, ref room);
                if (item.IsDeleted) continue;
                if (item.Type != BtreeItem.Duplicates)
                {
                    yield return new MapRecord(key, item.Data(leaf, scan, File.PageCount));
                    continue;
                }

                var root = leaf.Reference(item.Offset + OverflowItem.FirstPageOffset);
                foreach (var value in DuplicateTree.Values(File, root, scan)) yield return new MapRecord(key, value);
            }
        }
    }
}
