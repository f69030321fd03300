using System.Buffers.Binary;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Writes a btree in one pass: root, leaves, the levels between them, overflow chains (docs/formats/writers.md#btree).</summary>
internal sealed class BtreeWriter
{
    private readonly IOrderedRecords _records;
    private readonly BtreeLayout _layout;
    private readonly OverflowQueue _overflow;

    /// <summary>Plans the file.</summary>
    /// <exception cref="MapLimitException">The format cannot hold so much.</exception>
    public BtreeWriter(MapRecords records)
    {
        _records = records.InKeyOrder();
        _layout = new BtreeLayout(_records);
        _overflow = new OverflowQueue(_records, _layout.FirstOverflowPage);
    }

    /// <summary>Writes the file.</summary>
    public void Write(IMapOutput output)
    {
        output.Expect(_layout.FirstOverflowPage * (long)PageWriter.PageSize);
        using var writer = new PageWriter(output);
        var levels = _layout.InternalLevels;
        if (levels > 0) WriteInternal(writer, levels - 1, 0);
        writer.Compose(_layout.LeafCount, _records, _layout.RecordsOf, ComposeLeaves, inParallel: !_layout.HasOverflow);
        for (var level = 0; level < levels - 1; level++)
        {
            for (var page = 0; page < _layout.PageCount(level); page++) WriteInternal(writer, level, page);
        }

        _overflow.WriteTo(writer);

        Span<byte> meta = stackalloc byte[PageWriter.PageSize];
        meta.Clear();
        Span<byte> identity = stackalloc byte[MetaPage.IdentityLength];
        var lastPage = writer.Finish(_records.Count, identity);
        MetaPage.Write(meta, MapType.Btree, PageWriter.PageSize, lastPage, identity);
        BtreeMetaPage.Write(meta);
        output.WriteHeader(meta);
    }

    private void ComposeLeaves(int first, uint number, RecordSlice records, Span<byte> pages)
    {
        var start = 0;
        for (; !pages.IsEmpty; pages = pages[PageWriter.PageSize..])
        {
            var count = _layout.RecordsOf(first, 1).Count;
            var onLeaf = records.Part(start, count);
            records.Records.Touch(onLeaf.Numbers);
            WriteLeaf(pages[..PageWriter.PageSize], number++, first++, onLeaf);
            start += count;
        }
    }

    private void WriteLeaf(Span<byte> page, uint number, int leaf, RecordSlice records)
    {
        PageHeader.Write(
            page,
            PageType.BtreeLeaf,
            PageHeader.LeafLevel,
            number,
            leaf == 0 ? 0 : number - 1,
            leaf == _layout.LeafCount - 1 ? 0 : number + 1);
        var low = PageWriter.PageSize;
        var entries = 0;
        foreach (var record in records.Numbers)
        {
            var key = records.Records.Key(record);
            low -= BtreeItem.SizeOf(key.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], key)) _overflow.AddKey(records.PlaceOf(record), key.Length, page[low..]);

            var value = records.Records.Value(record);
            low -= BtreeItem.SizeOf(value.Length);
            PageHeader.WriteIndex(page, entries++, low);
            if (!TryWriteItem(page[low..], value)) _overflow.AddValue(records.PlaceOf(record), value.Length, page[low..]);
        }

        PageHeader.WriteCounts(page, entries, low);
    }

    private void WriteInternal(PageWriter writer, int level, int index)
    {
        var page = writer.Next(out var number);
        PageHeader.Write(page, PageType.BtreeInternal, (byte)(PageHeader.LeafLevel + 1 + level), number, previous: 0, next: 0);
        var (first, count) = _layout.ChildrenOf(level, index);
        var firstPage = _layout.FirstChildPage(level);
        var low = PageWriter.PageSize;
        for (var i = 0; i < count; i++)
        {
            // The first child takes all that is lower than the second: it needs no key.
            var (place, length) = i == 0 ? (0, 0) : _layout.Separator(level, first + i);
            low -= BtreeInternalItem.SizeOf(length);
            PageHeader.WriteIndex(page, i, low);
            WriteChild(page[low..], firstPage + (uint)(first + i), place, length);
        }

        PageHeader.WriteCounts(page, count, low);
    }

    private void WriteChild(Span<byte> item, uint child, long place, int length)
    {
        var big = BtreeItem.IsBig(length);
        BinaryPrimitives.WriteUInt16LittleEndian(item[BtreeInternalItem.LengthOffset..], (ushort)(big ? OverflowItem.Size : length));
        item[BtreeInternalItem.TypeOffset] = big ? BtreeItem.Overflow : BtreeItem.KeyData;
        BinaryPrimitives.WriteUInt32LittleEndian(item[BtreeInternalItem.ChildOffset..], child);
        var key = item[BtreeInternalItem.KeyOffset..];
        if (big)
        {
            key[BtreeItem.TypeOffset] = BtreeItem.Overflow;
            _overflow.AddKey(place, length, key);
        }
        else if (length > 0)
        {
            _records.Key(place)[..length].CopyTo(key);
        }
    }

    /// <summary>Writes length and type, and the data if it goes on the page.</summary>
    private static bool TryWriteItem(Span<byte> item, ReadOnlySpan<byte> data)
    {
        var big = BtreeItem.IsBig(data.Length);
        item[BtreeItem.TypeOffset] = big ? BtreeItem.Overflow : BtreeItem.KeyData;
        if (big) return false;
        BinaryPrimitives.WriteUInt16LittleEndian(item[BtreeItem.LengthOffset..], (ushort)data.Length);
        data.CopyTo(item[BtreeItem.DataOffset..]);
        return true;
    }
}
