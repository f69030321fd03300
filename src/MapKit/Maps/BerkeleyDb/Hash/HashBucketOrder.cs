using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Puts the records of buckets into page order (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page). For one thread.</summary>
internal sealed class HashBucketOrder
{
    private readonly StoredRecords _records;
    private readonly KeySorter _pageOrder;
    private readonly KeySorter _bigOrder;

    /// <summary>Creates an order.</summary>
    /// <param name="records">Where the keys are.</param>
    public HashBucketOrder(in StoredRecords records)
    {
        _records = records;
        _pageOrder = new KeySorter(records, longerFirst: true);
        _bigOrder = new KeySorter(records, longerFirst: false);
    }

    /// <summary>Sorts the records of a bucket: small keys, then big keys.</summary>
    /// <returns>The same records.</returns>
    public ReadOnlySpan<int> Sort(Span<int> records)
    {
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
}
