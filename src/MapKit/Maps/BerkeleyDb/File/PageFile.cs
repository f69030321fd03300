using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The pages of an open file, checked for number and sum as they are read.</summary>
internal sealed class PageFile : IPageSource, IDisposable
{
    private readonly MapBytes _bytes;
    private readonly PageCache _cache;
    private readonly bool _hasChecksums;

    /// <summary>Creates the view of a file; takes the file over.</summary>
    public PageFile(MapBytes bytes, MetaPage meta)
    {
        _bytes = bytes;
        _cache = new PageCache(bytes, meta.PageSize);
        _hasChecksums = meta.HasChecksums;
        Order = meta.Order;
        HeaderLength = meta.HeaderLength;
    }

    /// <summary>The path, for messages.</summary>
    public string Path => _bytes.Path;

    /// <summary>Size of the file in bytes.</summary>
    public long Length => _bytes.Length;

    /// <summary>Byte order of all integers.</summary>
    public ByteOrder Order { get; }

    /// <summary>Bytes of a page before its index array or data.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes per page.</summary>
    public int PageSize => _cache.PageSize;

    /// <summary>Pages in the file.</summary>
    public long PageCount => _cache.PageCount;

    /// <inheritdoc/>
    public Page Read(PageReference reference) => Read(reference, PageAccess.Lookup);

    /// <summary>The page that a reference leads to.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="access">What it is wanted for.</param>
    public Page Read(PageReference reference, PageAccess access)
    {
        if (reference.Target >= PageCount)
            throw Damage(reference, $"page {reference.Target} is referenced, but the file has {PageCount} pages");
        return Check(ReadBytes(reference, access));
    }

    /// <summary>
    /// The page that a reference leads to, unless it was never written: then it lies beyond the end of the file or is all zero
    /// (docs/formats/berkeley-db-hash.md#items). Only first pages of hash buckets may be so.
    /// </summary>
    public bool TryReadWritten(PageReference reference, PageAccess access, out Page page)
    {
        page = default;
        if (reference.Target >= PageCount) return false;
        page = ReadBytes(reference, access);

        if (page.IsUnwritten) return false;
        Check(page);
        return true;
    }

    /// <summary>The bytes of the file.</summary>
    public MapBytes Bytes => _bytes;

    /// <summary>A page that was written, through a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="offset">Where the page begins in the file.</param>
    /// <param name="page">It, until the window is used again.</param>
    /// <returns>False where no page is, or none was written.</returns>
    public bool TryReadThrough(FileWindow window, long offset, out Page page)
    {
        page = default;
        if (!window.TryRead(offset, PageSize, out var bytes)) return false;
        page = new Page(this, (uint)(offset / PageSize), bytes);
        if (page.IsUnwritten) return false;
        Check(page);
        return true;
    }

    /// <summary>A page as it is.</summary>
    /// <param name="number">Its number, from 1 to below <see cref="PageCount"/>.</param>
    /// <param name="access">What it is wanted for.</param>
    public Page ReadUnchecked(uint number, PageAccess access) => new(this, number, _cache.Read(number, access));

    /// <summary>What is wrong with the sum of a page, or null.</summary>
    public MapFormatException? SumProblem(Page page) => _hasChecksums ? PageChecksum.FindProblem(page) : null;

    /// <summary>What is wrong with the number of a page, or null.</summary>
    public static MapFormatException? NumberProblem(Page page)
    {
        var number = page.UInt32(PageHeader.Number);
        return number == page.Number ? null : page.Damage(PageHeader.Number, $"the page says it is page {number}");
    }

    /// <summary>What is wrong with a reference.</summary>
    public MapFormatException Damage(PageReference reference, string reason) =>
        new(Path, reason, reference.Page, ((long)reference.Page * PageSize) + reference.Offset);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private Page ReadBytes(PageReference reference, PageAccess access) => reference.Target == 0
        ? throw Damage(reference, "page 0 is referenced, but holds no data")
        : ReadUnchecked(reference.Target, access);

    private Page Check(Page page) => (SumProblem(page) ?? NumberProblem(page)) is { } problem ? throw problem : page;
}
