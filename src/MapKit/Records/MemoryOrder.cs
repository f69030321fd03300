namespace MapKit.Records;

/// <summary>An order of records in memory. The place of a record is its number.</summary>
/// <param name="records">The records.</param>
/// <param name="order">Their numbers in order, or null if they are in order.</param>
internal sealed class MemoryOrder(in StoredRecords records, int[]? order) : IOrderedRecords
{
    private const int CostsAtOnce = 1 << 14;

    private readonly StoredRecords _records = records;

    /// <inheritdoc/>
    public int Count => _records.Count;

    /// <inheritdoc/>
    public IEnumerable<RecordSlice> Slices(IEnumerable<RecordRange> ranges)
    {
        foreach (var range in ranges) yield return Slice(range);
    }

    /// <inheritdoc/>
    public IEnumerable<CostedSlice> Costs(Func<int, int, ushort> cost)
    {
        var costs = RecordCosts.Measure(_records, cost);
        var inOrder = new ushort[Math.Min(CostsAtOnce, Count)];
        foreach (var range in RecordRange.Split(Count, CostsAtOnce))
        {
            var slice = Slice(range);
            var numbers = slice.Numbers;
            for (var i = 0; i < numbers.Length; i++) inOrder[i] = costs[numbers[i]];
            yield return new CostedSlice(slice, inOrder.AsMemory(0, range.Count));
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Key(long place) => _records.Key((int)place);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Value(long place) => _records.Value((int)place);

    private RecordSlice Slice(RecordRange range)
    {
        if (order is not null) return new(_records, order, range.First, range.Count);
        var numbers = new int[range.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = range.First + i;
        return new(_records, numbers, 0, range.Count);
    }
}
