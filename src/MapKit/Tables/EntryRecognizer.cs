namespace MapKit.Tables;

/// <summary>Says without allocating whether an entry has a common shape that nothing is wrong with.</summary>
/// <param name="key">The key.</param>
/// <param name="value">The value.</param>
public delegate bool EntryRecognizer(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);
