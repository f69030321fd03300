using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>Walks over the pages of an LMDB file for its <see cref="MapStructure"/>.</summary>
internal static class LmdbStructure
{
    /// <summary>Walks.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(LmdbSnapshot snapshot, PageCache pages)
    {
        var (meta, layout, size) = (snapshot.Meta, snapshot.Layout, snapshot.PageSize);
        long branches = 0, leaves = 0, large = 0, branchBytes = 0, leafBytes = 0, largeBytes = 0;
        var next = new Stack<(long Number, LmdbSnapshot Tree)>();
        if (snapshot.Main.Root != LmdbDatabase.NoRoot) next.Push((snapshot.Main.Root, snapshot));
        while (next.TryPop(out var reached))
        {
            var (number, tree) = reached;
            if (branches + leaves >= pages.PageCount) throw snapshot.Damage("more pages are reached than the file has: some are reached twice", number, 0);
            var bytes = pages.Read(number, PageAccess.Walk).Span;
            var page = new LmdbPage(tree, number, bytes);
            var used = layout.Lower(bytes) + size - layout.Upper(bytes);
            if (page.IsBranch)
            {
                branches++;
                branchBytes += used;
                for (var i = page.Count - 1; i >= 0; i--) next.Push((page.Child(i), tree));
                continue;
            }

            leaves++;
            leafBytes += used;
            for (var i = 0; i < page.Count; i++)
            {
                var node = page.Record(i);
                if (node.Kind == LmdbNodeKind.SubTree)
                {
                    var values = LmdbDatabase.Read(bytes[node.ValueOffset..]);
                    snapshot.CheckReference(values.Root, number, node.ValueOffset + LmdbDatabase.RootOffset);
                    next.Push((values.Root, tree.Values(values)));
                }

                if (!node.IsLarge) continue;
                large += layout.OverflowPages(node.ValueLength, size);
                largeBytes += layout.HeaderLength + node.ValueLength;
            }
        }

        var freeList = meta.Free.BranchPages + meta.Free.LeafPages + meta.Free.OverflowPages;

        // The rest belongs to all databases of a file together.
        var isWhole = snapshot.Main == meta.Main;
        var free = isWhole ? meta.LastPage + 1 - LmdbSnapshot.FirstDataPage - branches - leaves - large - freeList : 0;
        return new MapStructure
        {
            Pages =
            [
                .. new[]
                {
                    new PageUse("meta", LmdbSnapshot.FirstDataPage, 0, LmdbSnapshot.FirstDataPage * size),
                    new PageUse("branch", branches, branchBytes, branches * size),
                    new PageUse("leaf", leaves, leafBytes, leaves * size),
                    new PageUse("overflow", large, largeBytes, large * size),
                    new PageUse("free list", freeList, 0, freeList * size),
                    new PageUse("free", free, 0, free * size),
                }.Where(kind => kind.Pages > 0),
            ],
            Lmdb = new LmdbState(meta.MapSize, meta.Transaction, meta.LastPage),
        };
    }
}

/// <summary>What the meta page in force of an LMDB file says.</summary>
/// <param name="MapSize">Size of the mapping in bytes that the last writer used.</param>
/// <param name="Transaction">Number of the last transaction: 1 for a map that was built and not changed since.</param>
/// <param name="LastPage">Last page in use.</param>
internal sealed record LmdbState(long MapSize, long Transaction, long LastPage);
