using MapKit.Maps.BerkeleyDb.Btree;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Counts the pages of a file as a walk meets them.</summary>
internal sealed class PageTally : IPageSource
{
    private static readonly string[] Order = ["meta", "internal", "leaf", "bucket", "chained", "duplicates", "overflow", "free", "not in use"];

    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly PageScan _scan;
    private readonly Dictionary<string, (long Pages, long Used)> _kinds = [];
    private long _counted;

    /// <summary>Starts with the meta page.</summary>
    public PageTally(PageFile file, MetaPage meta)
    {
        _file = file;
        _meta = meta;
        _scan = new PageScan(file);
        Add("meta", 1, 0);
    }

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        var page = _scan.Read(reference);
        Count(page);
        return page;
    }

    /// <summary>As <see cref="PageScan.TryReadWritten"/>.</summary>
    public bool TryReadWritten(PageReference reference, out Page page)
    {
        if (!_scan.TryReadWritten(reference, out page)) return false;
        Count(page);
        return true;
    }

    /// <summary>Counts the chain of an item that is too big for its page. It is filled completely (docs/formats/berkeley-db.md#overflow-chains).</summary>
    public void CountOverflow(long length)
    {
        var capacity = _file.PageSize - _file.HeaderLength;
        var pages = (length + capacity - 1) / capacity;
        Add("overflow", pages, length + (pages * _file.HeaderLength));
    }

    /// <summary>The kinds, after the walk.</summary>
    public IReadOnlyList<PageUse> Kinds()
    {
        // The free list and the rest belong to all databases of a file together.
        if (_meta.Number == 0)
        {
            var free = 0L;
            for (var reference = _meta.FirstFreePage; reference.Target != 0; free++)
            {
                var page = _scan.Read(reference);
                if (page.Type != PageType.Free) throw page.WrongType(PageType.Free);
                reference = page.Next;
            }

            if (free > 0) Add("free", free, 0);
            if (_file.PageCount > _counted) Add("not in use", _file.PageCount - _counted, 0);
        }

        return [.. _kinds.OrderBy(kind => Array.IndexOf(Order, kind.Key)).Select(kind => new PageUse(kind.Key, kind.Value.Pages, kind.Value.Used, kind.Value.Pages * _file.PageSize))];
    }

    private void Count(Page page)
    {
        var kind = page.Type switch
        {
            PageType.Hash or PageType.HashUnsorted => page.Previous.Target == 0 ? "bucket" : "chained",
            PageType.BtreeInternal or PageType.RecnoInternal => "internal",
            PageType.BtreeLeaf => "leaf",
            PageType.RecnoLeaf when _meta.Type == MapType.Recno => "leaf",
            _ => "duplicates",
        };
        if (page.IndexEnd > page.Size) throw page.Damage(PageHeader.Entries, $"{page.Entries} items do not fit on a page of {page.Size} bytes");
        var lowest = page.Size;
        for (var i = 0; i < page.Entries; i++) lowest = Math.Min(lowest, page.ItemOffset(i));
        Add(kind, 1, page.IndexEnd + page.Size - lowest);
        if (page.Type != PageType.BtreeInternal) return;
        for (var i = 0; i < page.Entries; i++)
        {
            var item = BtreeInternalItem.Read(page, i);
            if (item.IsOverflow) CountOverflow(new OverflowItem(page, item.Offset + BtreeInternalItem.KeyOffset).Length);
        }
    }

    private void Add(string kind, long pages, long used)
    {
        var (known, knownUsed) = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (known + pages, knownUsed + used);
        _counted += pages;
    }
}
