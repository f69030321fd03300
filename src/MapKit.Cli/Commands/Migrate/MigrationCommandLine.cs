using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Migrate.Applying;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Migrate;

/// <summary>The command line of a migration, to be typed again with another option.</summary>
/// <param name="Words">The words after <c>mapkit migrate</c>, without <c>--apply</c> and the like.</param>
/// <param name="Folder">The folder of main.cf.</param>
/// <param name="Backup">The folder of the old files.</param>
internal sealed record MigrationCommandLine(IReadOnlyList<string> Words, string Folder, string Backup)
{
    /// <summary>Reads it.</summary>
    public static MigrationCommandLine Read(ParseResult arguments, CommandEnvironment environment)
    {
        var folder = MigrateOptions.FolderOf(arguments, environment);
        var (places, words) = (new List<string>(), new List<string>());
        if (arguments.GetValue(ConfigurationOption.Folder) is not null) places.AddRange(["-c", folder]);
        if (MigrateOptions.RootOf(arguments) is { } root) places.AddRange(["--root", root]);
        if (arguments.GetValue(MigrateOptions.Backup) is { Length: > 0 } backup) places.AddRange(["--backup", Path.GetFullPath(backup)]);
        if (arguments.GetResult(MigrateOptions.To) is { Implicit: false }) words.AddRange(["--to", arguments.GetRequiredValue(MigrateOptions.To)]);
        foreach (var choice in arguments.GetValue(MigrateOptions.Prefer) ?? []) words.AddRange(["--prefer", choice]);
        return new MigrationCommandLine([.. places, .. words], folder, MigrateOptions.BackupOf(arguments, folder)) { Places = places };
    }

    /// <summary>The line that undoes the migration: without choices that only the plan needs.</summary>
    public string Rollback => string.Join(' ', Places.Select(ShellWord.Quote).Prepend("mapkit migrate").Append("--rollback"));

    /// <summary>The same, with a choice for one table.</summary>
    public string RollbackWith(string choice) => $"{Rollback} --prefer {ShellWord.Quote(choice)}";

    /// <summary>Checks that a migration is one of this configuration.</summary>
    /// <param name="run">The migration.</param>
    /// <exception cref="IOException">It is one of another.</exception>
    public void CheckIsOf(RunFolder run)
    {
        if (run.Configurations is [var other, ..] && other != MigrationApplication.RealFolderOf(Folder))
            throw new IOException($"{Backup}: holds the migration of {other}, not of {Folder}; nothing was done. For that one: mapkit migrate -c {ShellWord.Quote(other)} --backup {ShellWord.Quote(Backup)} --rollback");
    }

    /// <summary>The words that say where everything is.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>The whole line with further words.</summary>
    public string With(params IEnumerable<string> more) => string.Join(' ', Words.Concat(more).Select(ShellWord.Quote).Prepend("mapkit migrate"));
}
