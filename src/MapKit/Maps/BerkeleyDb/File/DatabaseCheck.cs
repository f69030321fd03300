using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Checks one database from its meta page on.</summary>
/// <param name="file">The file.</param>
/// <param name="meta">The shared fields of the meta page.</param>
/// <param name="pages">The pages of the file, as they are reached.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class DatabaseCheck(PageFile file, MetaPage meta, CheckedPages pages, ProblemList problems)
{
    /// <summary>Checks it.</summary>
    /// <param name="page">The first <see cref="MetaPage.Length"/> bytes of the meta page.</param>
    /// <returns>Whether the fields of its access method could be read.</returns>
    public bool Run(byte[] page) => meta.Type == MapType.Hash ? RunHash(page) : RunTree(page);

    private bool RunHash(byte[] page)
    {
        HashMetaPage? hash = null;
        if (!problems.Try(() => hash = HashMetaPage.Read(file.Path, meta, page, file.PageCount))) return false;
        hash!.Check(file.Path, meta, page, file.PageCount, problems);
        new HashCheck(file, meta, hash, pages, problems).Run();
        return true;
    }

    private bool RunTree(byte[] page)
    {
        BtreeMetaPage? btree = null;
        if (!problems.Try(() => btree = BtreeMetaPage.Read(file.Path, meta, page))) return false;
        btree!.Check(file.Path, meta, page, problems);
        var kind = meta.Type == MapType.Recno ? TreeKind.Recno(btree.RecordLength) : TreeKind.Main(meta.Flags);
        new BtreeCheck(file, pages, kind, problems).Run(btree.Root);
        return true;
    }
}
