namespace MapKit.Compare;

/// <summary>What was measured of one piece of work.</summary>
/// <param name="Work">The work.</param>
/// <param name="SourceBytes">Bytes of what is read.</param>
internal sealed record WorkResult(Work Work, long SourceBytes)
{
    /// <summary>Seconds of our program.</summary>
    public Samples Ours { get; } = new();

    /// <summary>Seconds of the other.</summary>
    public Samples Peer { get; } = new();

    /// <summary>Seconds of the least that can be done.</summary>
    public Samples Floor { get; } = new();

    /// <summary>Largest resident memory of our program in bytes.</summary>
    public long OurMemory { get; init; }

    /// <summary>Largest resident memory of the other in bytes.</summary>
    public long PeerMemory { get; init; }

    /// <summary>How many times as fast ours is, by the medians.</summary>
    public double Ratio => Peer.Median / Ours.Median;

    /// <summary>The ratio in each round, of which this is one.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [];

    /// <summary>The round of a piece of work in which it did worst against the peer, with the most memory of any.</summary>
    /// <param name="rounds">The same work, measured again and again.</param>
    public static WorkResult WorstOf(IReadOnlyCollection<WorkResult> rounds) => rounds.MinBy(round => round.Ratio)! with
    {
        OurMemory = rounds.Max(round => round.OurMemory),
        Ratios = [.. rounds.Select(round => round.Ratio)],
    };

    /// <summary>Whether that is what it is to be.</summary>
    public bool IsReached => Ratio >= Work.Goal;
}
