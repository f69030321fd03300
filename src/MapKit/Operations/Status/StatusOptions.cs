namespace MapKit.Operations.Status;

/// <summary>How <see cref="StatusOperation"/> works.</summary>
public sealed record StatusOptions
{
    /// <summary>The types of tables that the installed Postfix can open (<c>postconf -m</c>), or null if that is not known.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; init; }

    /// <summary>Called before each table with its map, or its name where it has none, its number from 1 and the number of all.</summary>
    public Action<string, int, int>? OnTable { get; init; }

    /// <summary>Gives up between two tables.</summary>
    public CancellationToken Cancellation { get; init; }
}
