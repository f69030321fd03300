using System.Numerics;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>Which record goes to which bucket, and the numbers of all pages, before a byte is written (map-files B.10).</summary>
internal sealed class HashLayout
{
    // Buckets may be full on average, so some have a second page, as in libdb's own files. With more room per bucket
    // (map-files B.10 has 70 %) the file would often be larger than postmap's.
    private const int BytesPerBucket = PageWriter.Capacity;
    private const uint BigKeyMark = 1u << 31;
    private const uint CostLimit = BigKeyMark - 1;

    private readonly StoredRecords _records;
    private readonly KeySorter _pageOrder;
    private readonly KeySorter _bigOrder;
    private readonly int[] _order;
    private readonly int[] _ends;
    private readonly List<LongBucket> _longBuckets = [];
    private int _largestPair;

    /// <summary>Lays records out.</summary>
    /// <exception cref="MapLimitException">They need more buckets or pages than there can be.</exception>
    public HashLayout(in StoredRecords records)
    {
        _records = records;
        _pageOrder = new KeySorter(records, longerFirst: true);
        _bigOrder = new KeySorter(records, longerFirst: false);
        var buckets = Measure(out var cost, out var overflowPages);
        BucketCount = CountBuckets(cost);
        for (var i = 0; i < buckets.Length; i++) buckets[i] &= BucketCount - 1;
        _ends = new int[BucketCount];
        _order = Distribute(buckets);
        FindLongBuckets(buckets);

        var pages = 1L + BucketCount + ChainedPages + overflowPages;
        if (pages > uint.MaxValue) throw new MapLimitException($"Berkeley DB: {pages} pages are needed, page numbers end at {uint.MaxValue}");
    }

    /// <summary>Number of buckets, a power of two; bucket b is page b + 1.</summary>
    public uint BucketCount { get; }

    /// <summary>Pages beyond the first of their bucket.</summary>
    public long ChainedPages { get; private set; }

    /// <summary>Buckets that have more than one page, in order.</summary>
    public IReadOnlyList<LongBucket> LongBuckets => _longBuckets;

    /// <summary>The records of a bucket, in page order once <see cref="Sort"/> has been called for it.</summary>
    public Span<int> Records(uint bucket)
    {
        var start = bucket == 0 ? 0 : _ends[bucket - 1];
        return _order.AsSpan(start, _ends[bucket] - start);
    }

    /// <summary>The records of a bucket, put into page order: small keys, then big keys.</summary>
    public ReadOnlySpan<int> Sort(uint bucket)
    {
        var records = Records(bucket);
        var small = 0;
        for (var i = 0; i < records.Length; i++)
        {
            if (HashItem.IsBig(_records.KeyLength(records[i]))) continue;
            (records[i], records[small]) = (records[small], records[i]);
            small++;
        }

        _pageOrder.Sort(records[..small]);
        _bigOrder.Sort(records[small..]);
        return records;
    }

    /// <summary>
    /// How many of a bucket's sorted records the next page takes. Big and small keys are never on one page: libdb
    /// compares them by contradictory rules (map-files T2).
    /// </summary>
    /// <param name="sorted">The records that have no page yet.</param>
    public int FillPage(ReadOnlySpan<int> sorted)
    {
        var count = 0;
        for (var used = 0; count < sorted.Length; count++)
        {
            used += PairCost(sorted[count]);
            if (used > PageWriter.Capacity || HasBigKey(sorted[count]) != HasBigKey(sorted[0])) break;
        }

        return count;
    }

    private bool HasBigKey(int record) => HashItem.IsBig(_records.KeyLength(record));

    private int PairCost(int record) =>
        HashItem.SizeOf(_records.KeyLength(record)) + HashItem.SizeOf(_records.ValueLength(record)) + (2 * PageHeader.IndexEntry);

