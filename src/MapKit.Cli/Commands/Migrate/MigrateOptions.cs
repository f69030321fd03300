using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Maps;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Applying;
using MapKit.Operations.Migrate.Planning;
using MapKit.Platform;
using MapKit.Platform.Paths;

namespace MapKit.Cli.Commands.Migrate;

/// <summary>The options of <c>migrate</c>, and what they say.</summary>
internal static class MigrateOptions
{
    /// <summary>The new type.</summary>
    public static readonly Option<string> To = new Option<string>("--to") { Description = "Type of the new maps. Caches get lmdb in any case", DefaultValueFactory = _ => "lmdb" }.Among([.. BerkeleyDbTypes.Targets]);

    /// <summary>Do it.</summary>
    public static readonly Option<bool> Apply = new("--apply") { Description = "Make and verify the maps, then edit the files. On an error everything is undone" };

    /// <summary>Undo it.</summary>
    public static readonly Option<bool> Rollback = new("--rollback") { Description = "Restore all that the last --apply changed. Refuses if something has been changed since, and lists it" };

    /// <summary>Reload Postfix afterwards.</summary>
    public static readonly Option<bool> Reload = new("--reload") { Description = "Run postfix reload afterwards, which is the only thing that is ever done to a running Postfix" };

    /// <summary>What is right where a map and its source differ.</summary>
    public static readonly Option<string[]> Prefer = new("--prefer") { HelpName = "source|map[:TABLE]", Description = "Which records to keep where a map differs from its source, or a map of the new type exists already: for all tables, or for one (may be repeated). With --rollback: old or new, where a new map has been changed since" };

    /// <summary>The mounted system.</summary>
    public static readonly Option<string?> Root = new("--root") { HelpName = "DIR", Description = "The system is in this folder, such as a mounted image: absolute paths are read there, and the installed Postfix is not consulted" };

    /// <summary>Where the old files are kept.</summary>
    public static readonly Option<string?> Backup = new("--backup") { HelpName = "DIR", Description = "Where the old files, the journal and the report are kept. Default: the folder of the configuration with .migration at its end" };

    /// <summary>The addresses to explain before and after.</summary>
    public static readonly Option<string?> Addresses = new("--addresses") { HelpName = "FILE", Description = "Addresses, one a line, that explain must answer as before. Default: some addresses from the tables" };

    /// <summary>JSON lines.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>The folder of the mounted system; null for this one.</summary>
    public static string? RootOf(ParseResult arguments)
    {
        if (arguments.GetValue(Root) is not { } given) return null;
        if (!FilePresence.FolderExists(given)) throw new FormatException($"--root {given}: no such folder");
        var root = Path.GetFullPath(given);
        return root == "/" ? root : root.TrimEnd('/');
    }

    /// <summary>The folder of main.cf.</summary>
    public static string FolderOf(ParseResult arguments, CommandEnvironment environment)
    {
        var requested = arguments.GetValue(ConfigurationOption.Folder);
        var folder = requested is null && RootOf(arguments) is { } root ? RootedPath.From(root, PostfixSettings.DefaultDirectory) : ConfigurationOption.FolderOf(requested, environment);
        return folder.Length > 1 ? folder.TrimEnd('/') : folder;
    }

    /// <summary>The folder for old files, journal and report: beside the configuration, so that searching the configuration does not find them.</summary>
    public static string BackupOf(ParseResult arguments, string folder)
    {
        var path = arguments.GetValue(Backup) is { Length: > 0 } given ? Path.GetFullPath(given) : MigrationApplication.RealFolderOf(folder) + ".migration";
        if (RootOf(arguments) is { } root && path.StartsWith(root + "/", StringComparison.Ordinal)) RootGuard.Check(root, path + "/lock");
        return path;
    }

    /// <summary>Which records a rollback keeps.</summary>
    public static TableChoices<RollbackChoice> RollbackChoicesOf(ParseResult arguments) => TableChoices<RollbackChoice>.Parse(arguments.GetValue(Prefer) ?? []);

    /// <summary>What is requested, and what the installed Postfix is.</summary>
    public static MigrationOptions Read(ParseResult arguments, CommandEnvironment environment, CancellationToken cancellation)
    {
        var root = RootOf(arguments);
        var postconf = root is null ? PostfixPrograms.Find(PostfixPrograms.Postconf, environment) : null;
        return new MigrationOptions
        {
            To = MapTypes.TryParse(arguments.GetRequiredValue(To), out var type) ? type : default,
            Root = root,
            Version = PostfixPrograms.InstalledVersion(postconf, environment, cancellation),
            IsVersionKnown = postconf is not null || PostfixVersions.IsGiven(environment),
            SupportedTypes = postconf is null ? null : PostfixPrograms.TypesOf(postconf, cancellation),
            InstalledDefaultType = postconf is null ? null : PostfixPrograms.DefaultTypeOf(postconf, cancellation),
            Prefer = TableChoices<RecordOrigin>.Parse(arguments.GetValue(Prefer) ?? []),
            Cancellation = cancellation,
        };
    }
}
