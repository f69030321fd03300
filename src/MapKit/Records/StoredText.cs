namespace MapKit.Records;

/// <summary>The text in stored bytes.</summary>
internal static class StoredText
{
    /// <summary>The bytes up to the first NUL, as Postfix returns a value (docs/formats/map-types.md#trailing-nul).</summary>
    /// <param name="stored">The stored bytes.</param>
    public static ReadOnlyMemory<byte> UpToNul(ReadOnlyMemory<byte> stored) => stored[..UpToNul(stored.Span).Length];

    /// <summary>The same for bytes that are not kept.</summary>
    /// <param name="stored">The stored bytes.</param>
    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> stored)
    {
        // A NUL is nearly always the last byte.
        if (!stored.IsEmpty && stored[^1] == 0) stored = stored[..^1];
        var nul = stored.IndexOf((byte)0);
        return nul < 0 ? stored : stored[..nul];
    }

    /// <summary>The bytes without the one NUL that the convention may have added; NULs before it are kept.</summary>
    /// <param name="stored">The stored bytes.</param>
    public static ReadOnlyMemory<byte> WithoutNul(ReadOnlyMemory<byte> stored) =>
        stored.Length > 0 && stored.Span[^1] == 0 ? stored[..^1] : stored;
}
