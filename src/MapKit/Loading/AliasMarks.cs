using MapKit.Records;

namespace MapKit.Loading;

/// <summary>The records of an alias map that come from no line of its source (postfix-tables 3.2).</summary>
internal static class AliasMarks
{
    /// <summary>Whether a stored record is the mark <c>@</c> that says that the map is complete.</summary>
    public static bool IsMark(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value) =>
        StoredText.WithoutNul(key).Span.SequenceEqual("@"u8) && StoredText.WithoutNul(value).Span.SequenceEqual("@"u8);

    /// <summary>Whether a stored key is that of a NIS record, which has no NUL and is not folded: a time and a host name of the build.</summary>
    public static bool IsYpRecord(ReadOnlyMemory<byte> key) =>
        key.Span.SequenceEqual("YP_LAST_MODIFIED"u8) || key.Span.SequenceEqual("YP_MASTER_NAME"u8);
}
