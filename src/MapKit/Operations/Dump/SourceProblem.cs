namespace MapKit.Operations.Dump;

/// <summary>A record that a source does not give back exactly.</summary>
/// <param name="Key">The key without trailing NUL.</param>
/// <param name="Value">The value without trailing NUL.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsWritten">Whether it has a line all the same, which compiles to something else as well or instead.</param>
public sealed record SourceProblem(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, string Reason, bool IsWritten);
