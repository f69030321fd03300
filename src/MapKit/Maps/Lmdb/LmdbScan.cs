using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// A walk over a tree or a part of it, depth first, left to right. Every page is reached once in a sound file, so their number
/// bounds what a damaged one can make us read.
/// </summary>
internal sealed class LmdbScan
{
    /// <summary>Most levels of a tree: LMDB's own limit, CURSOR_STACK.</summary>
    public const int DeepestTree = 32;

    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly PageCache _pages;
    private readonly FileWindow? _window;
    private readonly Stack<Branch> _branches = new();
    private ReadOnlyMemory<byte> _previous;

    /// <summary>Prepares a walk.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="snapshot">The state of it.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="window">Through which leaves are read where the memory of their records may be used again.</param>
    public LmdbScan(MapBytes bytes, LmdbSnapshot snapshot, PageCache pages, FileWindow? window)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        _pages = pages;
        _window = window;
    }

    /// <summary>Takes each branch and leaf, before it is read.</summary>
    public Action<long>? OnPage { get; init; }

    /// <summary>Pages met.</summary>
    public long Visited { get; private set; }

    /// <summary>The first key, its page and its offset there; null before there is one.</summary>
    public (byte[] Key, long Page, int Offset)? First { get; private set; }

    /// <summary>The key read last.</summary>
    public ReadOnlyMemory<byte> Last => _previous;

    /// <summary>Walks from a page on down.</summary>
    /// <param name="root">The page.</param>
    public IEnumerable<MapRecord> From(long root)
    {
        for (var (number, more) = (root, true); more; more = TryNextChild(out number))
        {
            if (!TryReadLeaf(number, out var bytes, out var count)) continue;
            var room = bytes.Length;
            for (var i = 0; i < count; i++)
            {
                var record = Record(new LmdbPage(_snapshot, number, bytes.Span), number, bytes, i, ref room, out var node);
                if (!node.HasDuplicates)
                {
                    if (_snapshot.Wants(node.IsDatabase)) yield return record;
                    continue;
                }

                if (!_snapshot.Wants(isDatabase: false)) continue;
                var duplicates = new LmdbDuplicates(_bytes, _snapshot, _pages);
                foreach (var value in duplicates.Values(bytes, number, node)) yield return new MapRecord(record.Key, value);
                Visit(duplicates.Visited, number);
            }

            LeaveLeaf();
        }
    }

    /// <summary>The same walk, for one who takes the records as they come and keeps none: each page is looked at once, not for each record.</summary>
    /// <param name="root">The page.</param>
    /// <param name="take">Takes each record.</param>
    public void Walk(long root, RecordTaker take)
    {
        for (var (number, more) = (root, true); more; more = TryNextChild(out number))
        {
            if (!TryReadLeaf(number, out var bytes, out var count)) continue;
            var page = new LmdbPage(_snapshot, number, bytes.Span);
            var room = bytes.Length;
            for (var i = 0; i < count; i++)
            {
                var record = Record(page, number, bytes, i, ref room, out var node);
                if (node.HasDuplicates) TakeDuplicates(record.Key, number, bytes, node, take);
                else if (_snapshot.Wants(node.IsDatabase)) take(record);
            }

            LeaveLeaf();
        }
    }

    /// <summary>A value, wherever it is.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="snapshot">The state of it.</param>
    /// <param name="page">The leaf.</param>
    /// <param name="number">Its number.</param>
    /// <param name="node">The record.</param>
    public static ReadOnlyMemory<byte> Value(MapBytes bytes, LmdbSnapshot snapshot, ReadOnlyMemory<byte> page, long number, LmdbNode node) => node.IsLarge
        ? LmdbLargeValue.Read(bytes, snapshot, LmdbLargeValue.Reference(page.Span, number, node))
        : page.Slice(node.ValueOffset, (int)node.ValueLength);

    /// <summary>That a tree has too many levels.</summary>
    /// <param name="snapshot">The file.</param>
    /// <param name="number">The page of the first level too many.</param>
    public static MapFormatException TooDeep(LmdbSnapshot snapshot, long number) => snapshot.Damage($"the tree has more than {DeepestTree} levels", number, 0);

    private void TakeDuplicates(ReadOnlyMemory<byte> key, long number, ReadOnlyMemory<byte> bytes, LmdbNode node, RecordTaker take)
    {
        if (!_snapshot.Wants(isDatabase: false)) return;
        var duplicates = new LmdbDuplicates(_bytes, _snapshot, _pages);
        foreach (var value in duplicates.Values(bytes, number, node)) take(new MapRecord(key, value));
        Visit(duplicates.Visited, number);
    }

    private ReadOnlyMemory<byte> Read(long number) =>
        _window is not null && _window.TryRead(number * _snapshot.PageSize, _snapshot.PageSize, out var bytes) ? bytes : _pages.Read(number, PageAccess.Walk);

    private void Visit(long pages, long from)
    {
        Visited += pages;
        if (Visited > _pages.PageCount) throw _snapshot.Damage("more pages are reached than the file has: some are reached twice", from, 0);
    }

    /// <summary>Reads the next page; if it is a branch its children are next.</summary>
    /// <returns>Whether it is a leaf.</returns>
    private bool TryReadLeaf(long number, out ReadOnlyMemory<byte> bytes, out int count)
    {
        Visit(1, number);
        OnPage?.Invoke(number);
        bytes = Read(number);
        if (!Look(number, bytes, out count)) return true;
        if (_branches.Count == DeepestTree - 1) throw TooDeep(_snapshot, number);
        if (_window is not null) bytes = _pages.Read(number, PageAccess.Walk);
        _branches.Push(new Branch(number, bytes, count, 0));
        return false;
    }

    // The window's memory is used again for the next page.
    private void LeaveLeaf()
    {
        if (_window is not null) _previous = _previous.ToArray();
    }

    private bool Look(long number, ReadOnlyMemory<byte> bytes, out int count)
    {
        var page = new LmdbPage(_snapshot, number, bytes.Span);
        count = page.Count;
        return page.IsBranch;
    }

    private bool TryNextChild(out long child)
    {
        while (_branches.TryPop(out var branch))
        {
            if (branch.Next == branch.Count) continue;
            child = new LmdbPage(_snapshot, branch.Number, branch.Bytes.Span).Child(branch.Next);
            _branches.Push(branch with { Next = branch.Next + 1 });
            return true;
        }

        child = 0;
        return false;
    }

    private MapRecord Record(in LmdbPage page, long number, ReadOnlyMemory<byte> bytes, int index, ref int room, out LmdbNode node)
    {
        node = page.Record(index);
        room -= node.KeyLength + (node.IsLarge ? _snapshot.Layout.ReferenceLength : (int)node.ValueLength);
        if (room < 0) throw _snapshot.Damage("the records do not fit on the page: some overlap", number, node.KeyOffset);
        var key = bytes.Slice(node.KeyOffset, node.KeyLength);
        if (_snapshot.Order.Compare(_previous.Span, key.Span) >= 0)
            throw _snapshot.Damage("keys do not ascend: the key is not greater than the one before it", number, node.KeyOffset);
        var value = Value(_bytes, _snapshot, bytes, number, node);
        if (node.IsLarge) Visit(_snapshot.Layout.OverflowPages(node.ValueLength, _snapshot.PageSize), number);
        First ??= (key.ToArray(), number, node.KeyOffset);
        _previous = key;
        return new MapRecord(key, value);
    }

    private readonly record struct Branch(long Number, ReadOnlyMemory<byte> Bytes, int Count, int Next);
}
