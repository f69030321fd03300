using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>The line end of a source: that of its last line that has one, because files rarely mix them.</summary>
internal static class LineEnd
{
    /// <summary>CR LF or LF.</summary>
    public static ReadOnlySpan<byte> Detect(ReadOnlySpan<byte> source) =>
        source.LastIndexOf((byte)'\n') is > 0 and var last && source[last - 1] == '\r' ? "\r\n"u8 : "\n"u8;

    /// <summary>
    /// The missing part of the line end of the last line: the CR may exist. An alias may end inside a quote, a
    /// comment or a literal, where a CR would become part of the text.
    /// </summary>
    public static ReadOnlySpan<byte> MissingIn(ReadOnlySpan<byte> source, EntryPlace? lastEntry, SourceSyntax syntax)
    {
        var mayBeOpen = syntax == SourceSyntax.Aliases && lastEntry is { } last && last.End == source.Length && source[last.Start..].ContainsAny("\"([\\"u8);
        return mayBeOpen || source is [.., (byte)'\r'] ? "\n"u8 : Detect(source);
    }

    /// <summary>
    /// Removes the end of the last line, so that a source without one stays without it, and keeps its CR. Not the end of an empty
    /// line, which would disappear.
    /// </summary>
    /// <param name="edited">The source that got one.</param>
    /// <param name="endsInCr">Whether it ended in CR before.</param>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> edited, bool endsInCr) => edited switch
    {
        [.. var rest, not (byte)'\n', (byte)'\r', (byte)'\n'] when !endsInCr => edited[..(rest.Length + 1)],
        [.., (byte)'\r', (byte)'\n'] when !endsInCr => edited,
        [.. var rest, not (byte)'\n', (byte)'\n'] => edited[..(rest.Length + 1)],
        _ => edited,
    };
}
