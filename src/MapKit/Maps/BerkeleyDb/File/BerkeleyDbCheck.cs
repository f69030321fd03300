using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Checks a whole file as <c>db_verify</c> does, and what libdb needs besides to find every key
/// (docs/formats/berkeley-db-hash.md#checks and docs/formats/berkeley-db-btree.md#checks): page 0, every page by itself, then the
/// way from page 0 to each of them.
/// </summary>
internal sealed class BerkeleyDbCheck
{
    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly ProblemList _problems;
    private readonly CheckedPages _pages;

    private BerkeleyDbCheck(PageFile file, MetaPage meta, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _problems = problems;
        _pages = new CheckedPages(file, problems);
    }

    /// <summary>Checks a file that Berkeley DB's magic number has told.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="database">The named database that is checked, and the directory that leads to it; null for a file that is one map.</param>
    /// <returns>The type of the map, if that could be told.</returns>
    public static MapType? Run(MapBytes bytes, ProblemList problems, string? database = null)
    {
        problems.FieldAt = static (page, offset) => page is null or 0 ? MetaFields.NameAt((int)offset) : null;
        var page = new byte[MetaPage.Length];
        MetaPage? meta = null;
        problems.Try(() =>
        {
            bytes.Read(0, page);
            meta = MetaPage.Read(bytes.Path, bytes.Length, page, onProblem: problems.Add);
        });
        if (meta is null) return null;

        var file = new PageFile(bytes, meta);
        problems.FieldAt = (number, offset) => PageFields.NameAt(file, meta, number, offset);
        if (database is not null) return RunNamed(bytes, file, meta, page, database, problems);
        new BerkeleyDbCheck(file, meta, problems).Run(page);
        return meta.Type;
    }

    /// <summary>Checks the directory of a file, then one database, which has other rules for its pages than its neighbours.</summary>
    private static MapType? RunNamed(MapBytes bytes, PageFile file, MetaPage meta, byte[] page, string database, ProblemList problems)
    {
        MetaPage? named = null;
        var namedPage = new byte[MetaPage.Length];
        if (!problems.Try(() => named = NamedDatabases.Find(bytes, meta, BerkeleyDbFile.DirectoryOf(bytes, database), database, namedPage))) return null;
        var directory = new BerkeleyDbCheck(file, meta, problems);
        directory.CheckReached(() => directory.CheckTree(BtreeMetaPage.Read(file.Path, meta, page).Root));
        var check = new BerkeleyDbCheck(file, named!, problems);
        problems.FieldAt = (number, offset) => PageFields.NameAt(file, named!, number, offset);
        check.CheckReached(() =>
        {
            if (named!.Type == MapType.Hash) new HashCheck(file, named, HashMetaPage.Read(file.Path, named, namedPage, file.PageCount), check._pages, problems).Run();
            else check.CheckTree(BtreeMetaPage.Read(file.Path, named, namedPage).Root);
        });
        for (var number = 1u; number < file.PageCount; number++)
        {
            if (directory._pages.IsReached(number) && check._pages.IsReached(number))
                problems.Add(new MapFormatException(file.Path, $"the page belongs to the directory and to database \"{database}\"", number, number * (long)file.PageSize));
        }

        return named!.Type;
    }

    /// <summary>Checks pages by the rules of one database, and tells only of those to which it leads.</summary>
    /// <param name="walk">Goes to them.</param>
    private void CheckReached(Action walk)
    {
        var faults = new Dictionary<uint, IReadOnlyList<MapProblem>>();
        for (var number = 1u; number < _file.PageCount; number++)
        {
            var ofPage = new ProblemList { FieldAt = _problems.FieldAt };
            var current = _file.ReadUnchecked(number, PageAccess.Walk);
            if (current.IsUnwritten) _pages.SetUnwritten(number);
            else if (!new PageCheck(_file, _meta, ofPage).IsSound(current)) _pages.SetDamaged(number);
            if (ofPage.Count > 0) faults.Add(number, ofPage.Problems);
        }

        _problems.Try(walk);
        _pages.CheckChains();
        foreach (var (number, ofPage) in faults)
        {
            if (!_pages.IsReached(number)) continue;
            foreach (var problem in ofPage) _problems.Add(new MapFormatException(_file.Path, problem.Reason, problem.Page, problem.Offset));
        }
    }

