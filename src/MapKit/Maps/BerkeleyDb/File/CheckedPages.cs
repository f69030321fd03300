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
    private readonly Dictionary<uint, (int Found, int Recorded)> _shared = [];

    /// <summary>Starts with no page reached.</summary>
    public CheckedPages(PageFile file, ProblemList problems)
    {
        _file = file;
        _problems = problems;
        _reached = new NumberSet(file.PageCount);
        _unwritten = new NumberSet(file.PageCount);
        _damaged = new NumberSet(file.PageCount);
    }

    /// <summary>Notes that a page is all zero.</summary>
    public void SetUnwritten(uint page) => _unwritten.Add(page);

    /// <summary>Notes that a page has a fault, which has been recorded.</summary>
    public void SetDamaged(uint page) => _damaged.Add(page);

    /// <summary>Whether a page is all zero.</summary>
    public bool IsUnwritten(uint page) => _unwritten.Contains(page);

    /// <summary>Whether a page has a fault.</summary>
    public bool IsDamaged(uint page) => _damaged.Contains(page);

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
