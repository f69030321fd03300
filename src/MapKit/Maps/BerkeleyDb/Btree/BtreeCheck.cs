using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>
/// Checks a tree from its root: levels, order, separators, links between the leaves, counts
/// (docs/formats/berkeley-db-btree.md#berkeley-db-btree).
/// </summary>
internal sealed class BtreeCheck
{
    private readonly PageFile _file;
    private readonly CheckedPages _pages;
    private readonly TreeKind _kind;
    private readonly ProblemList _problems;
    private Page? _lastLeaf;
    private bool _knowsLast = true;

    /// <summary>Prepares to check one tree.</summary>
    public BtreeCheck(PageFile file, CheckedPages pages, TreeKind kind, ProblemList problems)
    {
        _file = file;
        _pages = pages;
        _kind = kind;
        _problems = problems;
    }

    /// <summary>Checks the tree below a root.</summary>
    public void Run(PageReference root) => _problems.Try(() =>
    {
        var page = _pages.Read(root);
        BtreeLeaves.Require(page, _kind.Leaf, _kind.Internal);
        var records = Walk(page, null, null);
        if (_lastLeaf is { } last && _knowsLast && last.Next.Target != 0)
            throw last.Damage(PageHeader.Next, $"the last leaf says that {last.Next.Target} follows");
        if (_kind.CountsRecords && page.Level > PageHeader.LeafLevel && records >= 0 && page.Previous.Target != records)
            throw page.Damage(PageHeader.Previous, $"the root counts {page.Previous.Target} records, there are {records}");
    });

    /// <summary>Checks what is below a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="low">No key is below; null for no bound.</param>
    /// <param name="high">All keys are below; null for no bound.</param>
    /// <returns>Number of records, negative if a page is missing.</returns>
    private long Walk(Page page, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        if (page.Level == PageHeader.LeafLevel)
        {
            CheckLinks(page);
            CheckLeaf(page, low, high);
            return _kind.HasPairs ? page.Entries / 2 : page.Entries;
        }

        var separators = Separators(page, low, high);
        var records = 0L;
        for (var i = 0; i < page.Entries; i++)
        {
            var below = Child(page, i, separators?[i] ?? low, separators is null || i + 1 == page.Entries ? high : separators[i + 1] ?? high);
            records = below < 0 || records < 0 ? -1 : records + below;
        }

        return records;
    }

    private long Child(Page parent, int index, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        var offset = _kind.Internal == PageType.RecnoInternal ? parent.ItemOffset(index) : parent.ItemOffset(index) + BtreeInternalItem.ChildOffset;
        var records = -1L;
        var isSound = _problems.Try(() =>
        {
            var child = _pages.Read(parent.Reference(offset));
            BtreeLeaves.Require(child, _kind.Leaf, _kind.Internal);
            BtreeLeaves.RequireBelow(child, parent);
            records = Walk(child, low, high);
        });
        if (!isSound) _knowsLast = false;
        var count = offset + BtreeLeaves.CountOffset;
        if (_kind.CountsRecords && records >= 0 && parent.UInt32(count) != records)
            _problems.Add(parent.Damage(count, $"child {index} counts {parent.UInt32(count)} records, there are {records}"));
        return records;
    }

    /// <summary>The keys of an internal page, null for the first and for those that cannot be read.</summary>
    private ReadOnlyMemory<byte>?[]? Separators(Page page, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        if (_kind.Internal == PageType.RecnoInternal) return null;
        var separators = new ReadOnlyMemory<byte>?[page.Entries];
        var previous = low;
        for (var i = 0; i < separators.Length; i++)
        {
            var item = BtreeInternalItem.Read(page, i);
            var key = item.IsOverflow
                ? _pages.ReadChain(new OverflowItem(page, item.Offset + BtreeInternalItem.KeyOffset))
                : page.Memory.Slice(item.Offset + BtreeInternalItem.KeyOffset, item.Length);

            // The first child takes all that is lower; its key is never looked at.
            if (i == 0 || key is null) continue;
            separators[i] = key;
            if (previous is { } before && before.Span.SequenceCompareTo(key.Value.Span) >= 0)
                _problems.Add(page.Damage(item.Offset, $"the key of child {i} is not above the one before it"));
            if (high is { } bound && key.Value.Span.SequenceCompareTo(bound.Span) >= 0)
                _problems.Add(page.Damage(item.Offset, $"the key of child {i} is not below that of the next page"));
            previous = key;
        }

        return separators;
    }

    private void CheckLinks(Page leaf)
    {
        if (_knowsLast)
        {
            if (_lastLeaf is { } before && before.Next.Target != leaf.Number)
                _problems.Add(before.Damage(PageHeader.Next, $"the next leaf is {leaf.Number}, but it says {before.Next.Target}"));
            _problems.Try(() => leaf.RequirePrevious(_lastLeaf?.Number ?? 0));
        }

        _lastLeaf = leaf;
        _knowsLast = true;
    }

