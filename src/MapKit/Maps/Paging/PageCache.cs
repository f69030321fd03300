using System.Numerics;

namespace MapKit.Maps.Paging;

/// <summary>
/// Pages of a map file, read on demand and cached. A returned page is never written again, so slices
/// of it may be kept, and many threads may read at once without a lock. Keys are looked up in any order, so a cache smaller
/// than the file would read a page for almost every key: for a file up to a generous limit all pages that lookups have read
/// are kept, in blocks of adjacent pages, which take little longer to read than one. Scans of a file read each page about
/// once; few of their pages are kept, separately.
/// </summary>
internal sealed class PageCache
{
    private const int LookupBytes = 256 << 20;
    private const int WalkBytes = 1 << 20;
    private const int FewestSlots = 64;
    private const int BytesAtOnce = 64 << 10;

    private readonly MapBytes _bytes;
    private readonly int _pagesAtOnce;

    // For a file that may be cached completely. The lookup does not touch the memory of a page.
    private readonly byte[]?[]? _blocks;

    private CachedPage?[]? _lookups;
    private CachedPage?[]? _walks;
    private long _lastWalked;

    /// <summary>Creates a cache over an open file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pageSize">Bytes per page, checked by the caller.</param>
    public PageCache(MapBytes bytes, int pageSize)
    {
        _bytes = bytes;
        PageSize = pageSize;
        PageCount = bytes.Length / pageSize;
        _pagesAtOnce = Math.Max(BytesAtOnce / pageSize, 1);
        if (bytes.Length <= LookupBytes) _blocks = new byte[(PageCount + _pagesAtOnce - 1) / _pagesAtOnce][];
    }

    /// <summary>Bytes per page.</summary>
    public int PageSize { get; }

    /// <summary>Whole pages in the file.</summary>
    public long PageCount { get; }

    /// <summary>One page. No allocation when it is in the cache.</summary>
    /// <param name="number">Page number; the caller has checked that it is below <see cref="PageCount"/>.</param>
    /// <param name="access">What it is wanted for.</param>
    public ReadOnlyMemory<byte> Read(long number, PageAccess access = PageAccess.Lookup)
    {
        if (access == PageAccess.Walk)
        {
            // The pages after this one are also read if the scan seems to be sequential.
            var onward = Interlocked.Exchange(ref _lastWalked, number) + 1 == number;
            return Read(number, onward ? _pagesAtOnce : 1, Slots(ref _walks, WalkBytes));
        }

        if (_blocks is null) return Read(number, 1, Slots(ref _lookups, LookupBytes));
        var block = (int)number / _pagesAtOnce;
        var bytes = Volatile.Read(ref _blocks[block]) ?? ReadBlock(_blocks, block);
        return bytes.AsMemory(((int)number - (block * _pagesAtOnce)) * PageSize, PageSize);
    }

    private byte[] ReadBlock(byte[]?[] blocks, int block)
    {
        // The block is kept permanently, so it is allocated where the garbage collector does not move it.
        var bytes = ReadPages((long)block * _pagesAtOnce, _pagesAtOnce, pinned: true);
        Volatile.Write(ref blocks[block], bytes);
        return bytes;
    }

    private ReadOnlyMemory<byte> Read(long number, int atOnce, CachedPage?[] slots)
    {
        var cached = Volatile.Read(ref slots[SlotOf(slots, number)]);
        if (cached is not null && cached.Number == number) return cached.Bytes;
        var bytes = ReadPages(number, atOnce, pinned: false);
        for (var i = (bytes.Length / PageSize) - 1; i >= 0; i--)
            Volatile.Write(ref slots[SlotOf(slots, number + i)], new CachedPage(number + i, bytes.AsMemory(i * PageSize, PageSize)));
        return bytes.AsMemory(0, PageSize);
    }

    private byte[] ReadPages(long first, int count, bool pinned)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, PageCount - first) * PageSize, pinned);
        _bytes.Read(first * PageSize, bytes);
        return bytes;
    }

    private static int SlotOf(CachedPage?[] slots, long number) => (int)(number & (slots.Length - 1));

    // If two threads come here first, one uses the other's slots.
    private CachedPage?[] Slots(ref CachedPage?[]? slots, int bytes) =>
        Volatile.Read(ref slots) ?? Interlocked.CompareExchange(ref slots, NewSlots(bytes), null) ?? slots;

    private CachedPage?[] NewSlots(int bytes)
    {
        var count = Math.Min(Math.Max(bytes / PageSize, FewestSlots), Math.Max(PageCount, 1));
        return new CachedPage?[(int)BitOperations.RoundUpToPowerOf2((uint)count)];
    }

    private sealed record CachedPage(long Number, ReadOnlyMemory<byte> Bytes);
}

/// <summary>The purpose of reading a page, which determines how long it is kept.</summary>
internal enum PageAccess
{
    /// <summary>A lookup of one key: the page will be needed again, and is kept.</summary>
    Lookup,

    /// <summary>A scan of the whole file: the page will probably not be needed again, but possibly the pages after it.</summary>
    Walk,
}
