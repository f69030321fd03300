using MapKit.Maps;

namespace MapKit.Operations;

/// <summary>What a walk over all records of a map shows.</summary>
public sealed record MapContents
{
    /// <summary>Number of records.</summary>
    public long Records { get; private init; }

    /// <summary>Bytes of all keys and values as stored.</summary>
    public long StoredBytes { get; private init; }

    /// <summary>Length of the shortest stored key, 0 if there is none.</summary>
    public int ShortestKey { get; private init; }

    /// <summary>Length of the longest stored key.</summary>
    public int LongestKey { get; private init; }

    /// <summary>Length of the shortest stored value, 0 if there is none.</summary>
    public int ShortestValue { get; private init; }

    /// <summary>Length of the longest stored value.</summary>
    public int LongestValue { get; private init; }

    /// <summary>Keys that end in a NUL.</summary>
    public long KeysWithNul { get; private init; }

    /// <summary>Whether the record <c>@</c> is there that postalias writes (postfix-tables 3.2).</summary>
    public bool HasAliasMark { get; private init; }

    /// <summary>Whether the records <c>YP_LAST_MODIFIED</c> and <c>YP_MASTER_NAME</c> are there, which postalias writes where it is built with NIS.</summary>
    public bool HasYpRecords { get; private init; }

    /// <summary>The NUL convention in a word: with, without, mixed, or none known.</summary>
    public string NulStyle => Records == 0 ? "unknown (no records)" : KeysWithNul == Records ? "with" : KeysWithNul == 0 ? "without" : "mixed";

    /// <summary>Walks over a map.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapContents Of(IMapReader map)
    {
        long records = 0, bytes = 0, withNul = 0;
        int shortestKey = int.MaxValue, longestKey = 0, shortestValue = int.MaxValue, longestValue = 0;
        bool aliasMark = false, yp = false;
        foreach (var (key, value) in map.Records)
        {
            records++;
            bytes += key.Length + value.Length;
            shortestKey = Math.Min(shortestKey, key.Length);
            longestKey = Math.Max(longestKey, key.Length);
            shortestValue = Math.Min(shortestValue, value.Length);
            longestValue = Math.Max(longestValue, value.Length);
            var hasNul = key.Length > 0 && key.Span[^1] == 0;
            if (hasNul) withNul++;
            aliasMark |= (hasNul ? key.Span[..^1] : key.Span).SequenceEqual("@"u8);
            yp |= key.Span.SequenceEqual("YP_LAST_MODIFIED"u8);
        }

        return new MapContents
        {
            Records = records,
            StoredBytes = bytes,
            ShortestKey = records == 0 ? 0 : shortestKey,
            LongestKey = longestKey,
            ShortestValue = records == 0 ? 0 : shortestValue,
            LongestValue = longestValue,
            KeysWithNul = withNul,
            HasAliasMark = aliasMark,
            HasYpRecords = yp,
        };
    }
}
