namespace MapKit.Operations.Migrate.Applying;

/// <summary>Why a rollback cannot begin: something would be lost, or a table would have no map.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The file.</param>
internal sealed record RollbackObstacle(RollbackObstacleKind Kind, string Path)
{
    /// <summary>The copy of what was there before the migration; null if there was nothing.</summary>
    public string? Copy { get; init; }

    /// <summary>The table of a map; null for other files.</summary>
    public ReplacedTable? Table { get; init; }

    /// <summary>The permissions that the migration gave the file; null where they do not matter.</summary>
    public FileState? State { get; init; }
}

/// <summary>The kinds of obstacles.</summary>
internal enum RollbackObstacleKind
{
    /// <summary>The file has been changed since the migration.</summary>
    Changed,

    /// <summary>Its owner or its permissions have been changed.</summary>
    OtherAccess,

    /// <summary>The copy of the old file is missing, or is not what was copied.</summary>
    CopyDamaged,

    /// <summary>The old map has been removed, and cannot be made again.</summary>
    OldMapGone,
}

/// <summary>A rollback cannot begin. Nothing was changed.</summary>
/// <param name="obstacles">Why.</param>
internal sealed class RollbackRefusedException(IReadOnlyList<RollbackObstacle> obstacles) : IOException(MessageOf(obstacles))
{
    /// <summary>Why.</summary>
    public IReadOnlyList<RollbackObstacle> Obstacles => obstacles;

    private static string MessageOf(IReadOnlyList<RollbackObstacle> obstacles) => string.Join("; ", obstacles.GroupBy(obstacle => obstacle.Kind).Select(group => $"{WordsOf(group.Key)}: {string.Join(", ", group.Select(obstacle => obstacle.Path))}")) + "; nothing was restored";

    private static string WordsOf(RollbackObstacleKind kind) => kind switch
    {
        RollbackObstacleKind.Changed => "changed since the migration",
        RollbackObstacleKind.OtherAccess => "owner or permissions changed since the migration",
        RollbackObstacleKind.CopyDamaged => "the copies of these files are damaged or missing",
        _ => "removed since the migration, and cannot be made again",
    };
}
