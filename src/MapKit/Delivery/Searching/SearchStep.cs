using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Searching;

/// <summary>One lookup in one table.</summary>
/// <param name="Probe">The key.</param>
/// <param name="Table">The table, as <c>type:name</c>.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SearchStep(Probe Probe, string Table, SearchOutcome Outcome)
{
    /// <summary>The answer, one character per byte; null if there is none. Never shown if it is a secret, see <see cref="IsSecret"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether <see cref="Value"/> contains a secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether only the existence of an answer matters.</summary>
    public bool IsListing { get; init; }

    /// <summary>The place of the entry in the source; null if there is no source or no such entry.</summary>
    public EntryPlace? Place { get; init; }

    /// <summary>Whether it failed because the value is empty, which Postfix calls an error of the configuration.</summary>
    internal bool IsEmptyValue { get; init; }

    /// <summary>Why the table was not queried or failed; null otherwise.</summary>
    public string? Reason { get; init; }
}

/// <summary>The outcome of one lookup in one table.</summary>
public enum SearchOutcome
{
    /// <summary>The table has no such key.</summary>
    NotFound,

    /// <summary>The table answered.</summary>
    Found,

    /// <summary>Postfix does not query this table: the key is only a part of the subject, and the keys of the table are patterns.</summary>
    PassedOver,

    /// <summary>Postfix queries this table, but MapKit cannot: it needs a server, or a regular-expression engine that was not supplied.</summary>
    Unanswerable,

    /// <summary>The table cannot be queried, or its answer cannot be used: Postfix ends the search and tries again later.</summary>
    Failed,
}
