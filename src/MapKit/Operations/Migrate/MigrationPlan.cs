using MapKit.Configuration;
using MapKit.Operations.Migrate.Planning;

namespace MapKit.Operations.Migrate;

/// <summary>All that a migration will do, found without changing anything.</summary>
internal sealed record MigrationPlan
{
    /// <summary>What was requested.</summary>
    public required MigrationOptions Options { get; init; }

    /// <summary>The configurations: the requested one, then its further instances.</summary>
    public required IReadOnlyList<PostfixConfiguration> Instances { get; init; }

    /// <summary>The tables, in the order of the configurations.</summary>
    public required IReadOnlyList<TableMigration> Tables { get; init; }

    /// <summary>The changes of the configurations' files.</summary>
    public required IReadOnlyList<FileChange> Files { get; init; }

    /// <summary>What is left as it is.</summary>
    public required IReadOnlyList<RemainingWord> Remaining { get; init; }

    /// <summary>Why the plan cannot be applied, besides the tables that stop it.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>What the administrator should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The old maps that the configuration opens afterwards as well.</summary>
    public required IReadOnlySet<string> StillOpened { get; init; }

    /// <summary>The folder of the requested configuration.</summary>
    public string Directory => Instances[0].Main.Directory;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Files.Count == 0 && !Tables.Any(table => table.State == TableMigrationState.Make) && !Stops;

    /// <summary>Whether it cannot be applied before something is decided or fixed.</summary>
    public bool Stops => Obstacles.Count > 0 || Tables.Any(table => table.Stops);

    /// <summary>Whether the configuration still names Berkeley DB afterwards.</summary>
    public bool LeavesSome => Remaining.Any(word => word.IsOfPostfix);
}
