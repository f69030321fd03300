using System.Collections;
using System.Numerics;
using MapKit.Concurrency;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>Which record goes to which bucket, and the numbers of all pages, before a byte is written (map-files B.10).</summary>
internal sealed class HashLayout
{
    // Buckets may be full on average, so some have a second page, as in libdb's own files. With more room per bucket
    // (map-files B.10 has 70 %) the file would often be larger than postmap's.
    private const int BytesPerBucket = PageWriter.Capacity;
    private const int HashedAtOnce = 1 << 14;
    private const uint BigKeyMark = 1u << 31;
    private const uint CostLimit = BigKeyMark - 1;

    private readonly StoredRecords _records;
    private readonly int[] _order;
    private readonly int[] _ends;
    private readonly List<LongBucket> _longBuckets = [];
    private readonly BitArray _isLong;
    private int _largestPair;

    /// <summary>Lays records out.</summary>
    /// <exception cref="MapLimitException">They need more buckets or pages than there can be.</exception>
    public HashLayout(in StoredRecords records)
    {
        _records = records;
        var costs = GC.AllocateUninitializedArray<ushort>(records.Count);
        var buckets = Measure(costs, out var cost, out var overflowPages);
        BucketCount = CountBuckets(cost);
        for (var i = 0; i < buckets.Length; i++) buckets[i] &= BucketCount - 1;
        HasOverflow = overflowPages > 0;
        _ends = new int[BucketCount];
        _isLong = new BitArray((int)BucketCount);
        _order = Distribute(buckets);
        FindLongBuckets(buckets, costs);

        var pages = 1L + BucketCount + ChainedPages + overflowPages;
        if (pages > uint.MaxValue) throw new MapLimitException($"Berkeley DB: {pages} pages are needed, page numbers end at {uint.MaxValue}");
    }

    /// <summary>Number of buckets, a power of two; bucket b is page b + 1.</summary>
    public uint BucketCount { get; }

    /// <summary>Whether a record has bytes on pages of their own.</summary>
    public bool HasOverflow { get; }

    /// <summary>Pages beyond the first of their bucket.</summary>
    public long ChainedPages { get; private set; }

    /// <summary>Buckets that have more than one page, in order.</summary>
    public IReadOnlyList<LongBucket> LongBuckets => _longBuckets;

    /// <summary>The records of a bucket, in page order once a <see cref="HashBucketOrder"/> has sorted them.</summary>
    public Span<int> Records(uint bucket)
    {
        var start = bucket == 0 ? 0 : _ends[bucket - 1];
        return _order.AsSpan(start, _ends[bucket] - start);
    }

    /// <summary>The further pages of a bucket, if it has any.</summary>
    public LongBucket? LongBucketOf(uint bucket)
    {
        if (!_isLong[(int)bucket]) return null;
        var (low, high) = (0, _longBuckets.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_longBuckets[middle].Bucket < bucket) low = middle + 1;
            else high = middle;
        }

        return _longBuckets[low];
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

    /// <summary>The hashes of all keys, what each record costs on its page, and the sums of that: by all processors.</summary>
    private uint[] Measure(ushort[] costs, out long cost, out long overflowPages)
    {
        var hashes = GC.AllocateUninitializedArray<uint>(_records.Count);
        var (allCost, allPages) = (0L, 0L);
        OrderedWork.Run(
            Enumerable.Range(0, (hashes.Length + HashedAtOnce - 1) / HashedAtOnce),
            piece =>
            {
                var first = piece * HashedAtOnce;
                var length = Math.Min(HashedAtOnce, hashes.Length - first);
                Hash(first, hashes.AsSpan(first, length));
                return Measure(first, costs.AsSpan(first, length));
            },
            sums =>
            {
                allCost += sums.Cost;
                allPages += sums.OverflowPages;
                _largestPair = Math.Max(_largestPair, sums.LargestPair);
            });
        (cost, overflowPages) = (allCost, allPages);
        return hashes;
    }

    private (long Cost, long OverflowPages, int LargestPair) Measure(int first, Span<ushort> costs)
    {
        var (sum, overflowPages, largestPair) = (0L, 0L, 0);
        for (var i = 0; i < costs.Length; i++)
        {
            var pair = PairCost(first + i);
            sum += pair;
            largestPair = Math.Max(largestPair, pair);
            costs[i] = (ushort)pair; // less than a page: what is big is on other pages
            var keyLength = _records.KeyLength(first + i);
            if (HashItem.IsBig(keyLength))
            {
                overflowPages += OverflowQueue.PagesFor(keyLength);
                costs[i] |= RecordCosts.BigMark;
            }

            var valueLength = _records.ValueLength(first + i);
            if (HashItem.IsBig(valueLength)) overflowPages += OverflowQueue.PagesFor(valueLength);
        }

        return (sum, overflowPages, largestPair);
    }

    private void Hash(int first, Span<uint> hashes)
    {
        const int Together = 4;
        var next = 0;
        for (; next <= hashes.Length - Together; next += Together)
        {
            var record = first + next;
            HashFunction.Function5(
                _records.Key(record), _records.Key(record + 1), _records.Key(record + 2), _records.Key(record + 3), hashes.Slice(next, Together));
        }

        for (; next < hashes.Length; next++) hashes[next] = HashFunction.Function5(_records.Key(first + next));
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

    private void FindLongBuckets(ReadOnlySpan<uint> buckets, ReadOnlySpan<ushort> costsOfRecords)
    {
        var costs = new uint[BucketCount];
        for (var i = 0; i < buckets.Length; i++)
        {
            ref var cost = ref costs[buckets[i]];
            var added = costsOfRecords[i];
            cost = (cost & BigKeyMark) | Math.Min((cost & CostLimit) + (added & ~(uint)RecordCosts.BigMark), CostLimit);
            if ((added & RecordCosts.BigMark) != 0) cost |= BigKeyMark;
        }

        var next = (long)BucketCount + 1;
        for (var bucket = 0u; bucket < BucketCount; bucket++)
        {
            if (costs[bucket] <= PageWriter.Capacity) continue;
            var pages = CountPages(bucket, costs[bucket]);
            if (pages < 2) continue;
            _isLong[(int)bucket] = true;
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
        for (var rest = new HashBucketOrder(_records).Sort(Records(bucket)); !rest.IsEmpty; pages++) rest = rest[FillPage(rest)..];
        return pages;
    }

    /// <summary>A bucket with more than one page.</summary>
    /// <param name="Bucket">Its number.</param>
    /// <param name="FirstChained">Its second page; the others follow that one.</param>
    /// <param name="ChainedPages">Number of pages after the first.</param>
    public readonly record struct LongBucket(uint Bucket, uint FirstChained, int ChainedPages);
}
