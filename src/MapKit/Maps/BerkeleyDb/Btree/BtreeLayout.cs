using MapKit.Maps.BerkeleyDb.File;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Where each page of the tree begins, and the numbers of all pages (docs/formats/writers.md#btree).</summary>
internal sealed class BtreeLayout
{
    private readonly IOrderedRecords _records;
    private readonly List<Leaf> _leaves = [];
    private readonly List<List<InternalPage>> _levels = [];

    /// <summary>Lays records out.</summary>
    /// <param name="records">The records in key order.</param>
    /// <exception cref="MapLimitException">They need more pages than there can be.</exception>
    public BtreeLayout(IOrderedRecords records)
    {
        _records = records;
        var overflowPages = FillLeaves();
        HasOverflow = overflowPages > 0;
        while (ChildCount(_levels.Count) > 1)
        {
            var level = FillLevel();
            _levels.Add(level);
            overflowPages += CountSeparatorPages(_levels.Count - 1);
        }

        var treePages = 1L + _leaves.Count;
        foreach (var level in _levels) treePages += level.Count;
        if (treePages + overflowPages > uint.MaxValue)
            throw new MapLimitException($"Berkeley DB: {treePages + overflowPages} pages are needed, page numbers end at {uint.MaxValue}");
        FirstOverflowPage = (uint)treePages;
    }

    /// <summary>Number of leaves, at least 1.</summary>
    public int LeafCount => _leaves.Count;

    /// <summary>Whether a record has bytes on other pages than its leaf.</summary>
    public bool HasOverflow { get; }

    /// <summary>Number of levels above the leaves.</summary>
    public int InternalLevels => _levels.Count;

    /// <summary>Number of the page after the tree.</summary>
    public uint FirstOverflowPage { get; }

    /// <summary>The records on some leaves, in key order.</summary>
    public RecordRange RecordsOf(int firstLeaf, int count)
    {
        var end = firstLeaf + count < _leaves.Count ? _leaves[firstLeaf + count].Start : _records.Count;
        return new RecordRange(_leaves[firstLeaf].Start, end - _leaves[firstLeaf].Start);
    }

    /// <summary>Number of pages of a level; 0 is the one above the leaves.</summary>
    public int PageCount(int level) => _levels[level].Count;

    /// <summary>The children of an internal page, counted from the first page of the level below.</summary>
    public (int First, int Count) ChildrenOf(int level, int page)
    {
        var first = _levels[level][page].FirstChild;
        var end = page + 1 < _levels[level].Count ? _levels[level][page + 1].FirstChild : ChildCount(level);
        return (first, end - first);
    }

    /// <summary>The lowest key that a child may hold: the first bytes of a record's key.</summary>
    /// <param name="level">The level of the parent.</param>
    /// <param name="child">The child, counted as in <see cref="ChildrenOf"/>.</param>
    public (long Place, int Length) Separator(int level, int child)
    {
        var leaf = FirstLeaf(level, child);
        return (_leaves[leaf].Place, _leaves[leaf].SeparatorLength);
    }

    /// <summary>Page number of the first child of a level: the leaves follow the root, then each level in turn.</summary>
    public uint FirstChildPage(int level)
    {
        var page = BtreeMetaPage.WrittenRoot + 1L;
        for (var below = 0; below < level; below++) page += ChildCount(below);
        return (uint)page;
    }

    private int ChildCount(int level) => level == 0 ? _leaves.Count : _levels[level - 1].Count;

    private int FirstLeaf(int level, int child) => level == 0 ? child : _levels[level - 1][child].FirstLeaf;

    private long FillLeaves()
    {
        _leaves.Add(new Leaf(0, 0, 0));
        var overflowPages = 0L;
        var (index, used, before) = (0, 0, 0L);
        foreach (var (slice, costs) in _records.Costs(CostOf))
        {
            var numbers = slice.Numbers;
            for (var i = 0; i < numbers.Length; i++, index++)
            {
                var cost = costs.Span[i] & ~RecordCosts.BigMark;
                if (cost != costs.Span[i]) overflowPages += OverflowPagesOf(slice.Records.KeyLength(numbers[i]), slice.Records.ValueLength(numbers[i]));
                var place = slice.PlaceOf(numbers[i]);
                if (used + cost > PageWriter.Capacity)
                {
                    // A separator needs only as many bytes as tell the two leaves apart.
                    var common = _records.Key(before).CommonPrefixLength(_records.Key(place));
                    _leaves.Add(new Leaf(index, place, common + 1));
                    used = 0;
                }

                used += cost;
                before = place;
            }
        }

        return overflowPages;
    }

    private static ushort CostOf(int keyLength, int valueLength)
    {
        var cost = BtreeItem.SizeOf(keyLength) + BtreeItem.SizeOf(valueLength) + (2 * PageHeader.IndexEntry);
        return (ushort)(BtreeItem.IsBig(keyLength) || BtreeItem.IsBig(valueLength) ? cost | RecordCosts.BigMark : cost);
    }

    private static long OverflowPagesOf(int keyLength, int valueLength) =>
        (BtreeItem.IsBig(keyLength) ? OverflowQueue.PagesFor(keyLength) : 0) + (BtreeItem.IsBig(valueLength) ? OverflowQueue.PagesFor(valueLength) : 0);

    private List<InternalPage> FillLevel()
    {
        var level = _levels.Count;
        var children = ChildCount(level);
        var pages = new List<InternalPage>();
        var used = 0;
        for (var child = 0; child < children; child++)
        {
            var cost = BtreeInternalItem.SizeOf(Separator(level, child).Length) + PageHeader.IndexEntry;
            if (child == 0 || used + cost > PageWriter.Capacity)
            {
                pages.Add(new InternalPage(child, FirstLeaf(level, child)));
                cost = BtreeInternalItem.SizeOf(0) + PageHeader.IndexEntry;
                used = 0;
            }

            used += cost;
        }

        // A page with a single child would be a detour: it gets one from the page before it, which has at least four.
        if (pages.Count > 1 && pages[^1].FirstChild == children - 1)
            pages[^1] = new InternalPage(children - 2, FirstLeaf(level, children - 2));
        return pages;
    }

    private long CountSeparatorPages(int level)
    {
        var overflowPages = 0L;
        for (var page = 0; page < PageCount(level); page++)
        {
            var (first, count) = ChildrenOf(level, page);
            for (var child = first + 1; child < first + count; child++)
            {
                var length = Separator(level, child).Length;
                if (BtreeItem.IsBig(length)) overflowPages += OverflowQueue.PagesFor(length);
            }
        }

        return overflowPages;
    }

    /// <param name="Start">Place of its first record in the order.</param>
    /// <param name="Place">That record's place.</param>
    /// <param name="SeparatorLength">Bytes of that record's key that tell it from all before it.</param>
    private readonly record struct Leaf(int Start, long Place, int SeparatorLength);

    /// <param name="FirstChild">Its first child, counted from the first page of the level below.</param>
    /// <param name="FirstLeaf">The first leaf below it.</param>
    private readonly record struct InternalPage(int FirstChild, int FirstLeaf);
}
