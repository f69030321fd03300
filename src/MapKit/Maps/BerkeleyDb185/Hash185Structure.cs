using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Walks over the pages of a hash for its <see cref="MapStructure"/>.</summary>
internal static class Hash185Structure
{
    /// <summary>Walks.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapStructure Measure(Hash185File file)
    {
        var (pageCount, header) = (file.Pages.PageCount, file.Header);
        var (buckets, chained) = (new NumberSet(pageCount), new NumberSet(pageCount));
        long empty = 0, longest = 0, total = 0;
        for (var bucket = 0L; bucket <= header.LastBucket; bucket++)
        {
            var first = file.ReadBucket((uint)bucket, PageAccess.Walk);
            buckets.Add(first.Number);
            var pairs = new Hash185Pairs(file, first, PageAccess.Walk, chained);
            var hasPairs = false;
            for (; pairs.MoveNext(); hasPairs = true)
            {
                if (pairs.IsBig) pairs.PassBig([], out _);
            }

            var length = hasPairs ? pairs.PagesMet : 0;
            if (!hasPairs) empty++;
            longest = Math.Max(longest, length);
            total += length;
        }

        var uses = new Dictionary<string, (long Pages, long Used)>();
        Add(uses, "meta", header.HeaderPages, 0);
        for (var number = (long)header.HeaderPages; number < pageCount; number++)
        {
            if (!buckets.Contains(number) && !chained.Contains(number))
            {
                Add(uses, "not in use", 1, 0);
                continue;
            }

            var page = Hash185Page.Read(file.Pages, number, PageAccess.Walk);
            var used = page.Count == 0 ? page.EntriesEnd : page.EntriesEnd + file.Pages.PageSize - page.Lowest;
            Add(uses, buckets.Contains(number) ? "bucket" : page.IsBig ? "overflow" : "chained", 1, used);
        }

        return new MapStructure
        {
            Pages = [.. uses.Select(use => new PageUse(use.Key, use.Value.Pages, use.Value.Used, use.Value.Pages * file.Pages.PageSize))],
            Chains = new ChainLengths(AreSlots: false, header.LastBucket + 1L - empty, empty, longest, total),
            IsMadeByLibrary = true,
        };
    }

    private static void Add(Dictionary<string, (long Pages, long Used)> uses, string kind, long pages, long used)
    {
        var (knownPages, knownUsed) = uses.GetValueOrDefault(kind);
        uses[kind] = (knownPages + pages, knownUsed + used);
    }
}