    private void CheckLeaf(Page leaf, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        var previous = low;
        var isBound = true;
        var step = _kind.HasPairs ? 2 : 1;
        for (var i = 0; i < leaf.Entries; i += step)
        {
            var item = BtreeItem.Read(leaf, i);
            var shared = _kind.HasPairs && i > 0 && leaf.ItemOffset(i - 2) == item.Offset;
            if (!shared && _kind.IsOrdered)
            {
                var key = item.Type == BtreeItem.Overflow
                    ? _pages.ReadChain(new OverflowItem(leaf, item.Offset))
                    : leaf.Memory.Slice(item.Offset + BtreeItem.DataOffset, item.Length);
                if (key is { } bytes)
                {
                    CheckOrder(leaf, i, item.Offset, previous, isBound, bytes, high);
                    (previous, isBound) = (bytes, false);
                }
            }
            else if (!shared && item.Type == BtreeItem.Overflow)
            {
                _pages.CheckChain(new OverflowItem(leaf, item.Offset));
            }

            if (_kind.HasPairs) CheckValue(leaf, i + 1, shared);
            if (_kind.RecordLength is { } wanted && !item.IsDeleted && LengthOf(leaf, item) is var length && length != wanted)
                _problems.Add(leaf.Damage(item.Offset, $"a record of {length} bytes, but all have {wanted}"));
        }
    }

    private static long LengthOf(Page leaf, BtreeItem item) => item.Type == BtreeItem.Overflow ? new OverflowItem(leaf, item.Offset).Length : item.Length;

    private void CheckOrder(
        Page leaf, int index, int offset, ReadOnlyMemory<byte>? previous, bool isBound, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? high)
    {
        if (previous is { } before)
        {
            var order = before.Span.SequenceCompareTo(key.Span);
            if (order > 0 || (order == 0 && !isBound))
                _problems.Add(leaf.Damage(offset, isBound ? $"item {index} is below the key of its page" : $"item {index} is not above the one before it"));
        }

        if (high is { } bound && key.Span.SequenceCompareTo(bound.Span) >= 0)
            _problems.Add(leaf.Damage(offset, $"item {index} is not below the key of the next page"));
    }

    private void CheckValue(Page leaf, int index, bool shared)
    {
        var item = BtreeItem.Read(leaf, index);
        if (item.Type == BtreeItem.Overflow)
        {
            _pages.CheckChain(new OverflowItem(leaf, item.Offset));
        }
        else if (item.Type == BtreeItem.Duplicates)
        {
            if ((_kind.Flags & BtreeMetaPage.DuplicatesFlag) == 0)
                _problems.Add(leaf.Damage(item.Offset + BtreeItem.TypeOffset, "several values in a file without duplicates"));
            var kind = TreeKind.Duplicates((_kind.Flags & BtreeMetaPage.SortedDuplicatesFlag) != 0);
            new BtreeCheck(_file, _pages, kind, _problems).Run(leaf.Reference(item.Offset + OverflowItem.FirstPageOffset));
        }
        else if (shared && (_kind.Flags & BtreeMetaPage.SortedDuplicatesFlag) != 0)
        {
            CheckValueOrder(leaf, index, item);
        }
    }

    private void CheckValueOrder(Page leaf, int index, BtreeItem item)
    {
        var before = BtreeItem.Read(leaf, index - 2);
        if (before.Type != BtreeItem.KeyData || item.Type != BtreeItem.KeyData) return;
        var earlier = leaf.Bytes.Slice(before.Offset + BtreeItem.DataOffset, before.Length);
        if (earlier.SequenceCompareTo(leaf.Bytes.Slice(item.Offset + BtreeItem.DataOffset, item.Length)) >= 0)
            _problems.Add(leaf.Damage(item.Offset, $"values are not in order: item {index} is not above the one before it"));
    }
}

/// <summary>What the pages of a tree must be and how its items are ordered.</summary>
/// <param name="Leaf">Type of the leaves.</param>
/// <param name="Internal">Type of the pages above them.</param>
/// <param name="HasPairs">Whether items are keys and values in turn.</param>
/// <param name="IsOrdered">Whether keys, or without keys the items, ascend.</param>
/// <param name="CountsRecords">Whether internal pages count the records below.</param>
/// <param name="Flags">Flags of the file.</param>
internal sealed record TreeKind(PageType Leaf, PageType Internal, bool HasPairs, bool IsOrdered, bool CountsRecords, uint Flags)
{
    /// <summary>Bytes of every item that is not deleted, or null.</summary>
    public uint? RecordLength { get; private init; }

    /// <summary>The tree of a recno database.</summary>
    /// <param name="recordLength">Bytes of every record, or null.</param>
    public static TreeKind Recno(uint? recordLength) => Duplicates(sorted: false) with { RecordLength = recordLength };

    /// <summary>The tree of a btree file.</summary>
    public static TreeKind Main(uint flags) => new(
        PageType.BtreeLeaf, PageType.BtreeInternal, HasPairs: true, IsOrdered: true, (flags & BtreeMetaPage.RecordNumbersFlag) != 0, flags);

    /// <summary>A tree of the values of one key.</summary>
    /// <param name="sorted">Whether the file has its values in order.</param>
    public static TreeKind Duplicates(bool sorted) => sorted
        ? new(PageType.DuplicateLeaf, PageType.BtreeInternal, HasPairs: false, IsOrdered: true, CountsRecords: false, 0)
        : new(PageType.RecnoLeaf, PageType.RecnoInternal, HasPairs: false, IsOrdered: false, CountsRecords: true, 0);
}
