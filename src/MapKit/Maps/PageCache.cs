using System.Numerics;

namespace MapKit.Maps;

/// <summary>
/// Pages of a map file, read when they are needed and kept. A page that was handed out is never written again, so slices
/// of it may be kept, and many threads may ask at once without a lock. Keys are asked for in any order, so a cache smaller
/// than the file would read a page for almost every one of them: what lookups have read is kept up to a generous limit.
/// Where all pages have room, those around the page that is asked for are read along, which costs little more than the one.
/// Walks over a file meet each page about once; what they have read is kept apart, and little of it.
/// </summary>
internal sealed class PageCache
{
    private const int LookupBytes = 256 << 20;
    private const int WalkBytes = 16 << 20;
    private const int FewestSlots = 64;
    private const int BytesAtOnce = 64 << 10;

    private readonly MapBytes _bytes;
    private CachedPage?[]? _lookups;
    private CachedPage?[]? _walks;

    /// <summary>Creates a cache over an open file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="pageSize">Bytes per page, checked by the caller.</param>
    public PageCache(MapBytes bytes, int pageSize)
    {
        _bytes = bytes;
        PageSize = pageSize;
        PageCount = bytes.Length / pageSize;
    }

    /// <summary>Bytes per page.</summary>
    public int PageSize { get; }

    /// <summary>Whole pages in the file.</summary>
    public long PageCount { get; }

    private int PagesAtOnce => Math.Max(BytesAtOnce / PageSize, 1);

    /// <summary>One page. No allocation when it is in the cache.</summary>
    /// <param name="number">Page number; the caller has checked that it is below <see cref="PageCount"/>.</param>
    /// <param name="access">What it is wanted for.</param>
    public ReadOnlyMemory<byte> Read(long number, PageAccess access = PageAccess.Lookup)
    {
        var slots = access == PageAccess.Lookup ? Slots(ref _lookups, LookupBytes) : Slots(ref _walks, WalkBytes);
        var cached = Volatile.Read(ref slots[SlotOf(slots, number)]);
        if (cached is not null && cached.Number == number) return cached.Bytes;
        var (first, count) = access switch
        {
            PageAccess.WalkOnward => (number, PagesAtOnce),
            PageAccess.Lookup when PageCount <= slots.Length => (number - (number % PagesAtOnce), PagesAtOnce),
            _ => (number, 1),
        };
        return ReadFrom(first, (int)Math.Min(count, PageCount - first), number, slots);
    }

    private static int SlotOf(CachedPage?[] slots, long number) => (int)(number & (slots.Length - 1));

    // Of two threads that come here first, one keeps the other's slots.
    private CachedPage?[] Slots(ref CachedPage?[]? slots, int bytes) =>
        Volatile.Read(ref slots) ?? Interlocked.CompareExchange(ref slots, NewSlots(bytes), null) ?? slots;

    private CachedPage?[] NewSlots(int bytes)
    {
        var count = Math.Min(Math.Max(bytes / PageSize, FewestSlots), Math.Max(PageCount, 1));
        return new CachedPage?[(int)BitOperations.RoundUpToPowerOf2((uint)count)];
    }

    private ReadOnlyMemory<byte> ReadFrom(long first, int count, long wanted, CachedPage?[] slots)
    {
        // What will stay is put where the collector does not move it.
        var block = GC.AllocateUninitializedArray<byte>(count * PageSize, pinned: slots == _lookups);
        _bytes.Read(first * PageSize, block);
        for (var i = count - 1; i >= 0; i--)
            Volatile.Write(ref slots[SlotOf(slots, first + i)], new CachedPage(first + i, block.AsMemory(i * PageSize, PageSize)));
        return block.AsMemory((int)(wanted - first) * PageSize, PageSize);
    }

    private sealed record CachedPage(long Number, ReadOnlyMemory<byte> Bytes);
}
