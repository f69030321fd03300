using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Checks a page by itself: header, index and items (docs/formats/berkeley-db-hash.md#checks and docs/formats/berkeley-db-btree.md#checks).</summary>
internal sealed class PageCheck
{
    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly ProblemList _problems;
    private readonly List<(int Start, int End)> _items = [];

    /// <summary>Prepares to check the pages of a file.</summary>
    public PageCheck(PageFile file, MetaPage meta, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _problems = problems;
    }

    /// <summary>Checks a page that is not all zero, and reports what is wrong with it.</summary>
    public bool IsSound(Page page)
    {
        var before = _problems.Count;
        if (_file.SumProblem(page) is { } sumProblem) _problems.Add(sumProblem);
        if (PageFile.NumberProblem(page) is { } numberProblem) _problems.Add(numberProblem);
        CheckContent(page);
        return _problems.Count == before;
    }

    private void CheckContent(Page page)
    {
        switch (page.Type)
        {
            case PageType.Free:
                break;
            case PageType.Overflow:
                RequireLevel(page, page.Level == 0);
                CheckOverflow(page);
                break;
            case PageType.Hash or PageType.HashUnsorted when _meta.Type == MapType.Hash:
                RequireLevel(page, page.Level == 0);
                CheckHash(page);
                break;
            case PageType.BtreeLeaf or PageType.DuplicateLeaf when _meta.Type == MapType.Btree:
            case PageType.DuplicateLeaf when _meta.Type == MapType.Hash:
            case PageType.RecnoLeaf:
                RequireLevel(page, page.Level == PageHeader.LeafLevel);
                CheckItems(page);
                break;
            case PageType.BtreeInternal or PageType.RecnoInternal:
                RequireLevel(page, page.Level > PageHeader.LeafLevel);
                CheckItems(page);
                break;
            default:
                Add(page, PageHeader.Type, $"page type {(int)page.Type}, which a {(_meta.Type switch { MapType.Hash => "hash", MapType.Recno => "recno database", _ => "btree" })} does not have");
                break;
        }
    }

    private void RequireLevel(Page page, bool valid)
    {
        if (!valid) Add(page, PageHeader.Level, $"level {page.Level} on a page of type {(int)page.Type} ({page.Type})");
    }

    private void CheckOverflow(Page page)
    {
        var length = page.UInt16(PageHeader.HighFree);
        if (length < 1 || length > page.Size - page.DataStart) Add(page, PageHeader.HighFree, $"{length} bytes of data on an overflow page");
        if (page.Entries == 0) Add(page, PageHeader.Entries, "an overflow page without references");
    }

    private void CheckHash(Page page)
    {
        var lowest = page.Size;
        if (!_problems.Try(() => page.RequireIndexed(page.Type, page.Type))) return;
        if (page.Entries % 2 != 0)
        {
            Add(page, PageHeader.Entries, $"{page.Entries} items, an odd number, are not pairs");
            return;
        }

        var pairs = new HashPairs(page);
        for (var taken = 0; ; taken += 2)
        {
            try
            {
                if (!pairs.MoveNext()) break;
                CheckPair(page, pairs);
            }
            catch (MapFormatException problem)
            {
                _problems.Add(problem);

                // Where an item has no place, those after it have none either.
                if (pairs.Index != taken + 2 || _problems.IsFull) return;
            }
        }

        if (page.Entries > 0) lowest = page.ItemOffset(page.Entries - 1);
        CheckLowest(page, lowest);
    }

    private void CheckPair(Page page, in HashPairs pairs)
    {
        if (pairs.ValueType is not (HashItem.Duplicates or HashItem.OffPageDuplicates)) return;
        if ((_meta.Flags & HashMetaPage.DuplicatesFlag) == 0) throw page.Damage(pairs.ValueStart, "several values in a file without duplicates");
        if (pairs.ValueType != HashItem.Duplicates) return;
        var previous = ReadOnlyMemory<byte>.Empty;
        var offset = pairs.ValueStart + HashItem.DataOffset;
        for (var first = true; offset < pairs.KeyStart; first = false)
        {
            var start = offset;
            var value = HashReader.TakeDuplicate(page, ref offset, pairs.KeyStart);
            if (!first && (_meta.Flags & HashMetaPage.SortedDuplicatesFlag) != 0 && previous.Span.SequenceCompareTo(value.Span) >= 0)
                throw page.Damage(start, "values are not in order");
            previous = value;
        }
    }

    private void CheckItems(Page page)
    {
        if (!_problems.Try(() => page.RequireIndexed(page.Type, page.Type))) return;
        if (page.Type == PageType.BtreeLeaf && page.Entries % 2 != 0)
            Add(page, PageHeader.Entries, $"{page.Entries} items, an odd number, are not pairs");
        if (page.Level > PageHeader.LeafLevel && page.Entries == 0) Add(page, PageHeader.Entries, "an internal page without children");

        _items.Clear();
        var before = _problems.Count;
        for (var i = 0; i < page.Entries; i++)
        {
            try
            {
                CheckItem(page, i);
            }
            catch (MapFormatException problem)
            {
                _problems.Add(problem);
                if (_problems.IsFull) return;
            }
        }

        if (_problems.Count == before) CheckTiling(page);
    }

    private void CheckItem(Page page, int index)
    {
        int offset, size;
        if (page.Type == PageType.BtreeInternal)
        {
            var item = BtreeInternalItem.Read(page, index);
            (offset, size) = (item.Offset, BtreeInternalItem.KeyOffset + item.Length);
        }
        else if (page.Type == PageType.RecnoInternal)
        {
            offset = BtreeLeaves.RecnoItem(page, index);
            size = BtreeLeaves.RecnoItemSize;
        }
        else
        {
            var item = page.Type == PageType.BtreeLeaf && index % 2 == 0 ? BtreeItem.ReadKey(page, index) : BtreeItem.Read(page, index);
            if (item.IsDeleted && _meta.Type != MapType.Recno) throw page.Damage(item.Offset + BtreeItem.TypeOffset, $"item {index} is marked as deleted");
            if (item.Type == BtreeItem.Duplicates && page.Type != PageType.BtreeLeaf)
                throw page.Damage(item.Offset + BtreeItem.TypeOffset, "duplicates of a duplicate");
            (offset, size) = (item.Offset, item.Type == BtreeItem.KeyData ? BtreeItem.DataOffset + item.Length : OverflowItem.Size);
        }

        if (offset % BtreeItem.Alignment != 0) throw page.Damage(page.IndexOffset(index), $"item {index} at {offset}, not at a multiple of {BtreeItem.Alignment}");

        // Pairs of one key share the key's item.
        var shared = page.Type == PageType.BtreeLeaf && index % 2 == 0 && index >= 2 && page.ItemOffset(index - 2) == offset;
        if (!shared) _items.Add((offset, offset + BtreeItem.Align(size)));
        else if ((_meta.Flags & BtreeMetaPage.DuplicatesFlag) == 0)
            throw page.Damage(page.IndexOffset(index), $"items {index - 2} and {index} share a place in a file without duplicates");
    }

    /// <summary>Items fill the page from the lowest to its end, without gap or overlap.</summary>
    private void CheckTiling(Page page)
    {
        var end = page.Size;
        _items.Sort(static (a, b) => b.Start.CompareTo(a.Start));
        foreach (var (start, itemEnd) in _items)
        {
            if (itemEnd != end)
            {
                Add(page, start, itemEnd > end ? $"the item at {start} reaches into the one at {end}" : $"{end - itemEnd} bytes after the item at {start} belong to none");
                return;
            }

            end = start;
        }

        CheckLowest(page, end);
    }

    private void CheckLowest(Page page, int lowest)
    {
        // The field has two bytes: an empty page of 65536 bytes has 0 there.
        var highFree = page.UInt16(PageHeader.HighFree);
        if (highFree != (ushort)lowest) Add(page, PageHeader.HighFree, $"items begin at {lowest}, but the page says {highFree}");
    }

    private void Add(Page page, int offset, string reason) => _problems.Add(page.Damage(offset, reason));
}
