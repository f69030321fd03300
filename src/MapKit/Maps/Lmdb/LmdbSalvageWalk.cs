using System.Buffers.Binary;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>Walks over what is left of a damaged file, each page once.</summary>
internal sealed class LmdbSalvageWalk
{
    private readonly MapBytes _bytes;
    private readonly Queue<LmdbDatabase> _databases = [];
    private LmdbSnapshot _snapshot;
    private readonly PageCache _pages;
    private readonly ProblemList _losses;
    private readonly NumberSet _reached;
    private readonly List<MapRecord> _records = [];

    /// <summary>Starts with no page reached.</summary>
    public LmdbSalvageWalk(MapBytes bytes, LmdbSnapshot snapshot, PageCache pages, ProblemList losses)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        _pages = pages;
        _losses = losses;
        _reached = new NumberSet(pages.PageCount);
    }

    /// <summary>Whether a page is there and can be the root of a tree.</summary>
    public bool IsRoot(long number) => number >= LmdbSnapshot.FirstDataPage && number < _pages.PageCount && TryLook(number, out _, out _);

    /// <summary>Notes that a page is free.</summary>
    public void SetFree(long number)
    {
        if (number >= LmdbSnapshot.FirstDataPage && number < _pages.PageCount) _reached.Add(number);
    }

    /// <summary>The records of a tree, as far as the way leads.</summary>
    public IEnumerable<MapRecord> Tree(long root)
    {
        var next = new Stack<long>();
        next.Push(root);
        while (next.TryPop(out var number))
        {
            if (!_losses.Try(() => Visit(number, next))) continue;
            foreach (var record in _records) yield return record;
        }
    }

    /// <summary>The records of the named databases that have been met.</summary>
    public IEnumerable<MapRecord> NamedDatabases()
    {
        var main = _snapshot;
        while (_databases.TryDequeue(out var database))
        {
            if (database.Root == LmdbDatabase.NoRoot) continue;
            _snapshot = main.At(database with { Flags = database.Flags & LmdbDatabase.KnownFlags });
            if (!_losses.Try(() => _snapshot.CheckReference(database.Root, 0, 0))) continue;
            foreach (var record in Tree(database.Root)) yield return record;
        }

        _snapshot = main;
    }

    /// <summary>The records of all leaves that have not been reached.</summary>
    public IEnumerable<MapRecord> OtherLeaves()
    {
        for (var number = LmdbSnapshot.FirstDataPage; number < _pages.PageCount; number++)
        {
            if (_reached.Contains(number)) continue;
            if (!TryLook(number, out var isBranch, out var count))
            {
                if (!_pages.Read(number, PageAccess.Walk).Span.ContainsAnyExcept((byte)0)) _losses.Add(_snapshot.Damage("the page is all zero", number, 0));
                continue;
            }

            if (isBranch) continue;
            _reached.Add(number);
            ReadLeaf(number, _pages.Read(number, PageAccess.Walk), count);
            if (IsFreeList()) continue;
            foreach (var record in _records) yield return record;
        }
    }

    /// <summary>The lists of free pages among the leaves that have not been reached.</summary>
    public IEnumerable<MapRecord> FreeLists()
    {
        for (var number = LmdbSnapshot.FirstDataPage; number < _pages.PageCount; number++)
        {
            if (_reached.Contains(number) || !TryLook(number, out var isBranch, out var count) || isBranch) continue;
            var bytes = _pages.Read(number, PageAccess.Walk);
            if (!IsFreeList(number, bytes, count)) continue;
            ReadLeaf(number, bytes, count);
            foreach (var record in _records) yield return record;
        }
    }

    private void Visit(long number, Stack<long> next)
    {
        _records.Clear();
        if (!_reached.Add(number)) throw _snapshot.Damage($"page {number} is referenced twice", number, 0);
        var bytes = _pages.Read(number, PageAccess.Walk);
        var page = new LmdbPage(_snapshot, number, bytes.Span);
        if (!page.IsBranch)
        {
            ReadLeaf(number, bytes, page.Count);
            return;
        }

        for (var i = page.Count - 1; i >= 0; i--)
        {
            try
            {
                next.Push(page.Child(i));
            }
            catch (MapFormatException loss)
            {
                _losses.Add(loss);
            }
        }
    }

    private void ReadLeaf(long number, ReadOnlyMemory<byte> bytes, int count)
    {
        _records.Clear();
        for (var i = 0; i < count; i++)
        {
            try
            {
                var node = new LmdbPage(_snapshot, number, bytes.Span).Record(i);
                var key = bytes.Slice(node.KeyOffset, node.KeyLength);
                if (node.IsDatabase) _databases.Enqueue(LmdbDatabase.Read(bytes.Span[node.ValueOffset..]));
                else if (node.HasDuplicates) ReadDuplicates(number, bytes, node, key);
                else _records.Add(new MapRecord(key, Value(number, bytes, node)));
            }
            catch (MapFormatException loss)
            {
                _losses.Add(loss);
                if (_losses.IsFull) return;
            }
        }
    }

    private void ReadDuplicates(long number, ReadOnlyMemory<byte> bytes, in LmdbNode node, ReadOnlyMemory<byte> key)
    {
        var duplicates = new LmdbDuplicates(_bytes, _snapshot, _pages) { OnPage = Reach };
        foreach (var value in duplicates.Values(bytes, number, node)) _records.Add(new MapRecord(key, value));

        void Reach(long page)
        {
            if (!_reached.Add(page)) throw _snapshot.Damage($"page {page} is referenced twice", number, 0);
        }
    }

    private ReadOnlyMemory<byte> Value(long number, ReadOnlyMemory<byte> bytes, in LmdbNode node)
    {
        if (!node.IsLarge) return bytes.Slice(node.ValueOffset, (int)node.ValueLength);
        var value = LmdbLargeValue.Reference(bytes.Span, number, node);
        var pages = LmdbLargeValue.Check(_bytes, _snapshot, value);
        if (!_reached.Add(value.FirstPage)) throw _snapshot.Damage($"page {value.FirstPage} is referenced twice", number, node.ValueOffset);
        for (var page = value.FirstPage + 1; page < value.FirstPage + pages; page++)
        {
            if (page < _pages.PageCount) _reached.Add(page);
        }

        return LmdbLargeValue.Read(_bytes, _snapshot, value);
    }

    private bool TryLook(long number, out bool isBranch, out int count)
    {
        (isBranch, count) = (false, 0);
        var bytes = _pages.Read(number, PageAccess.Walk);
        if (LmdbLayout.Number(bytes.Span) != number) return false;
        try
        {
            var page = new LmdbPage(_snapshot, number, bytes.Span);
            (isBranch, count) = (page.IsBranch, page.Count);
            return true;
        }
        catch (MapFormatException)
        {
            // Not every page is a branch or a leaf.
            return false;
        }
    }

    /// <summary>A list has numbers of transactions for keys, and values that begin with their number of pages.</summary>
    private bool IsFreeList() => _records.Count > 0 && _records.TrueForAll(static record => record.Key.Length == sizeof(long)
        && record.Value.Length >= sizeof(long) && record.Value.Length % sizeof(long) == 0
        && BinaryPrimitives.ReadInt64LittleEndian(record.Value.Span) is var count && count >= 0 && count < record.Value.Length / sizeof(long));

    private bool IsFreeList(long number, ReadOnlyMemory<byte> bytes, int count)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                var node = new LmdbPage(_snapshot, number, bytes.Span).Record(i);
                if (node.KeyLength != sizeof(long) || node.ValueLength % sizeof(long) != 0) return false;
            }
        }
        catch (MapFormatException)
        {
            // What cannot be read is reported when the leaves are.
            return false;
        }

        return count > 0;
    }
}
