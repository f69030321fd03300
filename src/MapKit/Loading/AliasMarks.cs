using MapKit.Records;

namespace MapKit.Loading;

/// <summary>
/// The records of an alias map that do not come from its source (docs/formats/aliases.md#records-added-by-postalias): the mark
/// <c>@</c>, which marks the map as complete, and the NIS records.
/// </summary>
internal static class AliasMarks
{
    /// <summary>The key of the mark, and its value.</summary>
    public static ReadOnlySpan<byte> Mark => "@"u8;

    /// <summary>Adds them after the records of the source.</summary>
    /// <param name="records">The records.</param>
    /// <param name="ypRecords">The NIS records, or null for none.</param>
    /// <returns>The line of an alias whose plain form is the key of the mark, or -1.</returns>
    public static int AddTo(RecordSet records, YpRecords? ypRecords)
    {
        var earlierLine = records.Add(Mark, Mark);
        foreach (var (key, value) in ypRecords?.Stored ?? []) records.Add(key, value, bare: true);
        return earlierLine;
    }

    /// <summary>Whether a stored record is the mark.</summary>
    public static bool IsMark(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) =>
        StoredText.WithoutNul(key).Span.SequenceEqual(Mark) && StoredText.WithoutNul(value).Span.SequenceEqual(Mark);

    /// <summary>Whether a stored key is that of a NIS record, which has no NUL and is not folded: a time and a host name of the build.</summary>
    public static bool IsYpRecord(ReadOnlyMemory<byte> key) => IsYpName(key.Span);

    /// <summary>Whether a key is the name of a NIS record.</summary>
    public static bool IsYpName(ReadOnlySpan<byte> key) => key.SequenceEqual("YP_LAST_MODIFIED"u8) || key.SequenceEqual("YP_MASTER_NAME"u8);
}
