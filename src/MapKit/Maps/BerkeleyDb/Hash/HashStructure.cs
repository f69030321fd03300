using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Walks over the pages of a hash for its <see cref="MapStructure"/>.</summary>
internal static class HashStructure
{
    /// <summary>Walks.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(PageFile file, MetaPage meta, HashMetaPage hash)
    {
        var tally = new PageTally(file, meta);
        long empty = 0, longest = 0, total = 0;
        for (var bucket = 0L; bucket <= hash.MaxBucket; bucket++)
        {
            var length = tally.TryReadWritten(hash.PageOf((uint)bucket), out var page) ? Walk(page, tally) : 0;
            if (length == 0) empty++;
            longest = Math.Max(longest, length);
            total += length;
        }

        return new MapStructure
        {
            Pages = tally.Kinds(),
            Chains = new ChainLengths(AreSlots: false, hash.MaxBucket + 1L - empty, empty, longest, total),
            CountInHeader = hash.ElementCount,
            IsMadeByLibrary = meta.HasLibraryIdentity,
        };
    }

    /// <summary>Counts the pages of a bucket; none if it holds nothing.</summary>
    private static long Walk(Page page, PageTally tally)
    {
        var length = 0L;
        var hasPairs = false;
        for (var previous = 0u; ;)
        {
            length++;
            page.RequirePrevious(previous);
            for (var pairs = new HashPairs(page); pairs.MoveNext();)
            {
                hasPairs = true;
                if (pairs.KeyType == HashItem.OffPage) tally.CountOverflow(new OverflowItem(page, pairs.KeyStart).Length);
                if (pairs.ValueType == HashItem.OffPage) tally.CountOverflow(new OverflowItem(page, pairs.ValueStart).Length);
                else if (pairs.ValueType == HashItem.OffPageDuplicates) CountDuplicates(page, pairs.ValueStart + HashItem.DuplicatesRootOffset, tally);
            }

            if (page.Next.Target == 0) return hasPairs ? length : 0;
            previous = page.Number;
            page = tally.Read(page.Next);
        }
    }

    private static void CountDuplicates(Page page, int rootOffset, PageTally tally)
    {
        foreach (var leaf in BtreeLeaves.WalkDuplicates(tally, page.Reference(rootOffset))) BtreeStructure.CountItems(leaf, tally);
    }
}
