using MapKit.Entries;

namespace MapKit.Editing;

/// <summary>How the lines of a source end: as its last line that has an end, for a file is seldom mixed.</summary>
internal static class LineEnd
{
    /// <summary>CR and LF, or LF alone.</summary>
    public static ReadOnlySpan<byte> Detect(ReadOnlySpan<byte> source) =>
        source.LastIndexOf((byte)'\n') is > 0 and var last && source[last - 1] == '\r' ? "\r\n"u8 : "\n"u8;

    /// <summary>
    /// What a source lacks that does not end in LF: of CR and LF it may have the one already. An alias may end within a quote, a
    /// comment or the like, which would take a CR in.
    /// </summary>
    public static ReadOnlySpan<byte> MissingIn(ReadOnlySpan<byte> source, List<DocumentEntry> entries, SourceSyntax syntax)
    {
        var mayBeOpen = syntax == SourceSyntax.Aliases && entries is [.., var last] && last.End == source.Length && source[last.Start..].ContainsAny("\"([\\"u8);
        return mayBeOpen || source is [.., (byte)'\r'] ? "\n"u8 : Detect(source);
    }

    /// <summary>
    /// Takes the end off the last line, so that a source without one stays one, and has its CR if it had that. Not off a blank
    /// line, which would be none then.
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
