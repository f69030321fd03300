using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Walks over the pages of a btree for its <see cref="MapStructure"/>.</summary>
internal static class Btree185Structure
{
    /// <summary>Walks.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(BerkeleyDb185File file, Btree185MetaPage meta)
    {
        var free = Btree185FreeList.Read(file, meta);
        var tree = new NumberSet(file.PageCount);
        foreach (var leaf in Btree185Leaves.Walk(file, tree))
        {
            // The walk notes the pages of the tree.
        }

        var uses = new Dictionary<string, (long Pages, long Used)> { ["meta"] = (1, 0) };
        for (var number = 1u; number < file.PageCount; number++)
        {
            var page = Btree185Page.ReadUnchecked(file, number, PageAccess.Walk);
            var kind = free.Contains(number) ? "free"
                : !tree.Contains(number) ? page.Type == Btree185PageType.Overflow ? "overflow" : "not in use"
                : page.Type == Btree185PageType.Leaf ? "leaf" : "internal";
            var (pages, used) = uses.GetValueOrDefault(kind);
            uses[kind] = (pages + 1, used + (tree.Contains(number) ? UsedBytes(page) : 0));
        }

        return new MapStructure
        {
            Pages = [.. uses.Select(use => new PageUse(use.Key, use.Value.Pages, use.Value.Used, use.Value.Pages * file.PageSize))],
            IsMadeByLibrary = true,
        };
    }

    private static long UsedBytes(Btree185Page page)
    {
        var used = (long)Btree185Page.HeaderLength;
        for (var i = 0; i < page.Count; i++)
        {
            var item = Btree185Item.Read(page, i);
            used += sizeof(ushort) + item.End - item.Offset;
        }

        return used;
    }
}
