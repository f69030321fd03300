namespace MapKit.Records;

/// <summary>The records of a map in one order, wherever they are kept. They can be gone through any number of times.</summary>
internal interface IOrderedRecords
{
    /// <summary>Number of records.</summary>
    int Count { get; }

    /// <summary>Goes through the records. Only one walk at a time; a slice may be used after the next has been asked for, on any thread.</summary>
    /// <param name="ranges">Which are wanted together: ascending, not overlapping. Asked for one by one.</param>
    IEnumerable<RecordSlice> Slices(IEnumerable<RecordRange> ranges);

    /// <summary>Goes through all records and what each costs. The memory of the costs is used again for those that follow.</summary>
    /// <param name="cost">The cost of a record whose stored key and value have these lengths in bytes.</param>
    IEnumerable<CostedSlice> Costs(Func<int, int, ushort> cost);

    /// <summary>The stored key of a record. For any thread.</summary>
    /// <param name="place">What <see cref="RecordSlice.PlaceOf"/> told.</param>
    ReadOnlySpan<byte> Key(long place);

    /// <summary>The stored value of a record. For any thread.</summary>
    /// <param name="place">What <see cref="RecordSlice.PlaceOf"/> told.</param>
    ReadOnlySpan<byte> Value(long place);
}
