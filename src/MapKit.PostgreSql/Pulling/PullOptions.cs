using MapKit.Platform.Locks;

namespace MapKit.PostgreSql.Pulling;

/// <summary>How a host fetches its tables.</summary>
internal sealed record PullOptions
{
    /// <summary>The maps of this host.</summary>
    public required IReadOnlyList<PulledMap> Maps { get; init; }

    /// <summary>The file in which this host keeps what it has.</summary>
    public required string StatePath { get; init; }

    /// <summary>The name under which the host reports.</summary>
    public required string Host { get; init; }

    /// <summary>The name and version of this program, for the report.</summary>
    public required string Program { get; init; }

    /// <summary>Whether nothing is written.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Called while another program has a map locked.</summary>
    public Action<HeldLock>? OnLocked { get; init; }

    /// <summary>Called before a map is made.</summary>
    public Action<PulledMap>? OnMap { get; init; }

    /// <summary>Ends the work; unfinished maps are removed.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a pull did.</summary>
/// <param name="Generation">The generation of all maps of this host.</param>
/// <param name="Maps">The maps that were written or would be.</param>
/// <param name="Notes">What the administrator should know.</param>
internal sealed record PullResult(long Generation, IReadOnlyList<Operations.Compile.CompileResult> Maps, IReadOnlyList<string> Notes);
