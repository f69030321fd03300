using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Searching;

/// <summary>One question to one table.</summary>
/// <param name="Probe">The key.</param>
/// <param name="Table">The table, as <c>type:name</c>.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SearchStep(Probe Probe, string Table, SearchOutcome Outcome)
{
    /// <summary>The answer, one character a byte; null if there is none. Never shown where it holds a secret, see <see cref="IsSecret"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Whether <see cref="Value"/> holds a secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether all that matters is that there is an answer, whatever it is.</summary>
    public bool IsListing { get; init; }

    /// <summary>Where the source has the entry; null where there is no source or it does not have it.</summary>
    public EntryPlace? Place { get; init; }

    /// <summary>Why the table was not asked or failed; null otherwise.</summary>
    public string? Reason { get; init; }
}
