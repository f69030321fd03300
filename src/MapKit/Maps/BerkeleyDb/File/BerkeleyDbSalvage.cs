using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.BerkeleyDb.Recno;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Reads the records of a damaged file from every page that holds some. All pages in use are such as the structure
/// leads to, and pages that are not in use say so; what is lost without the structure is the order alone.
/// </summary>
internal sealed class BerkeleyDbSalvage : ISalvage
{
    private readonly MapBytes _bytes;
    private readonly MetaPage _meta;

    private BerkeleyDbSalvage(MapBytes bytes, MetaPage meta)
    {
        _bytes = bytes;
        _meta = meta;
    }

    /// <inheritdoc/>
    public MapType Type => _meta.Type;

    /// <summary>Prepares to read a file, or null if it is none of Berkeley DB's.</summary>
    public static BerkeleyDbSalvage? TryCreate(MapBytes bytes) => BerkeleyDbGuess.FromPages(bytes) is { } meta ? new BerkeleyDbSalvage(bytes, meta) : null;

    /// <summary>The records, page by page.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
    public IEnumerable<MapRecord> Read(ProblemList losses)
    {
        var file = new PageFile(_bytes, _meta);
        losses.FieldAt = (number, offset) => PageFields.NameAt(file, _meta, number, offset);
        if (_bytes.Length % file.PageSize != 0)
            losses.Add(new MapFormatException(_bytes.Path, $"the last {_bytes.Length % file.PageSize} bytes are not a whole page", file.PageCount, file.PageCount * file.PageSize));
        var pages = new LimitedPages(file);
        if (_meta.Type == MapType.Recno)
        {
            foreach (var record in RecnoSalvage.Read(_bytes, _meta, file, pages, losses)) yield return record;
        }

        var records = new List<MapRecord>();
        for (var number = 1L; number < file.PageCount; number++)
        {
            var page = file.ReadUnchecked((uint)number, PageAccess.Walk);
            records.Clear();
            ReadPage(file, page, pages, records, losses);
            foreach (var record in records) yield return record;
        }
    }

    private void ReadPage(PageFile file, Page page, LimitedPages pages, List<MapRecord> records, ProblemList losses)
    {
        if (page.IsUnwritten)
        {
            // In a hash it may be an empty bucket.
            if (_meta.Type != MapType.Hash) losses.Add(page.Damage(0, "the page is all zero"));
            return;
        }

        if ((file.SumProblem(page) ?? PageFile.NumberProblem(page)) is { } problem) losses.Add(problem);
        switch (page.Type)
        {
            case PageType.Hash or PageType.HashUnsorted:
                ReadItems(page, losses, index => ReadHashPair(file, page, index, pages, records, losses));
                break;
            case PageType.BtreeLeaf:
                ReadItems(page, losses, index => ReadBtreePair(file, page, index, pages, records, losses));
                break;
            case PageType.Free or PageType.BtreeInternal or PageType.RecnoInternal or PageType.RecnoLeaf or PageType.DuplicateLeaf or PageType.Overflow:
            case PageType.HashMeta or PageType.BtreeMeta:
                // Values off their pages are read with their keys.
                break;
            default:
                losses.Add(page.Damage(PageHeader.Type, $"page type {(int)page.Type}, which does not exist"));
                break;
        }
    }

    private static void ReadItems(Page page, ProblemList losses, Action<int> read)
    {
        if (!losses.Try(() => page.RequireIndexed(page.Type, page.Type))) return;
        for (var i = 0; i + 1 < page.Entries; i += 2)
        {
            var index = i;
            if (!losses.Try(() => read(index)) && losses.IsFull) return;
        }
    }

    private static void ReadHashPair(PageFile file, Page page, int index, LimitedPages pages, List<MapRecord> records, ProblemList losses)
    {
        var pair = HashPairs.At(page, index);
        var key = HashReader.ReadItem(page, pair.KeyStart, pair.KeyEnd, pages, file.PageCount);
        if (pair.ValueType is HashItem.KeyData or HashItem.OffPage)
        {
            records.Add(new MapRecord(key, HashReader.ReadItem(page, pair.ValueStart, pair.KeyStart, pages, file.PageCount)));
        }
        else if (pair.ValueType == HashItem.Duplicates)
        {
            for (var offset = pair.ValueStart + HashItem.DataOffset; offset < pair.KeyStart;)
                records.Add(new MapRecord(key, HashReader.TakeDuplicate(page, ref offset, pair.KeyStart)));
        }
        else
        {
            AddValues(file, page.Reference(pair.ValueStart + HashItem.DuplicatesRootOffset), key, pages, records, losses);
        }
    }

    private static void ReadBtreePair(PageFile file, Page page, int index, LimitedPages pages, List<MapRecord> records, ProblemList losses)
    {
        var item = BtreeItem.Read(page, index + 1);
        if (item.IsDeleted) return;
        var key = BtreeItem.ReadKey(page, index).Data(page, pages, file.PageCount);
        if (item.Type == BtreeItem.Duplicates) AddValues(file, page.Reference(item.Offset + OverflowItem.FirstPageOffset), key, pages, records, losses);
        else records.Add(new MapRecord(key, item.Data(page, pages, file.PageCount)));
    }

    private static void AddValues(PageFile file, PageReference root, ReadOnlyMemory<byte> key, LimitedPages pages, List<MapRecord> records, ProblemList losses)
    {
        foreach (var value in DuplicateTree.ReachableValues(file, root, pages, losses)) records.Add(new MapRecord(key, value));
    }
}

/// <summary>The pages of a damaged file. In a sound file no page is read twice, so many more reads mean that its references form a loop.</summary>
/// <param name="file">The file.</param>
internal sealed class LimitedPages(PageFile file) : IPageSource
{
    private long _left = 2 * file.PageCount;

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        _left--;
        if (_left < 0) throw file.Damage(reference, "the pages of the file refer to each other in a cycle");
        return file.Read(reference, PageAccess.Walk);
    }
}
