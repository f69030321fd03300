namespace MapKit.Compare;

/// <summary>What was measured of one piece of work.</summary>
/// <param name="Work">The work.</param>
/// <param name="SourceBytes">Bytes of the table.</param>
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

    /// <summary>The median in each round, of which this is one.</summary>
    public IReadOnlyList<double> Rounds { get; init; } = [];

    /// <summary>How many times as fast ours is as the other, by the medians; null where there is no other.</summary>
    public double? Ratio => Peer.IsEmpty ? null : Peer.Median / Ours.Median;

    /// <summary>How many times the floor ours takes.</summary>
    public double OfFloor => Ours.Median / Floor.Median;

    /// <summary>Whether time and memory are what they are to be.</summary>
    public bool IsReached => Work.Target.IsTimeReached(this) && Work.Target.IsMemoryReached(this);

    /// <summary>The round of a piece of work in which it took longest, with the most memory of any.</summary>
    /// <param name="rounds">The same work, measured again and again.</param>
    public static WorkResult WorstOf(IReadOnlyCollection<WorkResult> rounds) => rounds.MaxBy(round => round.Ours.Median)! with
    {
        OurMemory = rounds.Max(round => round.OurMemory),
        Rounds = [.. rounds.Select(round => round.Ours.Median)],
    };
}
