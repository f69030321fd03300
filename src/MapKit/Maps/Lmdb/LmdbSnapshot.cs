using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>The state of the file that the current meta page describes, and the limits of its page numbers.</summary>
internal sealed class LmdbSnapshot
{
    /// <summary>The first page after the meta pages.</summary>
    public const long FirstDataPage = 2;

    private readonly string _path;
    private readonly long _pageCount;

    /// <summary>Creates a snapshot.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="layout">Layout of its version.</param>
    /// <param name="meta">The number of the current meta page.</param>
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

    /// <summary>The places of the fields.</summary>
    public LmdbLayout Layout { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>Last page in use, according to the meta page. The file may be longer, or shorter if the last pages are free.</summary>
    public long LastPage { get; }

    /// <summary>The number of the current meta page.</summary>
    public LmdbMeta Meta { get; }

    /// <summary>Whole pages in the file.</summary>
    public long PageCount => _pageCount;

    /// <summary>The database of the free pages.</summary>
    public LmdbDatabase Free { get; }

    /// <summary>Number of the transaction that wrote this state.</summary>
    public long Transaction => Meta.Transaction;

    /// <summary>The database of the records.</summary>
    public LmdbDatabase Main { get; private init; }

    /// <summary>The order of its keys.</summary>
    public LmdbKeyOrder Order { get; private init; }

    /// <summary>Whether its keys are the values of one key of another database.</summary>
    public bool HoldsValues { get; private init; }

    /// <summary>The handling of the main database's records of named databases.</summary>
    private LmdbNames Names { get; init; }

    /// <summary>Whether the records of named databases are read; they are refused if only others are expected.</summary>
    public bool AcceptsDatabases => Names != LmdbNames.Refused;

    /// <summary>Whether a record is requested.</summary>
    /// <param name="isDatabase">Whether it is the record of a named database.</param>
    public bool Wants(bool isDatabase) => Names == LmdbNames.AsRecords || isDatabase == (Names == LmdbNames.Alone);

    /// <summary>The same state, for reading its named databases.</summary>
    public LmdbSnapshot Directory() => new(this) { Order = Order, Names = LmdbNames.Alone };

    /// <summary>The same state, with its named databases among the records, as for programs without named databases.</summary>
    public LmdbSnapshot WithNames() => new(this) { Order = Order, Names = LmdbNames.AsRecords };

    /// <summary>The same state with the records of a named database.</summary>
    /// <param name="database">Its description.</param>
    public LmdbSnapshot At(in LmdbDatabase database) => new(this) { Main = database, Order = database.Order, Names = LmdbNames.Refused };

    /// <summary>The same state with the values of one key as keys.</summary>
    /// <param name="tree">The description of their tree; unused if they are on a page inside their node.</param>
    public LmdbSnapshot Values(in LmdbDatabase tree)
    {
        var described = tree with { Flags = Main.ValueFlags };
        return new(this) { Main = described, Order = described.Order, HoldsValues = true, Names = LmdbNames.Refused };
    }

    /// <summary>A feature of the file that a file of version 1 without duplicates does not have, or null.</summary>
    public string? LostByRewriting =>
        Layout != LmdbLayout.Version1 ? Layout.Name
        : Main.HoldsDuplicates ? "several values of one key (MDB_DUPSORT)"
        : Main.Flags != 0 ? $"another order of the keys (flags 0x{Main.Flags:x})"
        : null;

    /// <summary>Checks a referenced page number.</summary>
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

/// <summary>The handling of the records of named databases.</summary>
internal enum LmdbNames
{
    /// <summary>Refuse them.</summary>
    Refused,

    /// <summary>Read only them.</summary>
    Alone,

    /// <summary>Read them like other records.</summary>
    AsRecords,
}
