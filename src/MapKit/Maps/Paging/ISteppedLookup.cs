namespace MapKit.Maps.Paging;

/// <summary>
/// A map whose lookups can be taken in steps, each at one place of the file, so that those of many keys can take each step
/// together, in the order of the file. Only what is usual in a sound map has steps: for the rest, and for all damage, there is
/// <see cref="IMapReader.TryGet"/>. Safe for many threads, each with a window of its own.
/// </summary>
internal interface ISteppedLookup
{
    /// <summary>The file.</summary>
    MapBytes Bytes { get; }

    /// <summary>Where the first step of a key is.</summary>
    /// <param name="key">The stored form of the key.</param>
    /// <returns>An offset in the file, perhaps beyond its end, or <see cref="LookupPlace.Nowhere"/> if the key cannot be in the map.</returns>
    long FirstPlace(ReadOnlySpan<byte> key);

    /// <summary>Takes one step.</summary>
    /// <param name="place">Where: that of <see cref="FirstPlace"/>, or as told by the step before; afterwards where the next one is.</param>
    /// <param name="key">The stored form of the key.</param>
    /// <param name="window">Through which to read.</param>
    /// <param name="value">The stored value, if found: until the next step.</param>
    LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value);
}

/// <summary>Where a step of a lookup is taken.</summary>
/// <param name="Offset">An offset in the file, perhaps beyond its end.</param>
/// <param name="Before">What the map wants to know of the step before; 0 for the first.</param>
internal readonly record struct LookupPlace(long Offset, long Before = 0)
{
    /// <summary>The offset of no place at all: the key cannot be in the map.</summary>
    public const long Nowhere = -1;
}

/// <summary>What a step of a lookup has come to.</summary>
internal enum LookupStep
{
    /// <summary>The step is one of the unusual ones, or cannot be taken: the key is to be asked for by itself.</summary>
    Unusual,

    /// <summary>The key is not in the map.</summary>
    NotFound,

    /// <summary>The key is there.</summary>
    Found,

    /// <summary>The lookup goes on at another place.</summary>
    Onward,
}
