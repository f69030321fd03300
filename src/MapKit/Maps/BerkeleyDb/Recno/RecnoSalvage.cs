using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Recno;

/// <summary>
/// Reads the records that can be reached in a damaged recno database. A record has no key but its place, so only the tree tells its
/// number: past a lost page the numbers go on as the page above counts.
/// </summary>
internal static class RecnoSalvage
{
    /// <summary>The records that can be reached from the root.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="meta">The meta page of the database.</param>
    /// <param name="file">The pages of the file.</param>
    /// <param name="pages">Bounds the walk.</param>
    /// <param name="losses">Takes what cannot be read.</param>
    public static IEnumerable<MapRecord> Read(MapBytes bytes, MetaPage meta, PageFile file, LimitedPages pages, ProblemList losses)
    {
        BtreeMetaPage? recno = null;
        if (!losses.Try(() =>
        {
            var start = new byte[MetaPage.Length];
            bytes.Read((long)meta.Number * meta.PageSize, start);
            recno = BtreeMetaPage.Read(file.Path, meta, start);
        }))
        {
            yield break;
        }

        // Of each child only what is a level lower than its parent counts, so the way down ends.
        var left = new Stack<(PageReference Reference, Page? Parent, uint Number)>([(recno!.Root, null, 1)]);
        while (left.TryPop(out var next))
        {
            if (losses.IsFull) yield break;
            Page page = default;
            if (!losses.Try(() => page = ReadPage(next.Reference, next.Parent, pages))) continue;
            var number = next.Number;
            if (page.Level > PageHeader.LeafLevel)
            {
                PushChildren(page, number, left, losses);
                continue;
            }

            var room = page.Size;
            for (var i = 0; i < page.Entries && !losses.IsFull; i++, number = unchecked(number + 1))
            {
                ReadOnlyMemory<byte>? value = null;
                losses.Try(() => value = ReadValue(file, page, i, pages, ref room));
                if (value is { } found) yield return new MapRecord(RecordNumber.ToKey(number), found);
            }
        }
    }

    private static void PushChildren(Page page, uint number, Stack<(PageReference Reference, Page? Parent, uint Number)> left, ProblemList losses)
    {
        var children = new List<(PageReference Reference, Page? Parent, uint Number)>();
        losses.Try(() =>
        {
            for (var i = 0; i < page.Entries; i++)
            {
                children.Add((BtreeLeaves.Child(page, i), page, number));
                number = unchecked(number + RecnoReader.RecordsBelow(page, i));
            }
        });
        for (var i = children.Count - 1; i >= 0; i--) left.Push(children[i]);
    }

    private static Page ReadPage(PageReference reference, Page? parent, LimitedPages pages)
    {
        var page = pages.Read(reference);
        RecnoReader.RequireRecno(page);
        if (parent is { } above) BtreeLeaves.RequireBelow(page, above);
        return page;
    }

    /// <returns>Null where the record has been deleted.</returns>
    private static ReadOnlyMemory<byte>? ReadValue(PageFile file, Page page, int index, LimitedPages pages, ref int room)
    {
        var item = RecnoReader.ReadItem(page, index);
        item.TakeFrom(page, ref room);
        return item.IsDeleted ? (ReadOnlyMemory<byte>?)null : item.Data(page, pages, file.PageCount);
    }
}
