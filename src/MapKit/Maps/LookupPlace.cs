namespace MapKit.Maps;

/// <summary>Where a step of a lookup is taken.</summary>
/// <param name="Offset">An offset in the file, perhaps beyond its end.</param>
/// <param name="Before">What the map wants to know of the step before; 0 for the first.</param>
internal readonly record struct LookupPlace(long Offset, long Before = 0)
{
    /// <summary>The offset of no place at all: the key cannot be in the map.</summary>
    public const long Nowhere = -1;
}
