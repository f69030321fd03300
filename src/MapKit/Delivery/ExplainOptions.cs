using MapKit.Delivery.Smtpd;
using MapKit.Lookup;
using MapKit.Platform;

namespace MapKit.Delivery;

/// <summary>How an address is explained. The defaults query the tables of the configuration, with its settings.</summary>
public sealed record ExplainOptions
{
    /// <summary>How tables are opened and queried; null for <see cref="LookupOptions.From"/> the configuration.</summary>
    public LookupOptions? Lookup { get; init; }

    /// <summary>The tables, as <c>type:name</c> or <c>source:path</c>; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether the sources of indexed maps are queried instead of the maps.</summary>
    public bool AsksSources { get; init; }

    /// <summary>Whether a map is queried if its source, which <see cref="AsksSources"/> prefers, is missing.</summary>
    internal bool AsksMapsWithoutSource { get; init; }

    /// <summary>The sender of the mail, one character per byte, in external form; empty for the null sender, null if not given.</summary>
    public string? Sender { get; init; }

    /// <summary>
    /// The message whose delivery is explained: headers, an empty line and the body, with LF or CRLF at the end of lines; null if it is not given.
    /// With it, header and body checks are evaluated, and the addresses in its headers are rewritten.
    /// </summary>
    public ReadOnlyMemory<byte>? Message { get; init; }

    /// <summary>
    /// Opens a table of a type that MapKit does not implement, or returns null; null if nothing can. The tables are those of Postfix's own tool.
    /// </summary>
    internal Func<string, LookupTable?>? Foreign { get; init; }

    /// <summary>Opens a table of a type that needs a server, through a client of MapKit; returns null for other types. Null if there is no client.</summary>
    internal Func<string, LookupOptions, LookupTable?>? Client { get; init; }

    /// <summary>What opens them, for a note.</summary>
    internal string ForeignName { get; init; } = "";

    /// <summary>The client and its login, for a delivery that begins with the SMTP session; null if it does not.</summary>
    internal SmtpSession? Session { get; init; }

    /// <summary>The name of the host whose address is explained, or of the destination's server; null if unknown.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the source of an indexed map is queried instead of the map.</summary>
    /// <param name="path">The source.</param>
    internal bool AsksSource(string path) => AsksSources && (!AsksMapsWithoutSource || FilePresence.FileExists(path));
}
