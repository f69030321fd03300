using MapKit.Lookup;

namespace MapKit.Delivery;

/// <summary>How an address is explained. The defaults query the tables of the configuration, with its own settings.</summary>
public sealed record ExplainOptions
{
    /// <summary>How tables are opened and queried; null for <see cref="LookupOptions.From"/> the configuration.</summary>
    public LookupOptions? Lookup { get; init; }

    /// <summary>The tables, as <c>type:name</c> or <c>source:path</c>; empty for those of the configuration.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether the sources of indexed maps are asked in their place.</summary>
    public bool AsksSources { get; init; }

    /// <summary>The sender of the mail, one character per byte, in external form; empty for the null sender, null if nothing is said.</summary>
    public string? Sender { get; init; }

    /// <summary>The name of the host whose address is explained, or of the server that the destination turns out to be; null if it is not known.</summary>
    public string? Host { get; init; }
}
