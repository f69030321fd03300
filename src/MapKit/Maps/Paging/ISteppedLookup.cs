namespace MapKit.Maps.Paging;

/// <summary>
/// A map whose lookups can be done in steps, each at one place of the file, so that each step can be done for many keys
/// together, in the order of the file. Only the common cases of a sound map have steps: for the rest, and for all damage, use
/// <see cref="IMapReader.TryGet"/>. Safe for many threads, each with a separate window.
/// </summary>
internal interface ISteppedLookup
{
    /// <summary>The file.</summary>
    MapBytes Bytes { get; }

    /// <summary>The place of the first step of a key.</summary>
    /// <param name="key">The stored form of the key.</param>
    /// <returns>An offset in the file, possibly beyond its end, or <see cref="LookupPlace.Nowhere"/> if the key cannot be in the map.</returns>
    long FirstPlace(ReadOnlySpan<byte> key);

    /// <summary>Does one step.</summary>
    /// <param name="place">The place: that of <see cref="FirstPlace"/>, or from the step before; afterwards the place of the next step.</param>
    /// <param name="key">The stored form of the key.</param>
    /// <param name="window">Through which to read.</param>
    /// <param name="value">The stored value, if found: until the next step.</param>
    LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value);
}

/// <summary>The place of a step of a lookup.</summary>
/// <param name="Offset">An offset in the file, possibly beyond its end.</param>
/// <param name="Before">The map's state from the step before; 0 for the first.</param>
internal readonly record struct LookupPlace(long Offset, long Before = 0)
{
    /// <summary>The offset that means no place: the key cannot be in the map.</summary>
    public const long Nowhere = -1;
}

/// <summary>The result of a step of a lookup.</summary>
internal enum LookupStep
{
    /// <summary>The step is an unusual case, or failed: the key must be looked up separately.</summary>
    Unusual,

    /// <summary>The key is not in the map.</summary>
    NotFound,

    /// <summary>The key was found.</summary>
    Found,

    /// <summary>The lookup continues at another place.</summary>
    Onward,
}
