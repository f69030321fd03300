using MapKit.Records;
using MapKit.Records.Spilling;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>
/// The order of buckets, and in each bucket the order on its pages (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page), for records that
/// are sorted on disk.
/// </summary>
/// <param name="bucketCount">Number of buckets, a power of two.</param>
internal sealed class HashRunOrder(uint bucketCount) : IRunOrder
{
    /// <inheritdoc/>
    public uint RankOf(ReadOnlySpan<byte> key, int line) => HashFunction.Function5(key) & (bucketCount - 1);

    /// <inheritdoc/>
    public int CompareAlike(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var isBig = HashItem.IsBig(first.Length);
        if (isBig != HashItem.IsBig(second.Length)) return isBig ? 1 : -1;
        if (isBig) return first.SequenceCompareTo(second);

        // On pages a key comes before its prefixes.
        var common = Math.Min(first.Length, second.Length);
        var difference = first[..common].SequenceCompareTo(second[..common]);
        return difference != 0 ? difference : second.Length - first.Length;
    }

    /// <inheritdoc/>
    public int[] Sort(in StoredRecords records)
    {
        var numbers = new int[records.Count];
        var buckets = new uint[records.Count];
        for (var i = 0; i < numbers.Length; i++) (numbers[i], buckets[i]) = (i, RankOf(records.Key(i), records.Line(i)));
        Array.Sort(buckets, numbers);
        var inBucket = new HashBucketOrder(records);
        for (var (start, end) = (0, 0); start < numbers.Length; start = end)
        {
            while (end < numbers.Length && buckets[end] == buckets[start]) end++;
            inBucket.Sort(numbers.AsSpan(start..end));
        }

        return numbers;
    }
}
