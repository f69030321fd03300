using MapKit.Source;

namespace MapKit.Entries;

/// <summary>What a line of a postmap source can express.</summary>
internal static class PostmapLine
{
    /// <summary>Why no line can have this key and value, or null if one can.</summary>
    /// <param name="key">The key, without line feed and NUL.</param>
    /// <param name="value">The value, without line feed and NUL.</param>
    public static string? Problem(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => ProblemInKey(key) ?? ProblemInValue(value);

    /// <summary>The same for a key.</summary>
    public static string? ProblemInKey(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty) return "the key is empty";
        if (AsciiSpace.IsSpace(key[0])) return "the key begins with whitespace";
        if (key[0] == '#') return "the key begins with #, as a comment does";

        // A backslash at the end would protect the whitespace after it, so the text that is checked has one there.
        Span<byte> line = key.Length < 256 ? stackalloc byte[key.Length + 1] : new byte[key.Length + 1];
        key.CopyTo(line);
        line[key.Length] = (byte)'\t';
        var length = PostmapEntryParser.KeyLength(line, out var openQuote);
        if (openQuote >= 0) return "a quote in the key is never closed";
        if (length > key.Length) return "the key ends in a backslash";
        return length == key.Length ? null : "the key has whitespace outside quotes";
    }

    /// <summary>The same for a value.</summary>
    public static string? ProblemInValue(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return "the value is empty";
        return AsciiSpace.IsSpace(value[0]) || AsciiSpace.IsSpace(value[^1]) ? "the value begins or ends with whitespace" : null;
    }
}
