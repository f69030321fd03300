namespace MapKit.Operations.Status;

/// <summary>Options of <see cref="StatusOperation"/>.</summary>
public sealed record StatusOptions
{
    /// <summary>The types of tables that the installed Postfix can open (<c>postconf -m</c>), or null if unknown.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; init; }

    /// <summary>Whether the maps of the named types are examined, although Postfix opens others (<c>non_bdb_migration_level</c>).</summary>
    internal bool IgnoresRedirection { get; init; }

    /// <summary>Called before each table with its map, or its name if it has none, its number from 1 and the total number.</summary>
    public Action<string, int, int>? OnTable { get; init; }

    /// <summary>Whether <see cref="StatusOperation.Compile"/> only finds out whether the map would change.</summary>
    internal bool CheckOnly { get; init; }

    /// <summary>Examines a table on a server, whose settings exist; null to leave such tables alone.</summary>
    internal Func<TableStatus, TableStatus>? Client { get; init; }

    /// <summary>The generation from which a map without a source was pulled; null if it was not. Null to leave such maps alone.</summary>
    internal Func<string, long?>? PulledGeneration { get; init; }

    /// <summary>Cancels the work between two tables.</summary>
    public CancellationToken Cancellation { get; init; }
}
