using MapKit.Configuration.References;
using MapKit.Maps;
using MapKit.Operations.Status;
using MapKit.Operations.Verify;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>A table of Berkeley DB, and the map that replaces its map.</summary>
internal sealed record TableMigration
{
    /// <summary>The table as each configuration names it: as hash, as btree, or in several instances.</summary>
    public required IReadOnlyList<TableReference> References { get; init; }

    /// <summary>The status of the old map.</summary>
    public required TableStatus Status { get; init; }

    /// <summary>How its source is compiled.</summary>
    public required Compile.CompileOptions Compile { get; init; }

    /// <summary>The path without suffix.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the new map.</summary>
    public required MapType Type { get; init; }

    /// <summary>What is to be done.</summary>
    public required TableMigrationState State { get; init; }

    /// <summary>The origin of the new map's records; null if no map is made.</summary>
    public RecordOrigin? Origin { get; init; }

    /// <summary>Entries in the origin; null if unknown.</summary>
    public long? Entries { get; init; }

    /// <summary>Why it is so, without keys and values; null where the state says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether a map of the new type exists, with other records, which are lost if the new map is made.</summary>
    public bool HasOtherNewMap { get; init; }

    /// <summary>The differences of the old map from its source, at most <see cref="MostDifferences"/>.</summary>
    public IReadOnlyList<SourceDifference> Differences { get; init; } = [];

    /// <summary>The number of differences.</summary>
    public long DifferenceCount { get; init; }

    /// <summary>Messages about single keys, such as those that are too long.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Differences that are kept for the plan.</summary>
    public const int MostDifferences = 1000;

    /// <summary>The old map; null if there is none.</summary>
    public string? OldMap => Status.MapPath is { } path && Status.State != TableState.NotCompiled ? path : null;

    /// <summary>The new map.</summary>
    public string NewMap => Name + MapTypes.SuffixOf(Type);

    /// <summary>The source; null if there is none.</summary>
    public string? Source => Status.SourcePath;

    /// <summary>Whether the table holds secrets.</summary>
    public bool IsSecret => References.Any(reference => reference.IsSecret);

    /// <summary>Whether the plan cannot be applied before something is decided or fixed.</summary>
    public bool Stops => State is TableMigrationState.Undecided or TableMigrationState.Impossible;

    /// <summary>Whether the configuration names the new map afterwards.</summary>
    public bool IsMigrated => State != TableMigrationState.Broken;

    /// <summary>The name of the new type.</summary>
    public string TypeName => MapTypes.NameOf(Type);
}

/// <summary>What is to be done for a table.</summary>
internal enum TableMigrationState
{
    /// <summary>A map is made.</summary>
    Make,

    /// <summary>The new map already has the right content.</summary>
    Made,

    /// <summary>Postfix makes it, empty.</summary>
    Cache,

    /// <summary>Map and source differ, and it is not decided which of them has the right records.</summary>
    Undecided,

    /// <summary>No map can be made.</summary>
    Impossible,

    /// <summary>There is neither a source nor a map: the table is left as it is.</summary>
    Broken,
}
