using System.Collections;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>The buckets and the numbers of all pages, before a byte is written (docs/formats/writers.md#hash).</summary>
internal sealed class HashLayout
{
    private readonly HashBuckets _buckets;
    private readonly List<LongBucket> _longBuckets = [];
    private readonly BitArray _isLong;

    /// <summary>Computes the layout of records.</summary>
    /// <exception cref="MapLimitException">They need more buckets or pages than there can be.</exception>
    public HashLayout(MapRecords records)
    {
        _buckets = HashBuckets.Create(records);
        _isLong = new BitArray((int)BucketCount);
        FindLongBuckets();

        var pages = 1L + BucketCount + ChainedPages + _buckets.Measure.OverflowPages;
        if (pages > uint.MaxValue) throw new MapLimitException($"Berkeley DB: {pages} pages are needed, page numbers end at {uint.MaxValue}");
    }

    /// <summary>The records in the order of their buckets; those of one bucket in page order once a <see cref="HashBucketOrder"/> has sorted them.</summary>
    public IOrderedRecords Records => _buckets.Records;

    /// <summary>Number of buckets, a power of two; bucket b is page b + 1.</summary>
    public uint BucketCount => _buckets.Count;

    /// <summary>Whether a record has bytes on overflow pages.</summary>
    public bool HasOverflow => _buckets.Measure.OverflowPages > 0;

    /// <summary>Pages beyond the first of their bucket.</summary>
    public long ChainedPages { get; private set; }

    /// <summary>Buckets that have more than one page, in order.</summary>
    public IReadOnlyList<LongBucket> LongBuckets => _longBuckets;

    /// <summary>The records of some buckets.</summary>
    public RecordRange RecordsOf(int firstBucket, int count) => _buckets.RecordsOf(firstBucket, count);

    /// <summary>The further pages of a bucket, if any.</summary>
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
    /// How many of a bucket's sorted records fit on the next page. Big and small keys are never on one page: libdb compares them by
    /// contradictory rules (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page).
    /// </summary>
    /// <param name="records">Where the records are.</param>
    /// <param name="sorted">Those that have no page yet.</param>
    public static int FillPage(in StoredRecords records, ReadOnlySpan<int> sorted)
    {
        var count = 0;
        for (var used = 0; count < sorted.Length; count++)
        {
            used += HashMeasure.PairCost(records.KeyLength(sorted[count]), records.ValueLength(sorted[count]));
            if (used > PageWriter.Capacity || HasBigKey(records, sorted[count]) != HasBigKey(records, sorted[0])) break;
        }

        return count;
    }

    private static bool HasBigKey(in StoredRecords records, int record) => HashItem.IsBig(records.KeyLength(record));

    private void FindLongBuckets()
    {
        // The first page has less space left than the largest pair takes, so it is certain without sorting that a
        // second page is enough for the rest. Big keys, which are not on a page with others, have a mark above this value.
        var surelyTwo = (2 * PageWriter.Capacity) - _buckets.Measure.LargestPair;
        using var counted = CountPages(surelyTwo).GetEnumerator();
        var next = (long)BucketCount + 1;
        for (var bucket = 0u; bucket < BucketCount; bucket++)
        {
            var cost = _buckets.Costs[bucket];
            if (cost <= PageWriter.Capacity) continue;
            var pages = 2;
            if (cost > surelyTwo)
            {
                counted.MoveNext();
                pages = counted.Current;
            }

            if (pages < 2) continue;
            _isLong[(int)bucket] = true;
            _longBuckets.Add(new LongBucket(bucket, unchecked((uint)next), pages - 1));
            next += pages - 1;
        }

        ChainedPages = next - BucketCount - 1;
    }

    /// <summary>Computes the number of pages of each bucket for which the cost is not enough.</summary>
    private IEnumerable<int> CountPages(int surelyTwo)
    {
        var unsure = Enumerable.Range(0, (int)BucketCount).Where(bucket => _buckets.Costs[bucket] > surelyTwo);
        foreach (var slice in Records.Slices(unsure.Select(bucket => RecordsOf(bucket, 1))))
        {
            var pages = 0;
            for (var rest = new HashBucketOrder(slice.Records).Sort(slice.Numbers); !rest.IsEmpty; pages++) rest = rest[FillPage(slice.Records, rest)..];
            yield return pages;
        }
    }

    /// <summary>A bucket with more than one page.</summary>
    /// <param name="Bucket">Its number.</param>
    /// <param name="FirstChained">Its second page; the others follow that one.</param>
    /// <param name="ChainedPages">Number of pages after the first.</param>
    public readonly record struct LongBucket(uint Bucket, uint FirstChained, int ChainedPages);
}
