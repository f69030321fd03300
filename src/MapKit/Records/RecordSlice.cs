namespace MapKit.Records;

/// <summary>Consecutive records of an order: their numbers and the positions of their bytes.</summary>
internal readonly struct RecordSlice
{
    private readonly int[] _order;
    private readonly int _start;
    private readonly int _count;
    private readonly long[]? _places;

    /// <summary>Creates a slice.</summary>
    /// <param name="records">Where the bytes are.</param>
    /// <param name="order">Numbers of records.</param>
    /// <param name="start">The first of them that belongs to the slice.</param>
    /// <param name="count">How many belong to it.</param>
    /// <param name="places">The place of each record by its number, or null if the number itself is the place.</param>
    public RecordSlice(in StoredRecords records, int[] order, int start, int count, long[]? places = null)
    {
        Records = records;
        _order = order;
        _start = start;
        _count = count;
        _places = places;
    }

    /// <summary>Where the bytes are.</summary>
    public StoredRecords Records { get; }

    /// <summary>The numbers of the records, in order. A caller may reorder them here.</summary>
    public Span<int> Numbers => _order.AsSpan(_start, _count);

    /// <summary>The place of a record in the order, for <see cref="IOrderedRecords.Key"/> and <see cref="IOrderedRecords.Value"/>.</summary>
    /// <param name="number">One of <see cref="Numbers"/>.</param>
    public long PlaceOf(int number) => _places is null ? number : _places[number];

    /// <summary>A part of the slice.</summary>
    /// <param name="start">The first record of the part, counted in the slice.</param>
    /// <param name="count">How many.</param>
    public RecordSlice Part(int start, int count)
    {
        if ((uint)start > (uint)_count || (uint)count > (uint)(_count - start)) throw new ArgumentOutOfRangeException(nameof(start));
        return new(Records, _order, _start + start, count, _places);
    }
}

/// <summary>Consecutive records with their costs on a page (<see cref="RecordCosts"/>).</summary>
/// <param name="Slice">The records.</param>
/// <param name="Costs">Their costs, in the same order.</param>
internal readonly record struct CostedSlice(RecordSlice Slice, ReadOnlyMemory<ushort> Costs);
