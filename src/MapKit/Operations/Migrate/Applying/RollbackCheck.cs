namespace MapKit.Operations.Migrate.Applying;

/// <summary>Finds out, without changing anything, whether a migration can be rolled back, and what that needs.</summary>
/// <param name="run">The migration.</param>
/// <param name="choices">Which records are kept of tables whose new maps have been changed.</param>
internal sealed class RollbackCheck(RunFolder run, TableChoices<RollbackChoice> choices)
{
    private readonly IReadOnlyList<ReplacedTable> _tables = [.. run.Entries.Where(entry => entry is { Kind: JournalEntryKind.Table, OldMap: not null, OldType: not null })
        .Select(entry => new ReplacedTable(entry.Path, entry.OldMap!, entry.OldType!)).DistinctBy(table => table.NewMap)];

    private readonly List<RollbackObstacle> _obstacles = [];

    /// <summary>The files that were replaced or made.</summary>
    public IReadOnlyList<ReplacedFile> Files { get; } = [.. run.Entries.Where(entry => entry.Kind == JournalEntryKind.Save).Select(save => new ReplacedFile(
        save, run.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.Put && entry.Path == save.Path)?.State))];

    /// <summary>The tables whose old maps have to be made from the new ones first.</summary>
    public IReadOnlyList<ReplacedTable> ToMake { get; private set; } = [];

    /// <summary>Whether a file is restored although it has been changed since.</summary>
    public bool IsReplacedAnyway(ReplacedFile file) => TableOf(file) is { } table && choices.For(table.Name) is not null;

    /// <summary>Checks all files.</summary>
    /// <exception cref="RollbackRefusedException">Something would be lost.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public void Run()
    {
        if (run.LacksEntries) throw new IOException($"{run.Path}: the journal lacks entries, but the copies of replaced files are there; nothing was done. Put them back by hand, then remove the folder");
        foreach (var file in Files) Check(file);
        if (_obstacles.Count == 0) ToMake = [.. _tables.Where(IsToMake)];
        if (_obstacles.Count > 0) throw new RollbackRefusedException(_obstacles);
    }

    private void Check(ReplacedFile file)
    {
        var now = file.Now();
        var copy = run.PathOf(file.Saved);
        if (now is ReplacedFileState.Changed or ReplacedFileState.OtherAccess && !IsReplacedAnyway(file))
        {
            var kind = now == ReplacedFileState.Changed ? RollbackObstacleKind.Changed : RollbackObstacleKind.OtherAccess;
            _obstacles.Add(new RollbackObstacle(kind, file.Path) { Copy = copy, Table = TableOf(file), State = file.New });
        }
        else if (now is not (ReplacedFileState.Old or ReplacedFileState.Used) && copy is not null && FileState.Read(copy)?.HasContentOf(file.Saved.State) != true)
        {
            _obstacles.Add(new RollbackObstacle(RollbackObstacleKind.CopyDamaged, file.Path) { Copy = copy });
        }
    }

    private ReplacedTable? TableOf(ReplacedFile file) => _tables.FirstOrDefault(table => table.NewMap == file.Path);

    /// <summary>The restored configuration opens the old map.</summary>
    private bool IsToMake(ReplacedTable table)
    {
        var isGone = table.IsOldMapGone;
        var choice = choices.For(table.Name);
        var file = Files.FirstOrDefault(file => file.Path == table.NewMap);
        var now = file?.Now();
        if (!isGone && !(choice == RollbackChoice.New && now is null or ReplacedFileState.Changed)) return false;

        // What is at the place of the new map need not be what the migration made of the old map.
        if (table.HasNewMap && now != ReplacedFileState.Old && !(now == ReplacedFileState.Changed && choice == RollbackChoice.Old)) return true;
        if (isGone) _obstacles.Add(new RollbackObstacle(RollbackObstacleKind.OldMapGone, table.OldMap) { Table = table });
        return false;
    }
}
