using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Walks over a tree.</summary>
internal static class Btree185Leaves
{
    /// <summary>The reference to the root.</summary>
    public static PageReference Root => new(Btree185MetaPage.Root, 0, 0);

    /// <summary>The leaves in key order. Their links, which the library follows, must lead to the same leaves.</summary>
    /// <param name="file">The file.</param>
    /// <param name="met">Takes every page of the tree.</param>
    /// <exception cref="MapFormatException">The tree is damaged.</exception>
    public static IEnumerable<Btree185Page> Walk(BerkeleyDb185File file, NumberSet met)
    {
        var left = new Stack<PageReference>([Root]);
        Btree185Page? before = null;
        while (left.TryPop(out var reference))
        {
            var page = Btree185Page.Read(file, reference, PageAccess.Walk);
            page.RequireItems();
            if (!met.Add(page.Number)) throw file.Damage(reference.Page, reference.Offset, $"page {page.Number} is referenced twice");
            if (page.Type == Btree185PageType.Internal)
            {
                for (var i = page.Count - 1; i >= 0; i--) left.Push(Btree185Item.Read(page, i).Child);
                continue;
            }

            RequireLinks(before, page);
            before = page;
            yield return page;
        }

        if (before is { } last && last.Next.Target != 0) throw last.Damage(Btree185Page.NextOffset, $"the last leaf says that page {last.Next.Target} follows it");
    }

    private static void RequireLinks(Btree185Page? before, Btree185Page page)
    {
        if (before is { } other && other.Next.Target != page.Number)
            throw other.Damage(Btree185Page.NextOffset, $"page {page.Number} follows it in the tree, but it says {other.Next.Target}");
        if (page.Previous.Target != (before?.Number ?? 0))
            throw page.Damage(Btree185Page.PreviousOffset, $"page {before?.Number ?? 0} comes before it in the tree, but it says {page.Previous.Target}");
    }
}