    private void CheckTree(PageReference root) => new BtreeCheck(_file, _pages, TreeKind.Main(_meta.Flags), _problems).Run(root);

    private void Run(byte[] page)
    {
        if (_meta.KeepsLastPage && _meta.LastPage.Target != _file.PageCount - 1)
            _problems.Add(_file.Damage(_meta.LastPage, $"last page {_meta.LastPage.Target}, but the file has {_file.PageCount} pages"));
        var checks = new PageCheck(_file, _meta, _problems);
        for (var number = 1L; number < _file.PageCount; number++)
        {
            var current = _file.ReadUnchecked((uint)number, PageAccess.Walk);
            if (current.IsUnwritten) _pages.SetUnwritten((uint)number);
            else if (!checks.IsSound(current)) _pages.SetDamaged((uint)number);
        }

        CheckFreePages();
        if (_meta.Type == MapType.Hash) CheckHash(page);
        else CheckBtree(page);
        _pages.CheckChains();
    }

    private void CheckHash(byte[] page)
    {
        HashMetaPage? hash = null;
        if (!_problems.Try(() => hash = HashMetaPage.Read(_file.Path, _meta, page, _file.PageCount))) return;
        hash!.Check(_file.Path, _meta.Order, page, _file.PageCount, _problems);
        new HashCheck(_file, _meta, hash, _pages, _problems).Run();
        ReportUnreached(current => current.Type == PageType.Free || (current.Type is PageType.Hash or PageType.HashUnsorted && current.Entries == 0));
    }

    private void CheckBtree(byte[] page)
    {
        BtreeMetaPage? btree = null;
        if (!_problems.Try(() => btree = BtreeMetaPage.Read(_file.Path, _meta, page))) return;
        btree!.Check(_file.Path, _meta, page, _problems);
        if (btree.HoldsNamedDatabases)
        {
            _problems.Try(() => throw new MapFormatException(
                _file.Path, "the file holds named databases, which Postfix does not read", 0, MetaPage.FlagsOffset));
            return;
        }

        CheckTree(btree.Root);
        ReportUnreached(_ => false);
    }

    private void CheckFreePages() => _problems.Try(() =>
    {
        for (var reference = _meta.FirstFreePage; reference.Target != 0;)
        {
            var page = _pages.Read(reference);
            if (page.Type != PageType.Free) throw page.WrongType(PageType.Free);
            reference = page.Next;
        }
    });

    /// <summary>Reports the pages to which nothing leads, neighbours together.</summary>
    /// <param name="mayBe">Which of them there may be.</param>
    private void ReportUnreached(Func<Page, bool> mayBe)
    {
        var first = 0L;
        for (var number = 1L; number <= _file.PageCount; number++)
        {
            var lost = number < _file.PageCount && IsLost((uint)number, mayBe);
            if (lost && first == 0) first = number;
            if (lost || first == 0) continue;
            var reason = first == number - 1 ? "this page is not referenced" : $"pages {first} to {number - 1} are not referenced";
            _problems.Add(new MapFormatException(_file.Path, reason, first, first * _file.PageSize));
            first = 0;
        }
    }

    private bool IsLost(uint number, Func<Page, bool> mayBe)
    {
        if (_pages.IsReached(number)) return false;
        if (_pages.IsUnwritten(number)) return _meta.Type == MapType.Btree;
        return _pages.IsDamaged(number) || !mayBe(_file.ReadUnchecked(number, PageAccess.Walk));
    }
}
