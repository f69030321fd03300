using MapKit.Maps.BerkeleyDb.File;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>The total space of records in a hash.</summary>
internal struct HashMeasure
{
    /// <summary>Bytes on the pages of buckets.</summary>
    public long Cost;

    /// <summary>Overflow pages of big keys and values.</summary>
    public long OverflowPages;

    /// <summary>Bytes of the largest record on the page of its bucket.</summary>
    public int LargestPair;

    /// <summary>Bytes that a record takes on the page of its bucket.</summary>
    /// <param name="keyLength">Bytes of the stored key.</param>
    /// <param name="valueLength">Bytes of the stored value.</param>
    public static int PairCost(int keyLength, int valueLength) =>
        HashItem.SizeOf(keyLength) + HashItem.SizeOf(valueLength) + (2 * PageHeader.IndexEntry);

    /// <summary>The cost of a record, marked if its key is big (<see cref="RecordCosts.BigMark"/>). Less than a page: big items are on overflow pages.</summary>
    /// <param name="keyLength">Bytes of the stored key.</param>
    /// <param name="valueLength">Bytes of the stored value.</param>
    public static ushort CostOf(int keyLength, int valueLength)
    {
        var pair = PairCost(keyLength, valueLength);
        return (ushort)(HashItem.IsBig(keyLength) ? pair | RecordCosts.BigMark : pair);
    }

    /// <summary>Adds a record.</summary>
    /// <param name="keyLength">Bytes of the stored key.</param>
    /// <param name="valueLength">Bytes of the stored value.</param>
    /// <returns>What it costs (<see cref="CostOf"/>).</returns>
    public ushort Add(int keyLength, int valueLength)
    {
        var pair = PairCost(keyLength, valueLength);
        Cost += pair;
        LargestPair = Math.Max(LargestPair, pair);
        if (HashItem.IsBig(valueLength)) OverflowPages += OverflowQueue.PagesFor(valueLength);
        if (HashItem.IsBig(keyLength)) OverflowPages += OverflowQueue.PagesFor(keyLength);
        return CostOf(keyLength, valueLength);
    }

    /// <summary>Adds the sums of other records.</summary>
    public void Add(in HashMeasure other)
    {
        Cost += other.Cost;
        OverflowPages += other.OverflowPages;
        LargestPair = Math.Max(LargestPair, other.LargestPair);
    }
}
