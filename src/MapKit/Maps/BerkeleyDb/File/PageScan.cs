using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// One walk over a file. No page belongs to two places, so a page that turns up twice is damage, and no walk is longer
/// than the file.
/// </summary>
internal sealed class PageScan : IPageSource
{
    private readonly PageFile _file;
    private readonly ulong[] _seen;

    /// <summary>Starts a walk.</summary>
    public PageScan(PageFile file)
    {
        _file = file;
        _seen = new ulong[(file.PageCount + 63) / 64];
    }

    /// <inheritdoc/>
    public Page Read(PageReference reference)
    {
        var page = _file.Read(reference, PageAccess.Walk);
        MarkSeen(reference);
        return page;
    }

    /// <summary>As <see cref="PageFile.TryReadWritten"/>.</summary>
    public bool TryReadWritten(PageReference reference, out Page page)
    {
        if (!_file.TryReadWritten(reference, PageAccess.Walk, out page)) return false;
        MarkSeen(reference);
        return true;
    }

    /// <summary>Notes that a page has been met.</summary>
    /// <param name="reference">What led to it.</param>
    /// <exception cref="MapFormatException">It has been met before.</exception>
    public void MarkSeen(PageReference reference)
    {
        ref var word = ref _seen[reference.Target / 64];
        var bit = 1ul << (int)(reference.Target % 64);
        if ((word & bit) != 0) throw _file.Damage(reference, $"page {reference.Target} is referenced twice");
        word |= bit;
    }
}