    private uint[] Measure(out long cost, out long overflowPages)
    {
        var hashes = HashAll();
        cost = 0;
        overflowPages = 0;
        for (var i = 0; i < hashes.Length; i++)
        {
            var pair = PairCost(i);
            cost += pair;
            _largestPair = Math.Max(_largestPair, pair);
            var keyLength = _records.KeyLength(i);
            if (HashItem.IsBig(keyLength)) overflowPages += OverflowQueue.PagesFor(keyLength);
            var valueLength = _records.ValueLength(i);
            if (HashItem.IsBig(valueLength)) overflowPages += OverflowQueue.PagesFor(valueLength);
        }

        return hashes;
    }

    private uint[] HashAll()
    {
        const int Together = 4;
        var hashes = GC.AllocateUninitializedArray<uint>(_records.Count);
        var next = 0;
        for (; next <= hashes.Length - Together; next += Together)
        {
            HashFunction.Function5(
                _records.Key(next), _records.Key(next + 1), _records.Key(next + 2), _records.Key(next + 3), hashes.AsSpan(next, Together));
        }

        for (; next < hashes.Length; next++) hashes[next] = HashFunction.Function5(_records.Key(next));
        return hashes;
    }

    private static uint CountBuckets(long cost)
    {
        var wanted = (ulong)Math.Max(2, (cost + BytesPerBucket - 1) / BytesPerBucket);
        var count = BitOperations.RoundUpToPowerOf2(wanted);
        if (count > (ulong)Array.MaxLength)
            throw new MapLimitException($"Berkeley DB hash: {count} buckets are needed for {cost} bytes of records, {1 << 30} are possible");
        return (uint)count;
    }

    /// <summary>Sorts the record numbers by bucket, by counting, and leaves in <see cref="_ends"/> where each bucket ends.</summary>
    private int[] Distribute(ReadOnlySpan<uint> buckets)
    {
        foreach (var bucket in buckets) _ends[bucket]++;
        for (var bucket = 1; bucket < _ends.Length; bucket++) _ends[bucket] += _ends[bucket - 1];
        var order = GC.AllocateUninitializedArray<int>(buckets.Length);
        for (var i = buckets.Length - 1; i >= 0; i--) order[--_ends[buckets[i]]] = i;

        // Each entry is now where its bucket begins, which is where the one before it ends.
        _ends.AsSpan(1).CopyTo(_ends);
        _ends[^1] = order.Length;
        return order;
    }

    private void FindLongBuckets(ReadOnlySpan<uint> buckets)
    {
        var costs = new uint[BucketCount];
        for (var i = 0; i < buckets.Length; i++)
        {
            ref var cost = ref costs[buckets[i]];
            cost = (cost & BigKeyMark) | Math.Min((cost & CostLimit) + (uint)PairCost(i), CostLimit);
            if (HasBigKey(i)) cost |= BigKeyMark;
        }

        var next = (long)BucketCount + 1;
        for (var bucket = 0u; bucket < BucketCount; bucket++)
        {
            if (costs[bucket] <= PageWriter.Capacity) continue;
            var pages = CountPages(bucket, costs[bucket]);
            if (pages < 2) continue;
            _longBuckets.Add(new LongBucket(bucket, unchecked((uint)next), pages - 1));
            next += pages - 1;
        }

        ChainedPages = next - BucketCount - 1;
    }

    /// <summary>How many pages a bucket takes, if by its cost it may need more than one.</summary>
    private int CountPages(uint bucket, uint cost)
    {
        // The first page has less room left than the largest pair takes, so there is no need to sort to see that a
        // second page takes the rest. Big keys, which keep others off their page, carry a mark that is above this.
        if (cost <= (2 * PageWriter.Capacity) - _largestPair) return 2;
        var pages = 0;
        for (var rest = Sort(bucket); !rest.IsEmpty; pages++) rest = rest[FillPage(rest)..];
        return pages;
    }

    /// <summary>A bucket with more than one page.</summary>
    /// <param name="Bucket">Its number.</param>
    /// <param name="FirstChained">Its second page; the others follow that one.</param>
    /// <param name="ChainedPages">Number of pages after the first.</param>
    public readonly record struct LongBucket(uint Bucket, uint FirstChained, int ChainedPages);
}
