using MapKit.Cli.Commands.Migrate;
using MapKit.Operations.Migrate.Applying;
using MapKit.Platform;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>What a rollback has done, or why it has not begun.</summary>
/// <param name="environment">Where to.</param>
/// <param name="line">The command line.</param>
/// <param name="isJson">Whether to write JSON lines.</param>
internal sealed class RollbackText(CommandEnvironment environment, MigrationCommandLine line, bool isJson)
{
    /// <summary>Writes what was done.</summary>
    /// <param name="result">What was done.</param>
    /// <param name="folders">The configurations that Postfix has to read again.</param>
    public void Write(Restoration result, IReadOnlyList<string> folders)
    {
        if (isJson)
        {
            WriteJson(result);
            return;
        }

        foreach (var table in result.Made) environment.Output.WriteLine($"made      {table.OldMap}, with the records of {table.NewMap}");
        if (!environment.IsQuiet)
        {
            foreach (var path in result.Restored) environment.Output.WriteLine($"restored  {path}");
            foreach (var path in result.Removed) environment.Output.WriteLine($"removed   {path}");
        }

        foreach (var path in result.Left) environment.Output.WriteLine($"left      {path}: another configuration uses it, or it was touched; remove it by hand if nothing reads it");
        foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
        if (environment.IsQuiet) return;
        environment.Output.WriteLine("\nNext:");
        foreach (var folder in folders) environment.Output.WriteLine($"  postfix -c {ShellWord.Quote(folder)} reload");
        environment.Output.WriteLine($"  mapkit status -c {ShellWord.Quote(line.Folder)}   (a source that was edited since the migration needs postmap again)");
    }

    /// <summary>Writes why nothing was done, with the commands that help.</summary>
    public void WriteObstacles(IReadOnlyList<RollbackObstacle> obstacles)
    {
        foreach (var obstacle in obstacles)
        {
            if (isJson) WriteJson(obstacle);
            else foreach (var text in LinesOf(obstacle)) environment.Output.WriteLine(text);
        }

        if (!isJson && obstacles.Any(obstacle => obstacle.Kind is RollbackObstacleKind.OtherAccess or RollbackObstacleKind.OldMapGone || obstacle is { Kind: RollbackObstacleKind.Changed, Table: null })) environment.Output.WriteLine($"Then: {line.Rollback}");
        MapkitCommand.Fail(environment, "nothing was restored");
    }

    private IEnumerable<string> LinesOf(RollbackObstacle obstacle)
    {
        var path = ShellWord.Quote(obstacle.Path);
        switch (obstacle)
        {
            case { Kind: RollbackObstacleKind.Changed, Table: { } table }:
                yield return $"{obstacle.Path}: changed since the migration, so that removing it would lose records";
                if (table.HasNewMap && !table.IsOldMapGone) yield return $"      to see them:                                     mapkit diff {ShellWord.Quote(table.OldMap)} {path}";
                if (table.HasNewMap) yield return $"      to keep them, by making the old map from it:     {line.RollbackWith($"new:{table.Name}")}";
                if (!table.IsOldMapGone) yield return $"      to keep the old map as it is:                    {line.RollbackWith($"old:{table.Name}")}";
                break;
            case { Kind: RollbackObstacleKind.Changed, Copy: { } copy }:
                yield return $"{obstacle.Path}: changed since the migration, so that restoring it would lose what was changed";
                yield return $"      to see it:             diff {ShellWord.Quote(copy)} {path}";
                yield return $"      to restore it anyway:  cp -p {ShellWord.Quote(copy)} {path}";
                break;
            case { Kind: RollbackObstacleKind.Changed }:
                yield return $"{obstacle.Path}: changed since the migration; it was made by it";
                yield return $"      to remove it anyway, when nothing reads it:  rm {path}";
                break;
            case { Kind: RollbackObstacleKind.OtherAccess, State: { } state }:
                yield return $"{obstacle.Path}: its content is that of the migration, but its owner or its permissions are not";
                yield return $"      to set them as the migration left them:  chown {state.UserId}:{state.GroupId} {path}; chmod {Convert.ToString(state.Mode, 8)} {path}";
                break;
            case { Kind: RollbackObstacleKind.CopyDamaged, Copy: { } copy }:
                yield return $"{copy}: the copy of {obstacle.Path} is missing, or is not what was copied";
                yield return $"      {Path.Join(Path.GetDirectoryName(copy), "report")} shows the change: undo it by hand, then remove {Path.GetDirectoryName(copy)}";
                break;
            default:
                yield return $"{obstacle.Path}: removed since the migration, and cannot be made from {obstacle.Table?.NewMap}, so that the old configuration would name a map that does not exist";
                if (obstacle.Table is { } gone && FilePresence.FileExists(gone.Name)) yield return $"      to make it from its source:  mapkit compile {ShellWord.Quote($"{gone.OldType}:{gone.Name}")}";
                break;
        }
    }

    private void WriteJson(Restoration result)
    {
        foreach (var table in result.Made) JsonLine.Write(environment.Output, "made", writer =>
        {
            writer.WriteString("path", table.OldMap);
            writer.WriteString("from", table.NewMap);
        });
        foreach (var (kind, paths) in new[] { ("restored", result.Restored), ("removed", result.Removed), ("left", result.Left) })
        {
            foreach (var path in paths) JsonLine.Write(environment.Output, kind, writer => writer.WriteString("path", path));
        }
    }

    private void WriteJson(RollbackObstacle obstacle) => JsonLine.Write(environment.Output, NameOf(obstacle.Kind), writer =>
    {
        writer.WriteString("path", obstacle.Path);
        if (obstacle.Copy is { } copy) writer.WriteString("copy", copy);
        if (obstacle.Table is { } table) writer.WriteString("oldMap", table.OldMap);
    });

    private static string NameOf(RollbackObstacleKind kind) => kind switch
    {
        RollbackObstacleKind.Changed => "changed",
        RollbackObstacleKind.OtherAccess => "otherAccess",
        RollbackObstacleKind.CopyDamaged => "copyDamaged",
        _ => "oldMapGone",
    };
}
