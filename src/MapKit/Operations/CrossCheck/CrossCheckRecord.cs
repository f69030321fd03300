namespace MapKit.Operations.CrossCheck;

/// <summary>One record in which two maps differ, in stored bytes. May hold secrets.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Key">The stored key.</param>
/// <param name="Value">MapKit's value; empty where the record is missing.</param>
/// <param name="ReferenceValue">The reference's value; empty where the record is extra.</param>
public sealed record CrossCheckRecord(
    DifferenceKind Kind, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> ReferenceValue);
