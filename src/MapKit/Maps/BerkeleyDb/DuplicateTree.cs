namespace MapKit.Maps.BerkeleyDb;

/// <summary>The values of one key that were too many for its page (map-files B.7, C.3).</summary>
internal static class DuplicateTree
{
    /// <summary>All values, in the order of the tree.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The root of the tree.</param>
    /// <param name="pages">The walk that this one is part of.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Values(PageFile file, PageReference root, IPageSource pages)
    {
        foreach (var page in TreeLeaves.WalkDuplicates(pages, root))
        {
            var room = page.Size;
            for (var i = 0; i < page.Entries; i++)
            {
                var item = BtreeItem.Read(page, i);
                item.TakeFrom(page, ref room);
                if (item.Type == BtreeItem.Duplicates) throw page.Damage(item.Offset, "duplicates of a duplicate");
                if (!item.IsDeleted) yield return item.Data(page, pages, file.PageCount);
            }
        }
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
