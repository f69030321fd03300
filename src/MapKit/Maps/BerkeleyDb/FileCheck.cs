namespace MapKit.Maps.BerkeleyDb;

/// <summary>
/// Checks a whole file as <c>db_verify</c> does, and what libdb needs besides to find every key (map-files B.9, C.8):
/// page 0, every page by itself, then the way from page 0 to each of them.
/// </summary>
internal sealed class FileCheck
{
    private readonly PageFile _file;
    private readonly MetaPage _meta;
    private readonly ProblemList _problems;
    private readonly CheckedPages _pages;

    private FileCheck(PageFile file, MetaPage meta, ProblemList problems)
    {
        _file = file;
        _meta = meta;
        _problems = problems;
        _pages = new CheckedPages(file, problems);
    }

    /// <summary>Checks a file that Berkeley DB's magic number has told.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(MapBytes bytes, ProblemList problems)
    {
        problems.FieldAt = static (page, offset) => page is null or 0 ? MetaFields.NameAt((int)offset) : null;
        var page = new byte[MetaPage.Length];
        MetaPage? meta = null;
        problems.Try(() =>
        {
            bytes.Read(0, page);
            meta = MetaPage.Read(bytes.Path, bytes.Length, page, onFault: problems.Add);
        });
        if (meta is null) return;

        var file = new PageFile(bytes, meta);
        problems.FieldAt = (number, offset) => PageFields.NameAt(file, meta, number, offset);
        new FileCheck(file, meta, problems).Run(page);
    }

    private void Run(byte[] page)
    {
        if (_meta.KeepsLastPage && _meta.LastPage.Target != _file.PageCount - 1)
            _problems.Add(_file.Damage(_meta.LastPage, $"last page {_meta.LastPage.Target}, but the file has {_file.PageCount} pages"));
        var checks = new PageCheck(_file, _meta, _problems);
        for (var number = 1L; number < _file.PageCount; number++)
        {
            var current = _file.ReadUnchecked((uint)number, sequential: true);
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
                _file.Path, "the file holds named databases, which Postfix does not look into", 0, MetaPage.FlagsOffset));
            return;
        }

        new TreeCheck(_file, _pages, TreeKind.Main(_meta.Flags), _problems).Run(btree.Root);
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
            var reason = first == number - 1 ? "nothing leads to this page" : $"nothing leads to the pages {first} to {number - 1}";
            _problems.Add(new MapFormatException(_file.Path, reason, first, first * _file.PageSize));
            first = 0;
        }
    }

    private bool IsLost(uint number, Func<Page, bool> mayBe)
    {
        if (_pages.IsReached(number)) return false;
        if (_pages.IsUnwritten(number)) return _meta.Type == MapType.Btree;
        return _pages.IsDamaged(number) || !mayBe(_file.ReadUnchecked(number, sequential: true));
    }
}
