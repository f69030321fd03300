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
        Order = Main.Order;
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
        Names = other.Names;
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

    /// <summary>The order of its keys.</summary>
    public LmdbKeyOrder Order { get; private init; }

    /// <summary>Whether its keys are the values of one key of another database.</summary>
    public bool HoldsValues { get; private init; }

    /// <summary>What becomes of the records of the main database that stand for named databases.</summary>
    private LmdbNames Names { get; init; }

    /// <summary>Whether the records that stand for named databases are read; they are refused where only others are expected.</summary>
    public bool AcceptsDatabases => Names != LmdbNames.Refused;

    /// <summary>Whether a record is one of those that are wanted.</summary>
    /// <param name="isDatabase">Whether it stands for a named database.</param>
    public bool Wants(bool isDatabase) => Names == LmdbNames.AsRecords || isDatabase == (Names == LmdbNames.Alone);

    /// <summary>The same state, with its named databases to be read.</summary>
    public LmdbSnapshot Directory() => new(this) { Order = Order, Names = LmdbNames.Alone };

    /// <summary>The same state, with its named databases among the records, as programs see them that know of none.</summary>
    public LmdbSnapshot WithNames() => new(this) { Order = Order, Names = LmdbNames.AsRecords };

    /// <summary>The same state with the records of a named database.</summary>
    /// <param name="database">Its description.</param>
    public LmdbSnapshot At(in LmdbDatabase database) => new(this) { Main = database, Order = database.Order, Names = LmdbNames.Refused };

    /// <summary>The same state with the values of one key as keys.</summary>
    /// <param name="tree">The description of their tree; of no meaning where they are on a page inside their node.</param>
    public LmdbSnapshot Values(in LmdbDatabase tree)
    {
        var described = tree with { Flags = Main.ValueFlags };
        return new(this) { Main = described, Order = described.Order, HoldsValues = true, Names = LmdbNames.Refused };
    }

    /// <summary>What the file has besides its records and a file of version 1 without duplicates has not, or null.</summary>
    public string? LostByRewriting =>
        Layout != LmdbLayout.Version1 ? Layout.Name
        : Main.HoldsDuplicates ? "several values of one key (MDB_DUPSORT)"
        : Main.Flags != 0 ? $"another order of the keys (flags 0x{Main.Flags:x})"
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

/// <summary>What becomes of the records that stand for named databases.</summary>
internal enum LmdbNames
{
    /// <summary>They are refused.</summary>
    Refused,

    /// <summary>Only they are wanted.</summary>
    Alone,

    /// <summary>They are records like the others.</summary>
    AsRecords,
}
