namespace MapKit.Records;

/// <summary>Records that follow one another, and what each costs on a page (<see cref="RecordCosts"/>).</summary>
/// <param name="Slice">The records.</param>
/// <param name="Costs">Their costs, in the same order.</param>
internal readonly record struct CostedSlice(RecordSlice Slice, ReadOnlyMemory<ushort> Costs);
