using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>Checks one tree from its root: levels, order, separators, nodes, large values, counts (docs/formats/lmdb.md#lmdb).</summary>
internal sealed class LmdbTreeCheck
{
    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly PageCache _pages;
    private readonly NumberSet _reached;
    private readonly ProblemList _problems;
    private readonly bool _isFree;
    private LmdbDatabase _found;
    private int _depth;
    private bool _isWhole = true;
    private ReadOnlyMemory<byte>? _previous;

    /// <summary>Prepares to check one tree.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="snapshot">What its meta pages say.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="reached">The pages that are known to be in use.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="isFree">Whether this is the tree of the free pages, whose keys are numbers.</param>
    public LmdbTreeCheck(MapBytes bytes, LmdbSnapshot snapshot, PageCache pages, NumberSet reached, ProblemList problems, bool isFree)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        _pages = pages;
        _reached = reached;
        _problems = problems;
        _isFree = isFree;
    }

    /// <summary>Takes every record: its page, the offset of its value there, the value.</summary>
    public Action<long, int, ReadOnlyMemory<byte>>? OnRecord { get; set; }

    /// <summary>Takes every named database: the name, the page where it is described, the offset there, the description.</summary>
    public Action<ReadOnlyMemory<byte>, long, int, LmdbDatabase>? OnDatabase { get; set; }

    /// <summary>Checks the tree that a record of a meta page, or of the main tree, describes.</summary>
    public void Run(LmdbDatabase database, long describedOn, int offset)
    {
        _depth = database.Depth;
        if (database.Root != LmdbDatabase.NoRoot)
            _isWhole &= _problems.Try(() => Walk(database.Root, describedOn, offset + LmdbDatabase.RootOffset, 1, null, null));
        if (!_isWhole) return;

        Compare("levels", database.Depth, _found.Depth);
        Compare("branch pages", database.BranchPages, _found.BranchPages);
        Compare("leaves", database.LeafPages, _found.LeafPages);
        Compare("overflow pages", database.OverflowPages, _found.OverflowPages);
        Compare("records", database.Entries, _found.Entries);

        void Compare(string what, long recorded, long found)
        {
            if (recorded != found) _problems.Add(_snapshot.Damage($"{recorded} {what} of the {(_isFree ? "free list" : "table")} are recorded, but there are {found}", describedOn, offset));
        }
    }

    private void Walk(long number, long from, int offset, int depth, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        _snapshot.CheckReference(number, from, offset);
        if (!_reached.Add(number)) throw _snapshot.Damage($"page {number} is referenced twice", from, offset);
        var bytes = _pages.Read(number, PageAccess.Walk);
        var page = new LmdbPage(_snapshot, number, bytes.Span);
        if (page.IsBranch && depth >= _depth) throw _snapshot.Damage($"a branch on level {depth} of {_depth}", number, _snapshot.Layout.FlagsOffset);
        if (!page.IsBranch && depth != _depth) throw _snapshot.Damage($"a leaf on level {depth} of {_depth}", number, _snapshot.Layout.FlagsOffset);
        page.CheckTiling();
        if (page.IsBranch) WalkBranch(number, bytes, depth, page.Count, low, high);
        else WalkLeaf(number, bytes, depth, page.Count, low, high);
    }

    private void WalkBranch(long number, ReadOnlyMemory<byte> bytes, int depth, int count, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        _found = _found with { BranchPages = _found.BranchPages + 1 };
        var lower = low;
        for (var i = 0; i < count; i++)
        {
            var page = new LmdbPage(_snapshot, number, bytes.Span);
            var offset = page.NodeOffset(i);
            ReadOnlyMemory<byte>? upper = i + 1 < count ? BranchKey(bytes, page, i + 1) : high;
            if (i + 1 < count)
            {
                if (lower is { } before && Compare(before.Span, upper!.Value.Span) >= 0)
                    _problems.Add(_snapshot.Damage($"the key of child {i + 1} is not above the one before it", number, page.NodeOffset(i + 1)));
                if (high is { } bound && Compare(upper!.Value.Span, bound.Span) >= 0)
                    _problems.Add(_snapshot.Damage($"the key of child {i + 1} is not below that of the next page", number, page.NodeOffset(i + 1)));
            }

            var (index, least) = (i, lower);
            _isWhole &= _problems.Try(() => Walk(new LmdbPage(_snapshot, number, bytes.Span).Child(index), number, offset, depth + 1, least, upper));
            lower = upper;
        }
    }

    private void WalkLeaf(long number, ReadOnlyMemory<byte> bytes, int depth, int count, ReadOnlyMemory<byte>? low, ReadOnlyMemory<byte>? high)
    {
        _found = _found with { LeafPages = _found.LeafPages + 1, Entries = _found.Entries + count, Depth = depth };
        if (count == 0 && depth > 1) _problems.Add(_snapshot.Damage("a leaf without records", number, _snapshot.Layout.LowerOffset));
        _previous = low;
        for (var i = 0; i < count; i++)
        {
            var node = new LmdbPage(_snapshot, number, bytes.Span).Record(i);
            var key = bytes.Slice(node.KeyOffset, node.KeyLength);
            CheckKey(number, node, key, isBound: i == 0, high);
            _previous = key;
            _isWhole &= _problems.Try(() => CheckValue(number, bytes, node));
        }
    }

    private void CheckKey(long number, LmdbNode node, ReadOnlyMemory<byte> key, bool isBound, ReadOnlyMemory<byte>? high)
    {
        if (_isFree && key.Length != sizeof(ulong)) throw _snapshot.Damage($"a key of {key.Length} bytes in the free list", number, node.KeyOffset);
        if (_snapshot.Order == LmdbKeyOrder.Integers && key.Length is not (sizeof(uint) or sizeof(ulong))) Report($"an integer of {key.Length} bytes");
        if (key.Length > LmdbEngine.LongestKey) Report($"a key of {key.Length} bytes: lookups find at most {LmdbEngine.LongestKey}");
        if (_previous is { } before)
        {
            var order = Compare(before.Span, key.Span);
            if (order > 0 || (order == 0 && !isBound)) Report(isBound ? "the key is below that of its page" : "the key is not above the one before it");
        }

        if (high is { } bound && Compare(key.Span, bound.Span) >= 0) Report("the key is not below that of the next page");

        void Report(string reason) => _problems.Add(_snapshot.Damage(reason, number, node.KeyOffset));
    }

    private void CheckValue(long number, ReadOnlyMemory<byte> bytes, LmdbNode node)
    {
        if (node.IsDatabase)
        {
            OnDatabase?.Invoke(bytes.Slice(node.KeyOffset, node.KeyLength), number, node.ValueOffset, LmdbDatabase.Read(bytes.Span[node.ValueOffset..]));
            return;
        }

        if (node.HasDuplicates)
        {
            CheckDuplicates(number, bytes, node);
            return;
        }

        if (!node.IsLarge)
        {
            OnRecord?.Invoke(number, node.ValueOffset, bytes.Slice(node.ValueOffset, (int)node.ValueLength));
            return;
        }

        var value = LmdbLargeValue.Reference(bytes.Span, number, node);
        var pages = LmdbLargeValue.Check(_bytes, _snapshot, value);
        _snapshot.CheckReference(value.FirstPage, number, node.ValueOffset, pages);
        _found = _found with { OverflowPages = _found.OverflowPages + pages };
        for (var page = value.FirstPage; page < value.FirstPage + pages; page++)
        {
            if (!_reached.Add(page)) throw _snapshot.Damage($"page {page} is referenced twice", number, node.ValueOffset);
        }

        OnRecord?.Invoke(number, node.ValueOffset, LmdbLargeValue.Read(_bytes, _snapshot, value));
    }

    private void CheckDuplicates(long number, ReadOnlyMemory<byte> bytes, LmdbNode node)
    {
        var stored = bytes.Slice(node.ValueOffset, (int)node.ValueLength);
        long values = 0;
        if (node.Kind == LmdbNodeKind.SubTree)
        {
            var tree = LmdbDatabase.Read(stored.Span);
            var check = new LmdbTreeCheck(_bytes, _snapshot.Values(tree), _pages, _reached, _problems, isFree: false);
            check.Run(tree, number, node.ValueOffset);
            values = check._found.Entries;
            _isWhole &= check._isWhole;
        }
        else
        {
            new LmdbPage(_snapshot.Values(default), number, stored.Span, node.ValueOffset).CheckTiling();
            foreach (var value in new LmdbDuplicates(_bytes, _snapshot, _pages).Values(bytes, number, node))
            {
                values++;
                if (value.Length > LmdbEngine.LongestKey) throw _snapshot.Damage($"one of several values has {value.Length} bytes, more than {LmdbEngine.LongestKey}", number, node.ValueOffset);
            }
        }

        if (values == 0) throw _snapshot.Damage("a key without values", number, node.ValueOffset);
        _found = _found with { Entries = _found.Entries + values - 1 };
    }

    private ReadOnlyMemory<byte> BranchKey(ReadOnlyMemory<byte> bytes, LmdbPage page, int index)
    {
        var key = page.BranchKey(index);
        var offset = page.NodeOffset(index);
        if (_isFree && key.Length != sizeof(ulong)) throw _snapshot.Damage($"a key of {key.Length} bytes in the free list", 0, offset);
        return bytes.Slice(offset + LmdbLayout.NodeHeaderLength, key.Length);
    }

    private int Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => _snapshot.Order.Compare(first, second);
}
