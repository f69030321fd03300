namespace MapKit.Maps;

/// <summary>One record as it is stored, trailing NUL included where there is one.</summary>
/// <param name="Key">The stored key. The memory is never written again and may be kept.</param>
/// <param name="Value">The stored value. The memory is never written again and may be kept.</param>
public readonly record struct MapRecord(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
