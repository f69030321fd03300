namespace MapKit.Compare;

/// <summary>What is to be compared.</summary>
internal sealed record CompareOptions
{
    /// <summary>Our native command.</summary>
    public required string Mapkit { get; init; }

    /// <summary>A native program that does nothing.</summary>
    public required string Empty { get; init; }

    /// <summary>Runs of each piece of work, after the warm-up.</summary>
    public required int Runs { get; init; }

    /// <summary>How often all of it is measured.</summary>
    public required int Rounds { get; init; }

    /// <summary>Entries of the table; of the scaling run, the most.</summary>
    public required int Entries { get; init; }

    /// <summary>The seed of the table.</summary>
    public required int Seed { get; init; }

    /// <summary>Names of the pieces of work that are wanted; all, if empty.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Whether to find out how time and memory grow instead.</summary>
    public required bool Scale { get; init; }

    /// <summary>Whether the peer compiles the largest tables too.</summary>
    public required bool PeerAll { get; init; }

    /// <summary>The folder for the results.</summary>
    public required string Output { get; init; }

    /// <summary>The folder for tables and maps.</summary>
    public required string Work { get; init; }
}
