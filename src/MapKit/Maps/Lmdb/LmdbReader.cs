namespace MapKit.Maps.Lmdb;

/// <summary>
/// Reads the main database of an LMDB snapshot, or one of those that it names. Of a snapshot that lists databases these are the
/// records: the name, and the <see cref="LmdbDatabase"/>. Its meta pages were checked by <see cref="LmdbMetaPages"/>.
/// </summary>
internal sealed class LmdbReader : IRewritableMap, IPageStatistics
{
    // LMDB's own limit, CURSOR_STACK.
    private const int DeepestTree = 32;

    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly PageCache _pages;

    /// <summary>Creates a reader.</summary>
    /// <param name="bytes">The snapshot.</param>
    /// <param name="snapshot">What its meta pages say.</param>
    public LmdbReader(MapBytes bytes, LmdbSnapshot snapshot)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        bytes.ToleratesChange = PagesAreUntouched;
        _pages = new PageCache(bytes, snapshot.PageSize);
        Info = new MapInfo(
            MapType.Lmdb, snapshot.Layout.Name, bytes.Length, snapshot.PageSize, _pages.PageCount, BigEndian: false, snapshot.Main.Depth, 0);
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Lmdb;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <inheritdoc/>
    public string? LostByRewriting => _snapshot.LostByRewriting;

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (_snapshot.Main.Root == LmdbDatabase.NoRoot) return false;
        var number = _snapshot.Main.Root;
        for (var depth = 1; depth <= DeepestTree; depth++)
        {
            var bytes = _pages.Read(number);
            var page = new LmdbPage(_snapshot, number, bytes.Span);
            if (!page.IsBranch)
            {
                if (!page.TryFind(key, out var node) || node.IsDatabase != _snapshot.ListsDatabases) return false;
                value = Value(bytes, number, node);
                return true;
            }

            number = page.Child(page.FindChild(key));
        }

        throw TooDeep(number);
    }

    /// <inheritdoc/>
    public MapStructure Structure() => LmdbStructure.Of(_snapshot, _pages);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    // Depth first, left to right. Every page is reached once in a sound file, so their number bounds what a damaged
    // one can make us read.
    private IEnumerable<MapRecord> Scan()
    {
        if (_snapshot.Main.Root == LmdbDatabase.NoRoot) yield break;
        var branches = new Stack<Branch>();
        var previous = ReadOnlyMemory<byte>.Empty;
        var number = _snapshot.Main.Root;
        var visited = 0L;
        do
        {
            visited = Visit(visited, 1, number);
            var bytes = _pages.Read(number, PageAccess.WalkOnward);
            var isBranch = Look(number, bytes, out var count);
            if (isBranch)
            {
                if (branches.Count == DeepestTree - 1) throw TooDeep(number);
                branches.Push(new Branch(number, bytes, count, 0));
            }
            else
            {
                var room = bytes.Length;
                for (var i = 0; i < count; i++)
                {
                    var record = Record(number, bytes, i, previous, ref visited, ref room, out var isDatabase);
                    previous = record.Key;
                    if (isDatabase == _snapshot.ListsDatabases) yield return record;
                }
            }
        }
        while (TryNextChild(branches, out number));
    }

    // Writers leave the pages of a state alone until two transactions later: the next one frees those that it replaces, and
    // the second after that may use them again (as LMDB reuses pages when no reader is in its lock file).
    private bool PagesAreUntouched() => LmdbMetaPages.NewestTransaction(_bytes, _snapshot) - _snapshot.Transaction is 0 or 1;

    private long Visit(long visited, long pages, long from)
    {
        visited += pages;
        return visited <= _pages.PageCount ? visited : throw _snapshot.Damage("more pages are reached than the file has: some are reached twice", from, 0);
    }

    private bool Look(long number, ReadOnlyMemory<byte> bytes, out int count)
    {
        var page = new LmdbPage(_snapshot, number, bytes.Span);
        count = page.Count;
        return page.IsBranch;
    }

    private bool TryNextChild(Stack<Branch> branches, out long child)
    {
        while (branches.TryPop(out var branch))
        {
            if (branch.Next == branch.Count) continue;
            child = new LmdbPage(_snapshot, branch.Number, branch.Bytes.Span).Child(branch.Next);
            branches.Push(branch with { Next = branch.Next + 1 });
            return true;
        }

        child = 0;
        return false;
    }

    private MapRecord Record(long number, ReadOnlyMemory<byte> bytes, int index, ReadOnlyMemory<byte> previous, ref long visited, ref int room, out bool isDatabase)
    {
        var node = new LmdbPage(_snapshot, number, bytes.Span).Record(index);
        isDatabase = node.IsDatabase;
        room -= node.KeyLength + (node.IsLarge ? _snapshot.Layout.ReferenceLength : (int)node.ValueLength);
        if (room < 0) throw _snapshot.Damage("the records of the page are more than fit on it: some lie over one another", number, node.KeyOffset);
        var key = bytes.Slice(node.KeyOffset, node.KeyLength);
        if (previous.Span.SequenceCompareTo(key.Span) >= 0)
            throw _snapshot.Damage("keys do not ascend: the key is not greater than the one before it", number, node.KeyOffset);
        var value = Value(bytes, number, node);
        if (node.IsLarge) visited = Visit(visited, _snapshot.Layout.OverflowPages(node.ValueLength, _snapshot.PageSize), number);
        return new MapRecord(key, value);
    }

    private ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> page, long number, LmdbNode node) => node.IsLarge
        ? LmdbLargeValue.Read(_bytes, _snapshot, LmdbLargeValue.Reference(page.Span, number, node))
        : page.Slice(node.ValueOffset, (int)node.ValueLength);

    private MapFormatException TooDeep(long number) => _snapshot.Damage($"the tree has more than {DeepestTree} levels", number, 0);

    private readonly record struct Branch(long Number, ReadOnlyMemory<byte> Bytes, int Count, int Next);
}
