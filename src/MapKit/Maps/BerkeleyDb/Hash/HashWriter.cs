using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Writes a hash in one pass: a page per bucket, the further pages of long buckets, overflow chains (docs/formats/writers.md#hash).</summary>
internal sealed class HashWriter
{
    private readonly HashLayout _layout;
    private readonly OverflowQueue _overflow;

    /// <summary>Computes the layout of the file.</summary>
    /// <exception cref="MapLimitException">The format cannot contain so much.</exception>
    public HashWriter(MapRecords records)
    {
        _layout = new HashLayout(records);
        _overflow = new OverflowQueue(_layout.Records, unchecked((uint)(1 + _layout.BucketCount + _layout.ChainedPages)));
    }

    /// <summary>Writes the file.</summary>
    public void Write(IMapOutput output)
    {
        output.Expect((1L + _layout.BucketCount + _layout.ChainedPages) * PageWriter.PageSize);
        using var writer = new PageWriter(output);
        writer.Compose((int)_layout.BucketCount, _layout.Records, _layout.RecordsOf, ComposeBuckets, inParallel: !_layout.HasOverflow);
        var ofLongBuckets = _layout.Records.Slices(_layout.LongBuckets.Select(bucket => _layout.RecordsOf((int)bucket.Bucket, 1)));
        foreach (var (bucket, records) in _layout.LongBuckets.Zip(ofLongBuckets)) WriteChained(writer, bucket, records);
        _overflow.WriteTo(writer);

        Span<byte> meta = stackalloc byte[PageWriter.PageSize];
        meta.Clear();
        Span<byte> identity = stackalloc byte[MetaPage.IdentityLength];
        var lastPage = writer.Finish(_layout.Records.Count, identity);
        MetaPage.Write(meta, MapType.Hash, PageWriter.PageSize, lastPage, identity);
        HashMetaPage.Write(meta, _layout.BucketCount, _layout.Records.Count);
        output.WriteHeader(meta);
    }

    private void ComposeBuckets(int first, uint number, RecordSlice ofAll, Span<byte> pages)
    {
        var order = new HashBucketOrder(ofAll.Records);
        var bucket = (uint)first;
        var start = 0;
        for (; !pages.IsEmpty; pages = pages[PageWriter.PageSize..])
        {
            var ofBucket = ofAll.Part(start, _layout.RecordsOf((int)bucket, 1).Count);
            start += ofBucket.Numbers.Length;
            ofAll.Records.Touch(ofBucket.Numbers);
            var records = order.Sort(ofBucket.Numbers);
            var chained = 0u;
            if (_layout.LongBucketOf(bucket) is { } longBucket)
            {
                chained = longBucket.FirstChained;
                records = records[..HashLayout.FillPage(ofAll.Records, records)];
            }

            WritePage(pages[..PageWriter.PageSize], number++, ofBucket, records, previous: 0, chained);
            bucket++;
        }
    }

    private void WriteChained(PageWriter writer, HashLayout.LongBucket bucket, RecordSlice records)
    {
        var previous = bucket.Bucket + 1;
        ReadOnlySpan<int> rest = records.Numbers;
        rest = rest[HashLayout.FillPage(records.Records, rest)..];
        for (var i = 0; i < bucket.ChainedPages; i++)
        {
            var count = HashLayout.FillPage(records.Records, rest);
            var number = bucket.FirstChained + (uint)i;
            WritePage(writer.Next(out _), number, records, rest[..count], previous, i + 1 < bucket.ChainedPages ? number + 1 : 0);
            rest = rest[count..];
            previous = number;
        }
    }

    private void WritePage(Span<byte> page, uint number, RecordSlice source, ReadOnlySpan<int> records, uint previous, uint next)
    {
        PageHeader.Write(page, PageType.Hash, level: 0, number, previous, next);
        var low = PageWriter.PageSize;
        var entries = 0;
        foreach (var record in records)
        {
            var key = source.Records.Key(record);
            low -= HashItem.SizeOf(key.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], key)) _overflow.AddKey(source.PlaceOf(record), key.Length, page[low..]);

            var value = source.Records.Value(record);
            low -= HashItem.SizeOf(value.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], value)) _overflow.AddValue(source.PlaceOf(record), value.Length, page[low..]);
        }

        // db_verify does not check this offset, but db_dump crashes on a wrong one (docs/formats/berkeley-db-hash.md#what-db_verify-misses).
        PageHeader.WriteCounts(page, entries, low);
    }

    /// <summary>Writes the type byte, and the data if it is stored on the page.</summary>
    private static bool TryWriteItem(Span<byte> item, ReadOnlySpan<byte> data)
    {
        var big = HashItem.IsBig(data.Length);
        item[0] = big ? HashItem.OffPage : HashItem.KeyData;
        if (!big) data.CopyTo(item[HashItem.DataOffset..]);
        return !big;
    }
}
