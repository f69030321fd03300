using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>The free pages of a btree. They keep what was on them, so they look like pages in use.</summary>
internal static class Btree185FreeList
{
    /// <summary>Reads the list.</summary>
    /// <param name="file">The file.</param>
    /// <param name="meta">Page 0.</param>
    /// <returns>The free pages.</returns>
    /// <exception cref="MapFormatException">The list is damaged.</exception>
    public static NumberSet Read(BerkeleyDb185File file, Btree185MetaPage meta)
    {
        var free = new NumberSet(file.PageCount);
        for (var reference = new PageReference(meta.FirstFree, 0, Btree185MetaPage.FirstFreeOffset); reference.Target != 0;)
        {
            var page = Btree185Page.Read(file, reference, PageAccess.Walk);
            if (!free.Add(page.Number)) throw file.Damage(reference.Page, reference.Offset, $"page {page.Number} is on the list of free pages twice");
            reference = page.Next;
        }

        return free;
    }
}
