using System.Buffers.Binary;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>
/// The items that were too big for the pages written so far. Each gets its page numbers when its reference is written;
/// the chains follow after all other pages, in the same order, copied from the records.
/// </summary>
internal sealed class OverflowQueue
{
    private readonly IOrderedRecords _records;
    private readonly List<Item> _items = [];
    private uint _nextPage;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="records">Where the bytes are.</param>
    /// <param name="firstPage">Number of the first page of the first chain.</param>
    public OverflowQueue(IOrderedRecords records, uint firstPage)
    {
        _records = records;
        _nextPage = firstPage;
    }

    /// <summary>Number of pages for an item of this length.</summary>
    public static int PagesFor(int length) => (int)(((long)length + PageWriter.Capacity - 1) / PageWriter.Capacity);

    /// <summary>Adds the start of a key, and writes the reference to it except for the type byte.</summary>
    /// <param name="place">The place of the record.</param>
    /// <param name="length">Bytes of the key that are wanted.</param>
    /// <param name="reference">Where the reference is written.</param>
    public void AddKey(long place, int length, Span<byte> reference) => Add(new Item(place, length, IsValue: false), reference);

    /// <summary>Adds a value, and writes the reference to it except for the type byte.</summary>
    /// <param name="place">The place of the record.</param>
    /// <param name="length">Bytes of the value.</param>
    /// <param name="reference">Where the reference is written.</param>
    public void AddValue(long place, int length, Span<byte> reference) => Add(new Item(place, length, IsValue: true), reference);

    /// <summary>Writes all chains.</summary>
    public void WriteTo(PageWriter writer)
    {
        foreach (var (place, length, isValue) in _items)
        {
            var data = isValue ? _records.Value(place) : _records.Key(place)[..length];
            for (var previous = 0u; !data.IsEmpty;)
            {
                var part = data[..Math.Min(data.Length, PageWriter.Capacity)];
                data = data[part.Length..];
                var page = writer.Next(out var number);
                PageHeader.Write(page, PageType.Overflow, level: 0, number, previous, data.IsEmpty ? 0 : number + 1);
                PageHeader.WriteCounts(page, entries: 1, part.Length);
                part.CopyTo(page[PageHeader.Length..]);
                previous = number;
            }
        }
    }

    private void Add(Item item, Span<byte> reference)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(reference[OverflowItem.FirstPageOffset..], _nextPage);
        BinaryPrimitives.WriteUInt32LittleEndian(reference[OverflowItem.LengthOffset..], (uint)item.Length);
        _items.Add(item);
        _nextPage = checked(_nextPage + (uint)PagesFor(item.Length));
    }

    private readonly record struct Item(long Place, int Length, bool IsValue);
}
