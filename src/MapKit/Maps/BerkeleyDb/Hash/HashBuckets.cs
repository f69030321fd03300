using System.Numerics;
using MapKit.Concurrency;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Records;
using MapKit.Records.Spilling;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>The assignment of records to buckets (docs/formats/writers.md#hash).</summary>
internal sealed class HashBuckets
{
    /// <summary>Set in the cost of a bucket with a big key.</summary>
    public const uint BigKeyMark = 1u << 31;

    // Buckets may be full on average, so some have a second page, as in libdb's files. With more space per bucket
    // (docs/formats/writers.md#hash) the file would often be larger than postmap's.
    private const int BytesPerBucket = PageWriter.Capacity;
    private const int HashedAtOnce = 1 << 14;
    private const uint CostLimit = BigKeyMark - 1;

    private HashBuckets(in HashMeasure measure)
    {
        Measure = measure;
        Count = CountOf(measure.Cost);
        Ends = new int[Count];
        Costs = new uint[Count];
    }

    /// <summary>The total cost of all records.</summary>
    public HashMeasure Measure { get; }

    /// <summary>Number of buckets, a power of two.</summary>
    public uint Count { get; }

    /// <summary>The records in the order of their buckets.</summary>
    public IOrderedRecords Records { get; private set; } = null!;

    /// <summary>For each bucket, its end in the order of the records.</summary>
    public int[] Ends { get; }

    /// <summary>For each bucket, the bytes of its records, limited to a large number; marked with <see cref="BigKeyMark"/>.</summary>
    public uint[] Costs { get; }

    /// <summary>Distributes records.</summary>
    /// <exception cref="MapLimitException">They need more buckets than there can be.</exception>
    public static HashBuckets Create(MapRecords records) => records is SpilledRecords spilled ? OnDisk(spilled) : OfMemory(records.InMemory!.Value);

    /// <summary>The records of some buckets.</summary>
    public RecordRange RecordsOf(int firstBucket, int count)
    {
        var start = firstBucket == 0 ? 0 : Ends[firstBucket - 1];
        return new RecordRange(start, Ends[firstBucket + count - 1] - start);
    }

    private static HashBuckets OfMemory(in StoredRecords records)
    {
        var costs = GC.AllocateUninitializedArray<ushort>(records.Count);
        var hashes = GC.AllocateUninitializedArray<uint>(records.Count);
        var buckets = new HashBuckets(MeasureAll(records, hashes, costs));
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] &= buckets.Count - 1;
            buckets.Add(hashes[i], costs[i]);
        }

        buckets.Records = new MemoryOrder(records, buckets.Distribute(hashes));
        return buckets;
    }

    private static HashBuckets OnDisk(SpilledRecords records)
    {
        var measure = default(HashMeasure);
        foreach (var slice in records.InKeyOrder().Slices(RecordRange.Split(records.Count, HashedAtOnce)))
        {
            foreach (var number in slice.Numbers) measure.Add(slice.Records.KeyLength(number), slice.Records.ValueLength(number));
        }

        var buckets = new HashBuckets(measure);
        var order = new HashRunOrder(buckets.Count);
        buckets.Records = records.InOrder(order);
        foreach (var slice in buckets.Records.Slices(RecordRange.Split(records.Count, HashedAtOnce)))
        {
            foreach (var number in slice.Numbers)
            {
                var key = slice.Records.Key(number);
                buckets.Add(order.RankOf(key, slice.Records.Line(number)), HashMeasure.CostOf(key.Length, slice.Records.ValueLength(number)));
            }
        }

        buckets.EndCounts();
        return buckets;
    }

    private void Add(uint bucket, ushort cost)
    {
        ref var sum = ref Costs[bucket];
        sum = (sum & BigKeyMark) | Math.Min((sum & CostLimit) + (cost & ~(uint)RecordCosts.BigMark), CostLimit);
        if ((cost & RecordCosts.BigMark) != 0) sum |= BigKeyMark;
        Ends[bucket]++;
    }

    /// <summary>Computes the hashes of all keys, the cost of each record on its page, and their sums, on all processors.</summary>
    private static HashMeasure MeasureAll(StoredRecords records, uint[] hashes, ushort[] costs)
    {
        var all = default(HashMeasure);
        OrderedWork.Run(
            RecordRange.Split(records.Count, HashedAtOnce),
            range =>
            {
                Hash(records, range.First, hashes.AsSpan(range.First, range.Count));
                var measure = default(HashMeasure);
                for (var i = range.First; i < range.First + range.Count; i++) costs[i] = measure.Add(records.KeyLength(i), records.ValueLength(i));
                return measure;
            },
            measure => all.Add(measure));
        return all;
    }

    private static void Hash(in StoredRecords records, int first, Span<uint> hashes)
    {
        const int Together = 4;
        var next = 0;
        for (; next <= hashes.Length - Together; next += Together)
        {
            var record = first + next;
            HashFunction.Function5(
                records.Key(record), records.Key(record + 1), records.Key(record + 2), records.Key(record + 3), hashes.Slice(next, Together));
        }

        for (; next < hashes.Length; next++) hashes[next] = HashFunction.Function5(records.Key(first + next));
    }

    private static uint CountOf(long cost)
    {
        var wanted = (ulong)Math.Max(2, (cost + BytesPerBucket - 1) / BytesPerBucket);
        var count = BitOperations.RoundUpToPowerOf2(wanted);
        if (count > (ulong)Array.MaxLength)
            throw new MapLimitException($"Berkeley DB hash: {count} buckets are needed for {cost} bytes of records, {1 << 30} are possible");
        return (uint)count;
    }

    /// <summary>Sorts the record numbers by bucket with a counting sort, and stores the end of each bucket in <see cref="Ends"/>.</summary>
    private int[] Distribute(ReadOnlySpan<uint> buckets)
    {
        EndCounts();
        var order = GC.AllocateUninitializedArray<int>(buckets.Length);
        for (var i = buckets.Length - 1; i >= 0; i--) order[--Ends[buckets[i]]] = i;

        // Each entry is now the start of its bucket, which is the end of the one before it.
        Ends.AsSpan(1).CopyTo(Ends);
        Ends[^1] = order.Length;
        return order;
    }

    /// <summary>Converts the number of records in each bucket to its end.</summary>
    private void EndCounts()
    {
        for (var bucket = 1; bucket < Ends.Length; bucket++) Ends[bucket] += Ends[bucket - 1];
    }
}
