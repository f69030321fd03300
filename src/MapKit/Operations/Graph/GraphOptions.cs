namespace MapKit.Operations.Graph;

/// <summary>How large a picture of a configuration may be.</summary>
internal sealed record GraphOptions
{
    /// <summary>Maximum number of answers for domains that are shown, and of aliases.</summary>
    public int Limit { get; init; } = 40;

    /// <summary>Maximum number of keys of each table, and of names of each list, that are followed.</summary>
    public int MaximumNames { get; init; } = 2000;

    /// <summary>Called between two addresses, so that a long work can be ended.</summary>
    public CancellationToken Cancellation { get; init; }
}
