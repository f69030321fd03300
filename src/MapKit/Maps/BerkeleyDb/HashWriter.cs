using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb;

/// <summary>Writes a hash in one pass: a page per bucket, the further pages of long buckets, overflow chains (map-files B.10).</summary>
internal sealed class HashWriter
{
    private readonly StoredRecords _records;
    private readonly HashLayout _layout;
    private readonly OverflowQueue _overflow;

    /// <summary>Plans the file.</summary>
    /// <exception cref="MapLimitException">The format cannot hold so much.</exception>
    public HashWriter(in StoredRecords records)
    {
        _records = records;
        _layout = new HashLayout(records);
        _overflow = new OverflowQueue(records, unchecked((uint)(1 + _layout.BucketCount + _layout.ChainedPages)));
    }

    /// <summary>Writes the file.</summary>
    public void Write(IMapOutput output)
    {
        output.Expect((1L + _layout.BucketCount + _layout.ChainedPages) * PageWriter.PageSize);
        using var writer = new PageWriter(output);
        writer.Compose((int)_layout.BucketCount, ComposeBuckets, inParallel: !_layout.HasOverflow);
        foreach (var bucket in _layout.LongBuckets) WriteChained(writer, bucket);
        _overflow.WriteTo(writer);

        Span<byte> meta = stackalloc byte[PageWriter.PageSize];
        meta.Clear();
        Span<byte> identity = stackalloc byte[MetaPage.IdentityLength];
        var lastPage = writer.Finish(_records.Count, identity);
        MetaPage.Write(meta, MapType.Hash, PageWriter.PageSize, lastPage, identity);
        HashMetaPage.Write(meta, _layout.BucketCount, _records.Count);
        output.WriteHeader(meta);
    }

    private void ComposeBuckets(int first, uint number, Span<byte> pages)
    {
        var order = new HashBucketOrder(_records);
        var bucket = (uint)first;
        for (; !pages.IsEmpty; pages = pages[PageWriter.PageSize..])
        {
            _records.Touch(_layout.Records(bucket));
            var records = order.Sort(_layout.Records(bucket));
            var chained = 0u;
            if (_layout.LongBucketOf(bucket) is { } longBucket)
            {
                chained = longBucket.FirstChained;
                records = records[.._layout.FillPage(records)];
            }

            WritePage(pages[..PageWriter.PageSize], number++, records, previous: 0, chained);
            bucket++;
        }
    }

    private void WriteChained(PageWriter writer, HashLayout.LongBucket bucket)
    {
        var previous = bucket.Bucket + 1;
        ReadOnlySpan<int> rest = _layout.Records(bucket.Bucket);
        rest = rest[_layout.FillPage(rest)..];
        for (var i = 0; i < bucket.ChainedPages; i++)
        {
            var count = _layout.FillPage(rest);
            var number = bucket.FirstChained + (uint)i;
            WritePage(writer.Next(out _), number, rest[..count], previous, i + 1 < bucket.ChainedPages ? number + 1 : 0);
            rest = rest[count..];
            previous = number;
        }
    }

    private void WritePage(Span<byte> page, uint number, ReadOnlySpan<int> records, uint previous, uint next)
    {
        PageHeader.Write(page, PageType.Hash, level: 0, number, previous, next);
        var low = PageWriter.PageSize;
        var entries = 0;
        foreach (var record in records)
        {
            var key = _records.Key(record);
            low -= HashItem.SizeOf(key.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], key)) _overflow.AddKey(record, key.Length, page[low..]);

            var value = _records.Value(record);
            low -= HashItem.SizeOf(value.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], value)) _overflow.AddValue(record, page[low..]);
        }

        // db_verify does not check this offset, but db_dump crashes on a wrong one (map-files T3).
        PageHeader.WriteCounts(page, entries, low);
    }

    /// <summary>Writes the type byte, and the data if it goes on the page.</summary>
    private static bool TryWriteItem(Span<byte> item, ReadOnlySpan<byte> data)
    {
        var big = HashItem.IsBig(data.Length);
        item[0] = big ? HashItem.OffPage : HashItem.KeyData;
        if (!big) data.CopyTo(item[HashItem.DataOffset..]);
        return !big;
    }
}
