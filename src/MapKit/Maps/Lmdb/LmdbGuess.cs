using System.Buffers.Binary;
using System.Numerics;
using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>Layout and page size of a file, from its meta pages or, if they are lost, from its other pages, which contain their numbers.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="PageSize">Bytes of a page.</param>
internal sealed record LmdbGuess(LmdbLayout Layout, int PageSize)
{
    private const int MostPagesTried = 4096;
    private const int SmallestPage = 512;
    private const int LargestPage = 65536;

    /// <summary>Makes the guess; null if no page looks like LMDB.</summary>
    public static LmdbGuess? FromPages(MapBytes bytes)
    {
        LmdbGuess? best = null;
        var bestBytes = 0L;
        foreach (var layout in new[] { LmdbLayout.Version1, LmdbLayout.Version3 })
        {
            for (var size = SmallestPage; size <= LargestPage; size *= 2)
            {
                var found = (CountPages(bytes, layout, size) + CountMetas(bytes, layout, size)) * (long)size;
                if (found > bestBytes) (best, bestBytes) = (new LmdbGuess(layout, size), found);
            }
        }

        return best;
    }

    /// <summary>The meta pages that can be read, the newest first.</summary>
    public List<LmdbMeta> Metas(MapBytes bytes)
    {
        var metas = new List<LmdbMeta>();
        for (var number = 0; number < LmdbSnapshot.FirstDataPage; number++)
        {
            if (ReadMeta(bytes, Layout, PageSize, number) is { } meta) metas.Add(meta);
        }

        return [.. metas.OrderByDescending(meta => meta.Transaction)];
    }

    private static int CountMetas(MapBytes bytes, LmdbLayout layout, int pageSize)
    {
        var count = 0;
        for (var number = 0; number < LmdbSnapshot.FirstDataPage; number++)
        {
            if (ReadMeta(bytes, layout, pageSize, number) is { } meta && meta.Free.Pad == pageSize) count++;
        }

        return count;
    }

    private static LmdbMeta? ReadMeta(MapBytes bytes, LmdbLayout layout, int pageSize, int number)
    {
        Span<byte> page = stackalloc byte[layout.HeaderLength + LmdbMeta.Length];
        if (((long)number * pageSize) + page.Length > bytes.Length) return null;
        bytes.Read((long)number * pageSize, page);
        var content = page[layout.HeaderLength..];
        return BinaryPrimitives.ReadUInt32LittleEndian(content) == LmdbMeta.Magic ? LmdbMeta.Read(content) : null;
    }

    private static int CountPages(MapBytes bytes, LmdbLayout layout, int pageSize)
    {
        var found = 0;
        var pages = bytes.Length / pageSize;
        var step = Math.Max(1, pages / MostPagesTried);
        Span<byte> header = stackalloc byte[layout.HeaderLength];
        for (var number = LmdbSnapshot.FirstDataPage; number < pages; number += step)
        {
            bytes.Read(number * pageSize, header);
            if (LmdbLayout.Number(header) == number && IsPage(layout, header, pageSize)) found++;
        }

        return found;
    }

    private static bool IsPage(LmdbLayout layout, ReadOnlySpan<byte> header, int pageSize)
    {
        var kind = layout.Flags(header) & LmdbLayout.KindFlags;
        if (!BitOperations.IsPow2(kind) || kind == LmdbLayout.MetaFlag) return false;
        return kind == LmdbLayout.OverflowFlag || (layout.Lower(header) <= layout.Upper(header) && layout.Upper(header) <= pageSize);
    }
}
