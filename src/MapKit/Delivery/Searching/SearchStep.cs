using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Searching;

/// <summary>One question to one table.</summary>
/// <param name="Probe">The key.</param>
/// <param name="Table">The table, as <c>type:name</c>.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SearchStep(Probe Probe, string Table, SearchOutcome Outcome)
{
    /// <summary>The answer, one character per byte; null if there is none. Never shown where it holds a secret, see <see cref="IsSecret"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether <see cref="Value"/> holds a secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether all that matters is that there is an answer, whatever it is.</summary>
    public bool IsListing { get; init; }

    /// <summary>Where the source has the entry; null if there is no source or it does not have it.</summary>
    public EntryPlace? Place { get; init; }

    /// <summary>Why the table was not asked or failed; null otherwise.</summary>
    public string? Reason { get; init; }
}

/// <summary>What became of one question to one table.</summary>
public enum SearchOutcome
{
    /// <summary>The table has no such key.</summary>
    NotFound,

    /// <summary>The table answered.</summary>
    Found,

    /// <summary>Postfix does not ask this table: the key is a part of what is looked for, and the keys of the table are patterns.</summary>
    PassedOver,

    /// <summary>Postfix queries this table, but MapKit cannot: it needs a server, or a regular-expression engine that was not supplied.</summary>
    Unanswerable,

    /// <summary>The table cannot be asked, or its answer not used: Postfix ends the search and tries again later.</summary>
    Failed,
}
