namespace MapKit.PostgreSql.Publishing;

/// <summary>How tables are published.</summary>
internal sealed record PublicationOptions
{
    /// <summary>The user who publishes.</summary>
    public required string Author { get; init; }

    /// <summary>The host on which.</summary>
    public required string Host { get; init; }

    /// <summary>A comment, such as a revision; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>How many generations are kept.</summary>
    public int Keep { get; init; } = 100;

    /// <summary>Whether published tables that are not among those given are removed.</summary>
    public bool Prune { get; init; }

    /// <summary>Whether nothing is kept of what was done.</summary>
    public bool DryRun { get; init; }

    /// <summary>Called once if another publisher is waited for.</summary>
    public Action? OnWaiting { get; init; }

    /// <summary>Called before a table is written.</summary>
    public Action<string>? OnTable { get; init; }

    /// <summary>Receives the differences of a table, if they are to be shown, after it is written.</summary>
    public Action<TablePublication, IEnumerable<Operations.Diff.TableDifference>>? OnDifferences { get; init; }
}

/// <summary>What was published.</summary>
/// <param name="Generation">The new generation, or the latest one if nothing was published.</param>
/// <param name="IsChanged">Whether there is, or would be, a new one.</param>
/// <param name="Tables">Each table, with what happened to it.</param>
internal sealed record PublicationResult(long Generation, bool IsChanged, IReadOnlyList<TablePublication> Tables);

/// <summary>What happened to a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Entries">Number of its entries.</param>
/// <param name="Added">New keys.</param>
/// <param name="Removed">Keys that are gone.</param>
/// <param name="Changed">Keys with another value.</param>
internal sealed record TablePublication(string Name, TableOutcome Outcome, long Entries, long Added, long Removed, long Changed)
{
    /// <summary>Whether it holds secrets.</summary>
    public bool IsCredentials { get; init; }

    /// <summary>Whether it was not in the database before, not even as a removed table.</summary>
    public bool IsCreated { get; init; }
}

/// <summary>What happened to a table.</summary>
internal enum TableOutcome
{
    /// <summary>The database has the same entries.</summary>
    Unchanged,

    /// <summary>It is published for the first time, or again.</summary>
    New,

    /// <summary>Some entries differ.</summary>
    Changed,

    /// <summary>It is no longer published.</summary>
    Removed,
}
