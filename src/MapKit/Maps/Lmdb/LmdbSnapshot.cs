using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>The state of the file that the meta page in force describes, and how far its page numbers may go.</summary>
internal sealed class LmdbSnapshot
{
    /// <summary>The first page behind the meta pages.</summary>
    public const long FirstDataPage = 2;

    private readonly string _path;
    private readonly long _pageCount;

    /// <summary>Notes the facts.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="layout">Layout of its version.</param>
    /// <param name="meta">The meta page in force.</param>
    public LmdbSnapshot(MapBytes bytes, LmdbLayout layout, in LmdbMeta meta)
    {
        _path = bytes.Path;
        Layout = layout;
        PageSize = (int)meta.Free.Pad;
        _pageCount = bytes.Length / PageSize;
        LastPage = meta.LastPage;
        Main = meta.Main;
        Meta = meta;
        Free = meta.Free;
    }

    private LmdbSnapshot(LmdbSnapshot other)
    {
        _path = other._path;
        _pageCount = other._pageCount;
        Layout = other.Layout;
        PageSize = other.PageSize;
        LastPage = other.LastPage;
        Main = other.Main;
        Meta = other.Meta;
        Free = other.Free;
    }

    /// <summary>Where the fields are.</summary>
    public LmdbLayout Layout { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>Last page in use, as the meta page says. The file may be longer, or shorter if the last pages are free.</summary>
    public long LastPage { get; }

    /// <summary>The meta page in force.</summary>
    public LmdbMeta Meta { get; }

    /// <summary>Whole pages in the file.</summary>
    public long PageCount => _pageCount;

    /// <summary>The database of the free pages.</summary>
    public LmdbDatabase Free { get; }

    /// <summary>Number of the transaction that made this state.</summary>
    public long Transaction => Meta.Transaction;

    /// <summary>The database of the records.</summary>
    public LmdbDatabase Main { get; private init; }

    /// <summary>Whether the records of the main database that stand for named databases are read; they are damage where records are expected.</summary>
    public bool ListsDatabases { get; private init; }

    /// <summary>The same state, with its named databases to be read.</summary>
    public LmdbSnapshot Directory() => new(this) { ListsDatabases = true };

    /// <summary>The same state with the records of a named database.</summary>
    /// <param name="database">Its description.</param>
    public LmdbSnapshot At(in LmdbDatabase database) => new(this) { Main = database };

    /// <summary>What the file has besides its records and a file of version 1 without duplicates has not, or null.</summary>
    public string? LostByRewriting =>
        Layout != LmdbLayout.Version1 ? Layout.Name
        : Main.Flags != 0 ? "several values of one key (MDB_DUPSORT)"
        : null;

    /// <summary>Checks the number of a page that is referred to.</summary>
    /// <param name="page">The page referred to.</param>
    /// <param name="from">The page that refers to it.</param>
    /// <param name="offset">Where on that page.</param>
    /// <param name="pages">Number of pages meant, from that one on.</param>
    /// <exception cref="MapFormatException">There is no such page.</exception>
    public void CheckReference(long page, long from, int offset, long pages = 1)
    {
        if (page < FirstDataPage || page > LastPage - (pages - 1))
            throw Damage($"{Named(page, pages)}: pages in use are {FirstDataPage} to {LastPage}", from, offset);
        if (page > _pageCount - pages)
            throw Damage($"{Named(page, pages)}, beyond the end of the file of {_pageCount} pages (truncated?)", from, offset);
    }

    /// <summary>An exception about a place on a page.</summary>
    public MapFormatException Damage(string reason, long page, int offset) =>
        new(_path, reason, page, (page * PageSize) + offset);

    private static string Named(long page, long pages) =>
        pages == 1 ? $"a reference to page {page}" : $"a reference to {pages} pages from page {page} on";
}
