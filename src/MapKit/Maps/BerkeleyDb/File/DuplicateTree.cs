using MapKit.Maps.BerkeleyDb.Btree;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// The values of one key that were too many for its page (docs/formats/berkeley-db-hash.md#duplicates and
/// docs/formats/berkeley-db-btree.md#leaf-pages).
/// </summary>
internal static class DuplicateTree
{
    /// <summary>All values, in the order of the tree.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The root of the tree.</param>
    /// <param name="pages">The walk that this one is part of.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Values(PageFile file, PageReference root, IPageSource pages)
    {
        foreach (var page in BtreeLeaves.WalkDuplicates(pages, root))
        {
            var room = page.Size;
            for (var i = 0; i < page.Entries; i++)
            {
                if (ReadValue(file, page, i, pages, ref room) is { } value) yield return value;
            }
        }
    }

    /// <summary>The values that can be reached in a damaged file, in the order of the tree: past a page or a value that is lost.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The root of the tree.</param>
    /// <param name="pages">The walk that this one is part of.</param>
    /// <param name="losses">Takes what cannot be read.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> ReachableValues(PageFile file, PageReference root, IPageSource pages, ProblemList losses)
    {
        // Of each child only what is a level lower than its parent counts, so the way down ends.
        var left = new Stack<(PageReference Reference, Page? Parent)>([(root, null)]);
        while (left.TryPop(out var next))
        {
            Page page = default;
            if (!losses.Try(() => page = ReadPage(next.Reference, next.Parent, pages)))
            {
                if (losses.IsFull) yield break;
                continue;
            }

            var room = page.Size;
            for (var i = 0; i < page.Entries; i++)
            {
                ReadOnlyMemory<byte>? value = null;
                var isRead = page.Level == PageHeader.LeafLevel
                    ? losses.Try(() => value = ReadValue(file, page, i, pages, ref room))
                    : losses.Try(() => left.Push((BtreeLeaves.Child(page, page.Entries - 1 - i), page)));
                if (value is { } found) yield return found;
                if (!isRead && losses.IsFull) yield break;
            }
        }
    }

    private static Page ReadPage(PageReference reference, Page? parent, IPageSource pages)
    {
        var page = pages.Read(reference);
        var (leafType, internalType) = BtreeLeaves.TypesOfDuplicates(page);
        BtreeLeaves.Require(page, leafType, internalType);
        if (parent is { } above) BtreeLeaves.RequireBelow(page, above);
        return page;
    }

    /// <returns>Null if the value has been deleted.</returns>
    private static ReadOnlyMemory<byte>? ReadValue(PageFile file, Page page, int index, IPageSource pages, ref int room)
    {
        var item = BtreeItem.Read(page, index);
        item.TakeFrom(page, ref room);
        if (item.Type == BtreeItem.Duplicates) throw page.Damage(item.Offset, "duplicates of a duplicate");
        return item.IsDeleted ? (ReadOnlyMemory<byte>?)null : item.Data(page, pages, file.PageCount);
    }

    /// <summary>The first value.</summary>
    /// <returns>False if all have been deleted.</returns>
    public static bool TryGetFirst(PageFile file, PageReference root, out ReadOnlyMemory<byte> value)
    {
        foreach (var first in Values(file, root, new PageScan(file)))
        {
            value = first;
            return true;
        }

        value = default;
        return false;
    }
}
