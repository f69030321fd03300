namespace MapKit.Operations.Diff;

/// <summary>One difference between two tables.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The key.</param>
/// <param name="Old">The value in the first table; empty if it has none.</param>
/// <param name="New">The value in the second table; empty if it has none.</param>
public sealed record TableDifference(DifferenceKind Kind, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Old, ReadOnlyMemory<byte> New);
