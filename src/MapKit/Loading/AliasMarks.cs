using MapKit.Maps;
using MapKit.Records;

namespace MapKit.Loading;

/// <summary>
/// The records of an alias map that do not come from its source (docs/formats/aliases.md#records-added-by-postalias): the mark
/// <c>@</c>, which marks the map as complete, and the NIS records. No other code adds or recognises them.
/// </summary>
internal static class AliasMarks
{
    /// <summary>The key of the mark, and its value.</summary>
    public static ReadOnlySpan<byte> Mark => "@"u8;

    /// <summary>The key of the NIS record that holds the time of the build.</summary>
    public static ReadOnlySpan<byte> YpTime => "YP_LAST_MODIFIED"u8;

    /// <summary>The key of the NIS record that holds the name of the host.</summary>
    public static ReadOnlySpan<byte> YpHost => "YP_MASTER_NAME"u8;

    /// <summary>The records to add.</summary>
    /// <param name="ypRecords">The NIS records, or null for none.</param>
    /// <returns>Key, value, and whether they have no NUL in any convention.</returns>
    public static IEnumerable<(byte[] Key, byte[] Value, bool IsBare)> RecordsWith(YpRecords? ypRecords)
    {
        yield return (Mark.ToArray(), Mark.ToArray(), false);
        foreach (var (key, value) in ypRecords?.Stored ?? []) yield return (key, value, true);
    }

    /// <summary>Adds them after the records of the source.</summary>
    /// <param name="records">The records.</param>
    /// <param name="ypRecords">The NIS records, or null for none.</param>
    /// <returns>The line of an alias whose plain form is the key of the mark, or -1.</returns>
    public static int AddTo(RecordSet records, YpRecords? ypRecords)
    {
        var lineOfMark = -1;
        foreach (var (key, value, isBare) in RecordsWith(ypRecords))
        {
            var earlierLine = records.Add(key, value, bare: isBare);
            if (IsMarkKey(key)) lineOfMark = earlierLine;
        }

        return lineOfMark;
    }

    /// <summary>Whether a stored record is the mark.</summary>
    public static bool IsMark(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) => IsMarkKey(key) && IsMarkKey(value);

    /// <summary>Whether a stored key is that of the mark.</summary>
    public static bool IsMarkKey(ReadOnlyMemory<byte> key) => StoredText.WithoutNul(key).Span.SequenceEqual(Mark);

    /// <summary>Whether a map has the mark.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static bool HasMark(IMapReader map) => HasMark(map, [.. Mark, 0]) || HasMark(map, Mark);

    /// <summary>The number of records of a map that are no entries of its source.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static int CountIn(IMapReader map) =>
        (HasMark(map) ? 1 : 0) + (map.TryGet(YpTime, out _) ? 1 : 0) + (map.TryGet(YpHost, out _) ? 1 : 0);

    private static bool HasMark(IMapReader map, ReadOnlySpan<byte> key) => map.TryGet(key, out var value) && IsMarkKey(value);

    /// <summary>Whether a stored key is that of a NIS record, which has no NUL and is not folded: a time and a host name of the build.</summary>
    public static bool IsYpRecord(ReadOnlyMemory<byte> key) => IsYpName(key.Span);

    /// <summary>Whether a key is the name of a NIS record.</summary>
    public static bool IsYpName(ReadOnlySpan<byte> key) => key.SequenceEqual(YpTime) || key.SequenceEqual(YpHost);
}
