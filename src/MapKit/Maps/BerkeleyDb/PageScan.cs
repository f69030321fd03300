namespace MapKit.Maps.BerkeleyDb;

/// <summary>
/// One walk over a file. No page belongs to two places, so a page that turns up twice is damage, and no walk is longer
/// than the file. Pages that follow one another are read in larger pieces.
/// </summary>
internal sealed class PageScan : IPageSource
{
    private readonly PageFile _file;
    private readonly ulong[] _seen;
    private uint _last;

    /// <summary>Starts a walk.</summary>
    public PageScan(PageFile file)
    {
        _file = file;
        _seen = new ulong[(file.PageCount + 63) / 64];
    }

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        var page = _file.Read(reference, AccessTo(reference));
        MarkSeen(reference);
        return page;
    }

    /// <summary>As <see cref="PageFile.TryReadWritten"/>.</summary>
    public bool TryReadWritten(PageReference reference, out Page page)
    {
        if (!_file.TryReadWritten(reference, AccessTo(reference), out page)) return false;
        MarkSeen(reference);
        return true;
    }

    private PageAccess AccessTo(PageReference reference)
    {
        var access = reference.Target == _last + 1 ? PageAccess.WalkOnward : PageAccess.Walk;
        _last = reference.Target;
        return access;
    }

    private void MarkSeen(PageReference reference)
    {
        ref var word = ref _seen[reference.Target / 64];
        var bit = 1ul << (int)(reference.Target % 64);
        if ((word & bit) != 0) throw _file.Damage(reference, $"page {reference.Target} is named in two places");
        word |= bit;
    }
}
