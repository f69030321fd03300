using System.CommandLine;
using MapKit.Cli.Rendering;
using MapKit.Operations.Migrate.Applying;
using MapKit.Platform;

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
        try
        {
            Write(new RunUndo(run).Run());
        }
        catch (FilesChangedException exception)
        {
            WriteChanged(exception.Files);
            return MapkitCommand.Trouble;
        }

        if (!arguments.GetValue(MigrateOptions.Reload)) return MapkitCommand.Success;
        return PostfixReload.Run([line.Folder], environment, cancellation) ? MapkitCommand.Success : MapkitCommand.No;
    }

    private void Write(IReadOnlyList<string> restored)
    {
        if (arguments.GetValue(MigrateOptions.Json))
        {
            foreach (var path in restored) JsonLine.Write(environment.Output, FilePresence.FileExists(path) ? "restored" : "removed", writer =>
            {
                writer.WriteString("path", path);
            });
            return;
        }

        foreach (var path in restored) environment.Output.WriteLine($"{(FilePresence.FileExists(path) ? "restored" : "removed ")}  {path}");
        if (arguments.GetValue(MigrateOptions.Reload)) return;
        environment.Output.WriteLine($"\nNext:\n  postfix -c {ShellWord.Quote(line.Folder)} reload\n  mapkit status -c {ShellWord.Quote(line.Folder)}   (a source that was edited since the migration needs postmap again)");
    }

    private void WriteChanged(IReadOnlyList<ChangedFile> files)
    {
        if (arguments.GetValue(MigrateOptions.Json))
        {
            foreach (var file in files) JsonLine.Write(environment.Output, "changed", writer =>
            {
                writer.WriteString("path", file.Path);
                if (file.Copy is { } copy) writer.WriteString("copy", copy);
            });
        }
        else
        {
            environment.Output.WriteLine("Changed since the migration, so that restoring would lose what was changed:");
            foreach (var file in files)
            {
                var path = ShellWord.Quote(file.Path);
                environment.Output.WriteLine(file.Copy is { } copy ? $"  {file.Path}\n      to see it:             diff {ShellWord.Quote(copy)} {path}\n      to restore it anyway:  cp -p {ShellWord.Quote(copy)} {path}"
                    : $"  {file.Path}\n      to remove it anyway:   rm {path}");
            }

            environment.Output.WriteLine($"Then: {line.Rollback}");
        }

        MapkitCommand.Fail(environment, "nothing was restored");
    }
}
