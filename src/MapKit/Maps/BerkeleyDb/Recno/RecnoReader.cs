using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Recno;

/// <summary>
/// Reads Berkeley DB recno databases of versions 8 to 10 (docs/formats/berkeley-db-btree.md#recno). A key is the decimal number of
/// its record, as db_dump prints it.
/// </summary>
internal sealed class RecnoReader : IMapReader, IPageStatistics
{
    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly PageReference _root;

    private RecnoReader(PageFile file, MetaPage meta, PageReference root, MapInfo info)
    {
        _file = file;
        _meta = meta;
        _root = root;
        Info = info;
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Recno;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a database whose shared fields have been read.</summary>
    public static RecnoReader Open(MapBytes bytes, MetaPage meta, ReadOnlySpan<byte> page)
    {
        var file = new PageFile(bytes, meta);
        var root = BtreeMetaPage.Read(bytes.Path, meta, page).Root;
        var top = file.Read(root);
        RequireRecno(top);
        var info = new MapInfo(
            MapType.Recno,
            $"Berkeley DB recno, version {meta.Version}",
            file.Length,
            file.PageSize,
            file.PageCount,
            meta.Order.BigEndian,
            Depth: top.Entries == 0 ? 0 : top.Level,
            BucketCount: 0);
        return new RecnoReader(file, meta, root, info);
    }

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!RecordNumber.TryParse(key, out var number)) return false;
        var page = _file.Read(_root);
        RequireRecno(page);
        var left = number - 1L;
        for (long? recorded = null; page.Level > PageHeader.LeafLevel;)
        {
            var (child, below, before) = ChildFor(page, left, recorded);
            if (child is not { } reference) return false;
            var parent = page;
            page = _file.Read(reference);
            RequireRecno(page);
            BtreeLeaves.RequireBelow(page, parent);
            left -= before;
            recorded = below;
            if (page.Level == PageHeader.LeafLevel && page.Entries != below)
                throw page.Damage(PageHeader.Entries, $"{page.Entries} records, but page {parent.Number} counts {below}");
        }

        if (left >= page.Entries) return false;
        var item = ReadItem(page, (int)left);
        if (item.IsDeleted) return false;
        value = item.Data(page, _file, _file.PageCount);
        return true;
    }

    /// <inheritdoc/>
    public MapStructure Structure() => BtreeStructure.Measure(_file, _meta, _root, PageType.RecnoLeaf, PageType.RecnoInternal);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Checks that a page belongs to a recno tree.</summary>
    public static void RequireRecno(Page page) => BtreeLeaves.Require(page, PageType.RecnoLeaf, PageType.RecnoInternal);

    /// <summary>A record of a leaf, checked.</summary>
    public static BtreeItem ReadItem(Page leaf, int index)
    {
        var item = BtreeItem.Read(leaf, index);
        return item.Type == BtreeItem.Duplicates ? throw leaf.Damage(item.Offset + BtreeItem.TypeOffset, "a tree of duplicates in a recno database") : item;
    }

    /// <summary>The number of records below a child.</summary>
    public static uint RecordsBelow(Page page, int index) => page.UInt32(BtreeLeaves.RecnoItem(page, index) + BtreeLeaves.CountOffset);

    /// <summary>The child that has a record, if any.</summary>
    /// <param name="page">The page above it.</param>
    /// <param name="index">The record, counted from the first below the page.</param>
    /// <param name="recorded">The number of records that the page above this one counts here; null at the root.</param>
    /// <returns>The child, the records below it, and the records below those before it.</returns>
    private static (PageReference? Child, long Below, long Before) ChildFor(Page page, long index, long? recorded)
    {
        (PageReference? Child, long Below, long Before) found = default;
        var total = 0L;
        for (var i = 0; i < page.Entries; i++)
        {
            var below = RecordsBelow(page, i);
            if (found.Child is null && index < total + below) found = (BtreeLeaves.Child(page, i), below, total);
            total += below;
        }

        return recorded is { } told && told != total ? throw page.Damage(PageHeader.Entries, $"{total} records below, but the page above counts {told}") : found;
    }

    private IEnumerable<MapRecord> Scan()
    {
        var scan = new PageScan(_file);
        var number = 0u;
        foreach (var leaf in BtreeLeaves.Walk(scan, _root, PageType.RecnoLeaf, PageType.RecnoInternal))
        {
            var room = leaf.Size;
            for (var i = 0; i < leaf.Entries; i++)
            {
                number++;
                var item = ReadItem(leaf, i);
                item.TakeFrom(leaf, ref room);
                if (!item.IsDeleted) yield return new MapRecord(RecordNumber.ToKey(number), item.Data(leaf, scan, _file.PageCount));
            }
        }
    }
}
