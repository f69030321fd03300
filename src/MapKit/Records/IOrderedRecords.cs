namespace MapKit.Records;

/// <summary>The records of a map in one order, in memory or on disk. They can be enumerated repeatedly.</summary>
internal interface IOrderedRecords
{
    /// <summary>Number of records.</summary>
    int Count { get; }

    /// <summary>Enumerates the records. Only one enumeration at a time. A slice stays valid after the next one is requested, on any thread.</summary>
    /// <param name="ranges">The ranges to return together: ascending, not overlapping. Requested one by one.</param>
    IEnumerable<RecordSlice> Slices(IEnumerable<RecordRange> ranges);

    /// <summary>Enumerates all records with their costs. The memory of the costs is reused.</summary>
    /// <param name="cost">The cost of a record whose stored key and value have these lengths in bytes.</param>
    IEnumerable<CostedSlice> Costs(Func<int, int, ushort> cost);

    /// <summary>The stored key of a record. For any thread.</summary>
    /// <param name="place">The result of <see cref="RecordSlice.PlaceOf"/>.</param>
    ReadOnlySpan<byte> Key(long place);

    /// <summary>The stored value of a record. For any thread.</summary>
    /// <param name="place">The result of <see cref="RecordSlice.PlaceOf"/>.</param>
    ReadOnlySpan<byte> Value(long place);
}
