namespace MapKit.Maps;

/// <summary>One record as stored, including a trailing NUL.</summary>
/// <param name="Key">The stored key. The memory is never written again and may be kept.</param>
/// <param name="Value">The stored value. The memory is never written again and may be kept.</param>
public readonly record struct MapRecord(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
