using MapKit.Source;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Checks a file of named databases (docs/formats/berkeley-db.md#named-databases): the directory, each database by the rules of its
/// own meta page, the free pages, and that no page is left over. Or one of the databases, with the directory and the free pages.
/// </summary>
internal sealed class NamedDatabasesCheck
{
    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly ProblemList _problems;
    private readonly CheckedPages _pages;
    private bool _hasHash;

    private NamedDatabasesCheck(PageFile file, MetaPage meta, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _problems = problems;
        _pages = new CheckedPages(file, problems) { IsSound = new PageCheck(file, meta, problems).IsSound };
    }

    /// <summary>Checks a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="meta">Its page 0.</param>
    /// <param name="page">The first <see cref="MetaPage.Length"/> bytes of the page.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="database">The one database that is checked, or null for all.</param>
    /// <returns>The type of that database, or of the directory; null if it could not be told.</returns>
    public static MapType? Run(PageFile file, MetaPage meta, byte[] page, ProblemList problems, string? database)
    {
        var check = new NamedDatabasesCheck(file, meta, problems);
        return database is null ? check.RunAll(page) : check.RunOne(page, database);
    }

    private MapType RunAll(byte[] page)
    {
        BerkeleyDbCheck.CheckLastPage(_file, _meta, _problems);
        var isKnown = CheckDirectory(page);
        if (isKnown && _problems.Try(() => { foreach (var record in BerkeleyDbFile.DirectoryOf(_file.Bytes).Records) CheckEntry(record); }))
            _pages.ReportUnreached(page => _hasHash && BerkeleyDbCheck.MayBeUnusedBucket(page), _hasHash);
        _pages.CheckChains();
        return _meta.Type;
    }

    private MapType? RunOne(byte[] page, string database)
    {
        MetaPage? named = null;
        var namedPage = new byte[MetaPage.Length];
        if (!_problems.Try(() => named = NamedDatabases.Find(_file.Bytes, _meta, BerkeleyDbFile.DirectoryOf(_file.Bytes, database), database, namedPage))) return null;
        CheckDirectory(page);
        CheckDatabase(named!, namedPage);
        _pages.CheckChains();
        return named!.Type;
    }

    private bool CheckDirectory(byte[] page)
    {
        _pages.FindUnwritten();
        BerkeleyDbCheck.CheckFreePages(_meta, _pages, _problems);
        return new DatabaseCheck(_file, _meta, _pages, _problems).Run(page);
    }

    private void CheckEntry(MapRecord entry) => _problems.Try(() =>
    {
        var page = new byte[MetaPage.Length];
        CheckDatabase(NamedDatabases.Read(_file.Bytes, _meta, DisplayText.Escape(entry.Key.Span), entry.Value, page), page);
    });

    private void CheckDatabase(MetaPage database, byte[] page) => _problems.Try(() =>
    {
        _pages.Reach(new PageReference(database.Number, 0, MetaPage.FlagsOffset));
        _hasHash |= database.Type == MapType.Hash;
        var before = _problems.FieldAt;
        _problems.FieldAt = (number, offset) => PageFields.NameAt(_file, database, number, offset);
        _pages.IsSound = new PageCheck(_file, database, _problems).IsSound;
        new DatabaseCheck(_file, database, _pages, _problems).Run(page);
        _problems.FieldAt = before;
    });
}
