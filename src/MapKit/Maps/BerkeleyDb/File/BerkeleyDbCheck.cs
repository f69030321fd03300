using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// Checks a whole file as <c>db_verify</c> does, and what libdb needs besides to find every key
/// (docs/formats/berkeley-db-hash.md#checks and docs/formats/berkeley-db-btree.md#checks): page 0, every page by itself, then the
/// way from page 0 to each of them.
/// </summary>
internal static class BerkeleyDbCheck
{
    /// <summary>Checks a file that Berkeley DB's magic number has told.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="database">The named database that is checked, with the directory that leads to it and the free pages; null for the whole file.</param>
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
        if (database is not null || IsDirectory(file, meta, page)) return NamedDatabasesCheck.Run(file, meta, page, problems, database);
        Run(file, meta, page, problems);
        return meta.Type;
    }

    /// <summary>Compares the number of the last page on page 0 with the size of the file.</summary>
    public static void CheckLastPage(PageFile file, MetaPage meta, ProblemList problems)
    {
        if (meta.KeepsLastPage && meta.LastPage.Target != file.PageCount - 1)
            problems.Add(file.Damage(meta.LastPage, $"last page {meta.LastPage.Target}, but the file has {file.PageCount} pages"));
    }

    /// <summary>Checks the list of free pages.</summary>
    public static void CheckFreePages(MetaPage meta, CheckedPages pages, ProblemList problems) => problems.Try(() =>
    {
        for (var reference = meta.FirstFreePage; reference.Target != 0;)
        {
            var page = pages.Read(reference);
            if (page.Type != PageType.Free) throw page.WrongType(PageType.Free);
            reference = page.Next;
        }
    });

    /// <summary>Whether a page that nothing leads to may be in a file with a hash: one of buckets that do not exist yet.</summary>
    public static bool MayBeUnusedBucket(Page page) => page.Type == PageType.Free || (page.Type is PageType.Hash or PageType.HashUnsorted && page.Entries == 0);

    private static void Run(PageFile file, MetaPage meta, byte[] page, ProblemList problems)
    {
        CheckLastPage(file, meta, problems);
        var checks = new PageCheck(file, meta, problems);
        var pages = new CheckedPages(file, problems) { IsSound = checks.IsSound };
        pages.CheckAll();
        CheckFreePages(meta, pages, problems);
        var isHash = meta.Type == MapType.Hash;
        if (new DatabaseCheck(file, meta, pages, problems).Run(page)) pages.ReportUnreached(current => isHash && MayBeUnusedBucket(current), isHash);
        pages.CheckChains();
    }

    private static bool IsDirectory(PageFile file, MetaPage meta, byte[] page)
    {
        try
        {
            return meta.Type == MapType.Btree && BtreeMetaPage.Read(file.Path, meta, page).HoldsNamedDatabases;
        }
        catch (MapFormatException)
        {
            // The check of the one database reports it.
            return false;
        }
    }
}
