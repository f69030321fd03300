namespace MapKit.Records.Spilling;

/// <summary>Told of a record whose key is there already.</summary>
/// <param name="key">The key.</param>
/// <param name="line">Its line.</param>
/// <param name="earlierLine">The line of the record that is there.</param>
internal delegate void DuplicateFound(ReadOnlySpan<byte> key, int line, int earlierLine);
