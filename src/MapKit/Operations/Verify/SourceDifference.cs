namespace MapKit.Operations.Verify;

/// <summary>A key in which a map differs from its source.</summary>
/// <param name="Kind">How.</param>
/// <param name="Key">The key without trailing NUL.</param>
/// <param name="SourceValue">The value that compile would store, without NUL; null if the source has no such key.</param>
/// <param name="MapValue">The value in the map, without trailing NUL; null if the map has no such key.</param>
/// <param name="Line">Line of the source, 0 if there is none.</param>
public sealed record SourceDifference(
    DifferenceKind Kind, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? SourceValue, ReadOnlyMemory<byte>? MapValue, int Line);
