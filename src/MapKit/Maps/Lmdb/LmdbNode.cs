namespace MapKit.Maps.Lmdb;

/// <summary>Where a record is on its page, checked to be inside it.</summary>
/// <param name="KeyOffset">Start of the key.</param>
/// <param name="KeyLength">Bytes of the key.</param>
/// <param name="ValueOffset">Start of the value, or of the reference to it.</param>
/// <param name="ValueLength">Bytes of the value.</param>
/// <param name="IsLarge">Whether the value is on overflow pages.</param>
/// <param name="IsDatabase">Whether the value is the <see cref="LmdbDatabase"/> of a named database.</param>
internal readonly record struct LmdbNode(int KeyOffset, int KeyLength, int ValueOffset, uint ValueLength, bool IsLarge, bool IsDatabase);
