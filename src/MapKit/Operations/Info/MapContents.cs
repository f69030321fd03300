using MapKit.Loading;
using MapKit.Maps;

namespace MapKit.Operations.Info;

/// <summary>What a walk over all records of a map shows.</summary>
internal sealed record MapContents
{
    /// <summary>Number of records.</summary>
    public long Records { get; private init; }

    /// <summary>Bytes of all keys and values as stored.</summary>
    public long StoredBytes { get; private init; }

    /// <summary>The lengths of the stored keys.</summary>
    public LengthDistribution Keys { get; private init; } = new();

    /// <summary>The lengths of the stored values.</summary>
    public LengthDistribution Values { get; private init; } = new();

    /// <summary>Keys that end in a NUL. The NIS records never do, and say nothing about the others.</summary>
    public long KeysWithNul { get; private init; }

    /// <summary>Whether the record <c>@</c> is there that postalias writes (docs/formats/aliases.md#records-added-by-postalias).</summary>
    public bool HasAliasMark { get; private init; }

    /// <summary>Whether the records <c>YP_LAST_MODIFIED</c> and <c>YP_MASTER_NAME</c> are there, which postalias writes where it is built with NIS.</summary>
    public bool HasYpRecords => YpRecords > 0;

    private long YpRecords { get; init; }

    /// <summary>The NUL convention in a word: with, without, mixed, or none known.</summary>
    public string NulStyle => Records == YpRecords ? "unknown (no records)" : KeysWithNul == Records - YpRecords ? "with" : KeysWithNul == 0 ? "without" : "mixed";

    /// <summary>Walks over a map.</summary>
    /// <param name="map">The open map.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static MapContents Read(IMapReader map)
    {
        long records = 0, withNul = 0;
        LengthDistribution keys = new(), values = new();
        var aliasMark = false;
        long ypRecords = 0;
        foreach (var (key, value) in map.Records)
        {
            records++;
            keys.Add(key.Length);
            values.Add(value.Length);
            var hasNul = key.Length > 0 && key.Span[^1] == 0;
            if (hasNul) withNul++;
            aliasMark |= AliasMarks.IsMarkKey(key);
            if (AliasMarks.IsYpRecord(key)) ypRecords++;
        }

        return new MapContents
        {
            Records = records,
            StoredBytes = keys.Total + values.Total,
            Keys = keys,
            Values = values,
            KeysWithNul = withNul,
            HasAliasMark = aliasMark,
            YpRecords = ypRecords,
        };
    }
}
