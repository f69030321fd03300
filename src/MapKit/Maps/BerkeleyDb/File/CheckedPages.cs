using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// The pages of a file that is checked, as the structure leads to them: each of them once, and none that is damaged by itself. Only
/// a chain may be named several times, if it says so (docs/formats/berkeley-db.md#overflow-chains).
/// </summary>
internal sealed class CheckedPages : IPageSource
{
    private readonly PageFile _file;
    private readonly ProblemList _problems;
    private readonly NumberSet _reached;
    private readonly NumberSet _unwritten;
    private readonly NumberSet _damaged;
    private readonly NumberSet _checked;
    private readonly Dictionary<uint, (int Found, int Recorded)> _shared = [];

    /// <summary>Starts with no page reached.</summary>
    public CheckedPages(PageFile file, ProblemList problems)
    {
        _file = file;
        _problems = problems;
        _reached = new NumberSet(file.PageCount);
        _unwritten = new NumberSet(file.PageCount);
        _damaged = new NumberSet(file.PageCount);
        _checked = new NumberSet(file.PageCount);
    }

    /// <summary>
    /// Checks a page by itself and reports its faults, by the rules of the database that leads to it. Each page is checked once.
    /// </summary>
    public required Func<Page, bool> IsSound { private get; set; }

    /// <summary>Checks every page, whether or not something leads to it.</summary>
    public void CheckAll()
    {
        for (var number = 1L; number < _file.PageCount; number++)
        {
            var page = _file.ReadUnchecked((uint)number, PageAccess.Walk);
            if (page.IsUnwritten) _unwritten.Add(number);
            else if (_checked.Add(number) && !IsSound(page)) _damaged.Add(number);
        }
    }

    /// <summary>Finds the pages that are all zero.</summary>
    public void FindUnwritten()
    {
        for (var number = 1L; number < _file.PageCount; number++)
        {
            if (_file.ReadUnchecked((uint)number, PageAccess.Walk).IsUnwritten) _unwritten.Add(number);
        }
    }

    /// <summary>Whether a page is all zero.</summary>
    public bool IsUnwritten(uint page) => _unwritten.Contains(page);

    /// <summary>Whether a page has a fault.</summary>
    public bool IsDamaged(uint page)
    {
        if (!IsUnwritten(page) && _checked.Add(page) && !IsSound(_file.ReadUnchecked(page, PageAccess.Walk))) _damaged.Add(page);
        return _damaged.Contains(page);
    }

    /// <summary>Whether something led to a page.</summary>
    public bool IsReached(uint page) => _reached.Contains(page);

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        if (reference.Target == 0) throw _file.Damage(reference, "page 0 is referenced, but holds no data");
        Reach(reference);
        if (IsUnwritten(reference.Target)) throw _file.Damage(reference, $"page {reference.Target} is referenced, but is all zero");
        if (IsDamaged(reference.Target)) throw _file.Damage(reference, $"page {reference.Target} is referenced, but is damaged");
        return _file.ReadUnchecked(reference.Target, PageAccess.Walk);
    }

    /// <summary>Notes that something leads to a page, whatever it holds.</summary>
    public void Reach(PageReference reference)
    {
        if (reference.Target >= _file.PageCount)
            throw _file.Damage(reference, $"page {reference.Target} is referenced, but the file has {_file.PageCount} pages");
        if (!_reached.Add(reference.Target)) throw _file.Damage(reference, $"page {reference.Target} is referenced twice");
    }

    /// <summary>Checks the chain of an item.</summary>
    /// <returns>Whether it is sound.</returns>
    public bool CheckChain(OverflowItem item) => item.FirstPage.Target is var first && IsKnownChain(first) || _problems.Try(() =>
    {
        item.Check(this);
        NoteReferences(first);
    });

    /// <summary>Reads the bytes of an item from its chain.</summary>
    /// <returns>The bytes, or null if the chain is broken, which is recorded.</returns>
    public ReadOnlyMemory<byte>? ReadChain(OverflowItem item)
    {
        ReadOnlyMemory<byte>? bytes = null;
        var first = item.FirstPage.Target;
        _problems.Try(() =>
        {
            if (IsKnownChain(first))
            {
                bytes = item.Read(_file, _file.PageCount);
                return;
            }

            bytes = item.Read(this, _file.PageCount);
            NoteReferences(first);
        });
        return bytes;
    }

    /// <summary>Compares the numbers of references that chains tell with those found.</summary>
    public void CheckChains()
    {
        foreach (var (first, (found, recorded)) in _shared)
        {
            if (found != recorded) _problems.Add(_file.ReadUnchecked(first, PageAccess.Walk).Damage(PageHeader.Entries, $"the chain records {recorded} references, but {found} lead to it"));
        }
    }

    /// <summary>Reports the pages to which nothing leads, neighbours together.</summary>
    /// <param name="mayBe">Which of those that are written and sound there may be.</param>
    /// <param name="mayBeUnwritten">Whether some may be all zero.</param>
    public void ReportUnreached(Func<Page, bool> mayBe, bool mayBeUnwritten)
    {
        var first = 0L;
        for (var number = 1L; number <= _file.PageCount; number++)
        {
            var lost = number < _file.PageCount && IsLost((uint)number);
            if (lost && first == 0) first = number;
            if (lost || first == 0) continue;
            var reason = first == number - 1 ? "this page is not referenced" : $"pages {first} to {number - 1} are not referenced";
            _problems.Add(new MapFormatException(_file.Path, reason, first, first * _file.PageSize));
            first = 0;
        }

        bool IsLost(uint number)
        {
            if (IsReached(number)) return false;
            return IsUnwritten(number) ? !mayBeUnwritten : _damaged.Contains(number) || !mayBe(_file.ReadUnchecked(number, PageAccess.Walk));
        }
    }

    // Only the first page of a chain that tells of several references gets here twice without being damage.
    private bool IsKnownChain(uint first)
    {
        if (!_shared.TryGetValue(first, out var references) || references.Found >= references.Recorded) return false;
        _shared[first] = references with { Found = references.Found + 1 };
        return true;
    }

    private void NoteReferences(uint first)
    {
        var recorded = _file.ReadUnchecked(first, PageAccess.Walk).Entries;
        if (recorded != 1) _shared[first] = (1, recorded);
    }
}
