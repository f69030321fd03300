namespace MapKit.Maps;

/// <summary>
/// Pages of a map file, read when they are needed and kept in a small cache. A page that was handed out is never
/// written again, so slices of it may be kept, and many threads may ask at once without a lock.
/// </summary>
internal sealed class PageCache
{
    private const int CacheBytes = 16 << 20;
    private const int ReadAheadBytes = 64 << 10;

    private readonly MapBytes _bytes;
    private readonly CachedPage?[] _slots;

    /// <summary>Creates a cache over an open file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pageSize">Bytes per page, checked by the caller.</param>
    public PageCache(MapBytes bytes, int pageSize)
    {
        _bytes = bytes;
        PageSize = pageSize;
        PageCount = bytes.Length / pageSize;
        var slots = Math.Min(Math.Max(CacheBytes / pageSize, 64), Math.Max(PageCount, 1));
        _slots = new CachedPage?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)slots)];
    }

    /// <summary>Bytes per page.</summary>
    public int PageSize { get; }

    /// <summary>Whole pages in the file.</summary>
    public long PageCount { get; }

    /// <summary>One page. No allocation when it is in the cache.</summary>
    /// <param name="number">Page number; the caller has checked that it is below <see cref="PageCount"/>.</param>
    /// <param name="scanning">The following pages will be wanted too: read them along.</param>
    public ReadOnlyMemory<byte> Read(long number, bool scanning = false)
    {
        var cached = Volatile.Read(ref Slot(number));
        if (cached is not null && cached.Number == number) return cached.Bytes;
        var count = scanning ? (int)Math.Min(Math.Max(ReadAheadBytes / PageSize, 1), PageCount - number) : 1;
        return ReadFrom(number, count);
    }

    private ref CachedPage? Slot(long number) => ref _slots[(int)(number & (_slots.Length - 1))];

    private ReadOnlyMemory<byte> ReadFrom(long number, int count)
    {
        var block = GC.AllocateUninitializedArray<byte>(count * PageSize);
        _bytes.Read(number * PageSize, block);
        for (var i = count - 1; i >= 0; i--) Keep(number + i, block.AsMemory(i * PageSize, PageSize));
        return block.AsMemory(0, PageSize);
    }

    private void Keep(long number, ReadOnlyMemory<byte> bytes) => Volatile.Write(ref Slot(number), new CachedPage(number, bytes));

    private sealed record CachedPage(long Number, ReadOnlyMemory<byte> Bytes);
}
