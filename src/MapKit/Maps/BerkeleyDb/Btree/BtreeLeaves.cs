using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>
/// Walks the leaves of a tree in key order. The way is down the tree, and the links between the leaves must agree with
/// it: so neither a broken link nor a lost child makes records disappear unnoticed.
/// </summary>
internal static class BtreeLeaves
{
    /// <summary>Bytes of an item on an internal page of a record-number tree: child (u32), records below (u32).</summary>
    public const int RecnoItemSize = 8;

    /// <summary>Where the number of records below stands, counted from the number of the child, in every internal page.</summary>
    public const int CountOffset = 4;

    /// <summary>The leaves below a root.</summary>
    /// <param name="pages">The walk that this one is part of.</param>
    /// <param name="root">The root, which may be a leaf.</param>
    /// <param name="leafType">What the leaves must be.</param>
    /// <param name="internalType">What the pages above them must be.</param>
    public static IEnumerable<Page> Walk(IPageSource pages, PageReference root, PageType leafType, PageType internalType) =>
        Walk(pages, pages.Read(root), leafType, internalType);

    /// <summary>The values in a tree of duplicates; the type of its root says which kind of tree it is (docs/formats/berkeley-db-hash.md#duplicates).</summary>
    public static IEnumerable<Page> WalkDuplicates(IPageSource pages, PageReference root)
    {
        var page = pages.Read(root);
        var (leafType, internalType) = TypesOfDuplicates(page);
        return Walk(pages, page, leafType, internalType);
    }

    /// <summary>The types of the leaves in a tree of duplicates and of the pages above them, told by one of its pages.</summary>
    public static (PageType LeafType, PageType InternalType) TypesOfDuplicates(Page page) =>
        page.Type is PageType.RecnoLeaf or PageType.RecnoInternal
            ? (PageType.RecnoLeaf, PageType.RecnoInternal)
            : (PageType.DuplicateLeaf, PageType.BtreeInternal);

    /// <summary>Checks that a page of a tree has the type that goes with its level.</summary>
    public static void Require(Page page, PageType leafType, PageType internalType)
    {
        var expected = page.Level == PageHeader.LeafLevel ? leafType : internalType;
        page.RequireIndexed(expected, expected);
        if (page.Level == 0) throw page.Damage(PageHeader.Level, "level 0 in a tree");
        if (expected == internalType && page.Entries == 0) throw page.Damage(PageHeader.Entries, "an internal page without children");
    }

    /// <summary>Checks that a child is one level below its parent.</summary>
    public static void RequireBelow(Page child, Page parent)
    {
        if (child.Level != parent.Level - 1)
            throw child.Damage(PageHeader.Level, $"level {child.Level} below page {parent.Number} of level {parent.Level}");
    }

    private static IEnumerable<Page> Walk(IPageSource pages, Page root, PageType leafType, PageType internalType)
    {
        Require(root, leafType, internalType);
        var path = new Stack<(Page Page, int Index)>();
        Page? last = null;
        for (var page = root; ;)
        {
            if (page.Level == PageHeader.LeafLevel)
            {
                if (last is { } before && before.Next.Target != page.Number)
                    throw before.Damage(PageHeader.Next, $"the next leaf is {page.Number}, but it says {before.Next.Target}");
                page.RequirePrevious(last?.Number ?? 0);
                yield return page;
                last = page;
            }
            else
            {
                path.Push((page, 0));
            }

            while (path.TryPeek(out var top) && top.Index == top.Page.Entries) path.Pop();
            if (path.Count == 0) break;
            var (parent, index) = path.Pop();
            path.Push((parent, index + 1));
            page = pages.Read(Child(parent, index));
            Require(page, leafType, internalType);
            RequireBelow(page, parent);
        }

        if (last is { } end && end.Next.Target != 0)
            throw end.Damage(PageHeader.Next, $"the last leaf says that {end.Next.Target} follows");
    }

    /// <summary>The child that an item of an internal page names.</summary>
    public static PageReference Child(Page page, int index)
    {
        if (page.Type == PageType.BtreeInternal) return page.Reference(BtreeInternalItem.Read(page, index).Offset + BtreeInternalItem.ChildOffset);
        return page.Reference(RecnoItem(page, index));
    }

    /// <summary>Where an item of an internal page of a record-number tree is, checked.</summary>
    public static int RecnoItem(Page page, int index)
    {
        var offset = page.ItemOffset(index);
        if (offset < page.IndexEnd || offset > page.Size - RecnoItemSize)
            throw page.Damage(page.IndexOffset(index), $"item {index} at {offset}, not between {page.IndexEnd} and {page.Size}");
        return offset;
    }
}
