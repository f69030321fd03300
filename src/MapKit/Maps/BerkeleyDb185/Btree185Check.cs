using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Checks a whole btree file (docs/formats/berkeley-db-185.md#btree-checks): page 0, the free pages, the tree, and the order of the keys.</summary>
internal sealed class Btree185Check
{
    private readonly BerkeleyDb185File _file;
    private readonly Btree185MetaPage _meta;
    private readonly ProblemList _problems;
    private readonly NumberSet _met;
    private readonly Btree185Search _search;
    private bool _hasKey;
    private ReadOnlyMemory<byte> _lastKey;

    private Btree185Check(BerkeleyDb185File file, Btree185MetaPage meta, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _problems = problems;
        _met = new NumberSet(file.PageCount);
        _search = new Btree185Search(file, meta.HoldsDuplicates);
    }

    /// <summary>Checks a file.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(MapBytes bytes, ProblemList problems)
    {
        problems.FieldAt = static (page, offset) => page is null or 0 ? Btree185MetaPage.NameAt(offset) : null;
        Btree185MetaPage? meta = null;
        if (!problems.Try(() => meta = Btree185MetaPage.Read(bytes))) return;
        new Btree185Check(new BerkeleyDb185File(bytes, meta!.PageSize, meta.Order), meta, problems).Run();
    }

    private void Run()
    {
        if (_file.LengthProblem is { } problem) _problems.Add(problem);
        NumberSet? free = null;
        _problems.Try(() => free = Btree185FreeList.Read(_file, _meta));
        _problems.Try(CheckLeaves);
        for (var number = 1u; free is not null && number < _file.PageCount && !_problems.IsFull; number++)
        {
            if (free.Contains(number) && _met.Contains(number))
                _problems.Add(_file.Damage(number, 0, "the page is in use and on the list of free pages"));
        }
    }

    private void CheckLeaves()
    {
        foreach (var leaf in Btree185Leaves.Walk(_file, _met)) CheckLeaf(leaf);
    }

    private void CheckLeaf(Btree185Page leaf)
    {
        var lowest = _file.PageSize;
        for (var i = 0; i < leaf.Count && !_problems.IsFull; i++)
        {
            var index = i;
            _problems.Try(() =>
            {
                var item = Btree185Item.Read(leaf, index);
                lowest = Math.Min(lowest, item.Offset);
                var key = item.ReadRecord(_file, _met).Key;
                CheckOrder(leaf, item, key);
                if (!_search.TryFind(key.Span, out _)) _problems.Add(leaf.Damage(item.Offset, "no lookup finds this key"));
            });
        }

        if (leaf.UpperProblem(lowest) is { } problem) _problems.Add(problem);
    }

    private void CheckOrder(Btree185Page leaf, Btree185Item item, ReadOnlyMemory<byte> key)
    {
        var order = _hasKey ? _lastKey.Span.SequenceCompareTo(key.Span) : -1;
        if (order > 0) _problems.Add(leaf.Damage(item.Offset, "a key is less than the one before it"));
        else if (order == 0 && !_meta.HoldsDuplicates) _problems.Add(leaf.Damage(item.Offset, "a key is the same as the one before it, in a file without duplicates"));
        (_hasKey, _lastKey) = (true, key);
    }
}
