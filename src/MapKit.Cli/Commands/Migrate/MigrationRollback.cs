using System.CommandLine;
using MapKit.Cli.Rendering.Migrate;
using MapKit.Operations.Migrate.Applying;

namespace MapKit.Cli.Commands.Migrate;

/// <summary><c>mapkit migrate --rollback</c>.</summary>
/// <param name="line">The command line.</param>
/// <param name="arguments">Its options.</param>
/// <param name="environment">Where to print.</param>
/// <param name="cancellation">Set by a signal.</param>
internal sealed class MigrationRollback(MigrationCommandLine line, ParseResult arguments, CommandEnvironment environment, CancellationToken cancellation)
{
    /// <summary>Does it.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        if (BackupFolder.Last(line.Backup) is null)
        {
            MapkitCommand.Fail(environment, $"{line.Backup}: no migration to roll back{(arguments.GetValue(MigrateOptions.Backup) is null ? " (--backup names another folder)" : "")}");
            return MapkitCommand.No;
        }

        using var backup = BackupFolder.Open(line.Backup);
        if (BackupFolder.Last(line.Backup) is not { } run) throw new IOException($"{line.Backup}: another mapkit migrate has just rolled it back");
        line.CheckIsOf(run);
        string[] folders = run.Configurations is { Count: > 1 } several ? [line.Folder, .. several.Skip(1)] : [line.Folder];
        var text = new RollbackText(environment, line, arguments.GetValue(MigrateOptions.Json));
        var hasBegun = false;
        using var signal = cancellation.UnsafeRegister(_ => MapkitCommand.Fail(environment, hasBegun ? $"interrupted; run it again, it continues: {line.Rollback}" : "interrupted; nothing was changed"), null);
        try
        {
            text.Write(new RunUndo(run) { Choices = MigrateOptions.RollbackChoicesOf(arguments), OnBegin = () => hasBegun = true }.Run(), arguments.GetValue(MigrateOptions.Reload) ? [] : folders);
        }
        catch (RollbackRefusedException exception)
        {
            text.WriteObstacles(exception.Obstacles);
            return MapkitCommand.Trouble;
        }

        if (!arguments.GetValue(MigrateOptions.Reload)) return MapkitCommand.Success;
        return PostfixReload.Run(folders, environment, cancellation) ? MapkitCommand.Success : MapkitCommand.No;
    }
}
