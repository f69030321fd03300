using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>Tells page size, byte order and type of a file from its pages, which carry their own numbers.</summary>
internal static class BerkeleyDbGuess
{
    private const int MostPagesTried = 4096;
    private const int HeaderLength = PageHeader.ChecksummedLength + PageHeader.IndexEntry;

    /// <summary>What page 0 would say, or null if the pages are none of Berkeley DB's.</summary>
    public static MetaPage? FromPages(MapBytes bytes)
    {
        var start = new byte[MetaPage.Length];
        if (bytes.Length >= MetaPage.Length)
        {
            bytes.Read(0, start);
            if (Recorded(bytes, start) is { } recorded && (bytes.Length < 2L * recorded.PageSize || Votes.Count(bytes, recorded.PageSize, recorded.Order).Pages > 0))
                return recorded;
        }

        return Guessed(bytes);
    }

    private static MetaPage? Recorded(MapBytes bytes, byte[] start)
    {
        try
        {
            return MetaPage.Read(bytes.Path, bytes.Length, start, onProblem: static _ => { });
        }
        catch (MapFormatException)
        {
            // Then the other pages must tell.
            return null;
        }
    }

    private static MetaPage? Guessed(MapBytes bytes)
    {
        Votes best = default;
        var (bestSize, bestOrder) = (0, default(ByteOrder));
        for (var size = MetaPage.Length; size <= MetaPage.MaximumPageSize; size *= 2)
        {
            foreach (var order in new[] { new ByteOrder(false), new ByteOrder(true) })
            {
                var votes = Votes.Count(bytes, size, order);
                if (votes.Pages * (long)size <= best.Pages * (long)bestSize) continue;
                (best, bestSize, bestOrder) = (votes, size, order);
            }
        }

        if (best.Pages == 0) return null;
        var type = best.Hash >= best.Btree ? MapType.Hash : MapType.Btree;
        return new MetaPage(type, bestOrder, MetaPage.WrittenVersion, bestSize, best.Checksummed > best.Plain, 0, default, default);
    }

    /// <summary>How many pages speak for a page size and byte order, and what they hold.</summary>
    private record struct Votes(int Pages, int Hash, int Btree, int Plain, int Checksummed)
    {
        public static Votes Count(MapBytes bytes, int pageSize, ByteOrder order)
        {
            var votes = default(Votes);
            Span<byte> header = stackalloc byte[HeaderLength];
            var pages = bytes.Length / pageSize;
            var step = Math.Max(1, pages / MostPagesTried);
            for (var number = 1L; number < pages; number += step)
            {
                bytes.Read(number * pageSize, header);
                if (order.UInt32(header, PageHeader.Number) == number) votes.Add(header, pageSize, order);
            }

            return votes;
        }

        private void Add(ReadOnlySpan<byte> header, int pageSize, ByteOrder order)
        {
            var type = (PageType)header[PageHeader.Type];
            if (type is not (PageType.Hash or PageType.HashUnsorted or PageType.BtreeLeaf or PageType.BtreeInternal or PageType.Overflow
                or PageType.RecnoLeaf or PageType.RecnoInternal or PageType.DuplicateLeaf)) return;
            Pages++;
            if (type is PageType.Hash or PageType.HashUnsorted) Hash++;
            if (type is PageType.BtreeLeaf) Btree++;
            var entries = order.UInt16(header, PageHeader.Entries);
            if (type == PageType.Overflow || entries == 0) return;
            if (IsItem(header, PageHeader.Length)) Plain++;
            else if (IsItem(header, PageHeader.ChecksummedLength)) Checksummed++;

            bool IsItem(ReadOnlySpan<byte> page, int index) => order.UInt16(page, index) is var item
                && item >= index + (entries * PageHeader.IndexEntry) && item < pageSize;
        }
    }
}
