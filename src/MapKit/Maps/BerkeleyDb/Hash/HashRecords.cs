using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Walks the records of one bucket of a hash: those of its first page, then those of the pages chained to it.</summary>
internal struct HashRecords
{
    private readonly PageFile _file;
    private readonly IPageSource _pages;
    private Page _page;
    private HashPairs _pairs;
    private IEnumerator<ReadOnlyMemory<byte>>? _duplicates;

    /// <summary>Starts before the first record.</summary>
    /// <param name="page">The first page of the bucket.</param>
    /// <param name="file">The file.</param>
    /// <param name="pages">Where the other pages are read.</param>
    public HashRecords(Page page, PageFile file, IPageSource pages)
    {
        page.RequirePrevious(0);
        _file = file;
        _pages = pages;
        _page = page;
        _pairs = new HashPairs(page);
    }

    /// <summary>The record.</summary>
    public MapRecord Current { get; private set; }

    /// <summary>Moves to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        while (true)
        {
            if (_duplicates is not null)
            {
                if (_duplicates.MoveNext())
                {
                    Current = new MapRecord(Current.Key, _duplicates.Current);
                    return true;
                }

                _duplicates = null;
            }

            if (!_pairs.MoveNext())
            {
                if (!MoveToNextPage()) return false;
                continue;
            }

            var key = Item(_pairs.KeyStart, _pairs.KeyEnd);
            if (_pairs.ValueType is HashItem.KeyData or HashItem.OffPage)
            {
                Current = new MapRecord(key, Item(_pairs.ValueStart, _pairs.KeyStart));
                return true;
            }

            Current = new MapRecord(key, default);
            _duplicates = Duplicates(_page, _pairs.ValueStart, _pairs.KeyStart, _file, _pages).GetEnumerator();
        }
    }

    private bool MoveToNextPage()
    {
        var next = _page.Next;
        if (next.Target == 0) return false;
        var previous = _page.Number;
        _page = _pages.ReadChained(next);
        _page.RequirePrevious(previous);
        _pairs = new HashPairs(_page);
        return true;
    }

    private readonly ReadOnlyMemory<byte> Item(int start, int end) => HashReader.ReadItem(_page, start, end, _pages, _file.PageCount);

    private static IEnumerable<ReadOnlyMemory<byte>> Duplicates(Page page, int start, int end, PageFile file, IPageSource pages)
    {
        if (page.Bytes[start] == HashItem.OffPageDuplicates)
        {
            foreach (var value in DuplicateTree.Values(file, page.Reference(start + HashItem.DuplicatesRootOffset), pages)) yield return value;
            yield break;
        }

        var offset = start + HashItem.DataOffset;
        do yield return HashReader.TakeDuplicate(page, ref offset, end);
        while (offset < end);
    }
}
