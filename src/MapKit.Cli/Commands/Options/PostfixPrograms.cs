using MapKit.Cli.Commands.CrossCheck;
using MapKit.Cli.DropIn;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Cli.Commands.Options;

/// <summary>Postfix's own commands, where they are installed.</summary>
internal static class PostfixPrograms
{
    /// <summary>The command that prints parameters and table types.</summary>
    public const string Postconf = "postconf";

    /// <summary>Their folder, which is often not on an ordinary user's PATH.</summary>
    public const string SystemFolder = "/usr/sbin";

    /// <summary>Where mapkit-drop-in keeps Postfix's own commands while mapkit has their names.</summary>
    public const string KeptFolder = "/usr/lib/mapkit/postfix";

    /// <summary>Searches PATH for a command as a shell does, then Postfix's own folders. An empty PATH finds nothing; a link to mapkit is not Postfix's command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="environment">The variables.</param>
    public static string? Find(string name, CommandEnvironment environment)
    {
        var path = environment.Variable("PATH") ?? SystemFolder;
        if (path.Length == 0) return null;
        var found = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(SystemFolder)
            .Append(KeptFolder)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(program => File.Exists(program) && !IsMapkit(program));
        MapkitCommand.Detail(environment, found is null ? $"{name}: not installed" : $"{name}: {found}");
        return found;
    }

    private static bool IsMapkit(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) is { Name: "mapkit" };

    /// <summary>The version that is built into a postconf, independent of main.cf; null if postconf does not print it.</summary>
    /// <param name="postconf">The command.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public static string? VersionOf(string postconf, CancellationToken cancellation) => Ask(postconf, ["-d", "-h", "mail_version"], cancellation);

    /// <summary>The version whose behaviour applies: the one that the environment requests, else that of the installed Postfix, else the newest.</summary>
    /// <param name="postconf">The command, or null if Postfix is not installed.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public static PostfixVersion InstalledVersion(string? postconf, CommandEnvironment environment, CancellationToken cancellation) =>
        PostfixVersions.IsGiven(environment) || postconf is null ? PostfixVersions.Read(environment) : PostfixVersionNumber.Parse(VersionOf(postconf, cancellation));

    /// <summary>The types of tables that the Postfix of a postconf can open; null if postconf does not print them.</summary>
    /// <param name="postconf">The command.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public static IReadOnlySet<string>? TypesOf(string postconf, CancellationToken cancellation) =>
        Ask(postconf, ["-m"], cancellation)?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The default map type that is built into a postconf, independent of main.cf; null if postconf does not print them.</summary>
    /// <param name="postconf">The command.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public static string? DefaultTypeOf(string postconf, CancellationToken cancellation) => Ask(postconf, ["-d", "-h", "default_database_type"], cancellation);

    private static string? Ask(string postconf, string[] arguments, CancellationToken cancellation)
    {
        var (status, output, _) = CrossCheckPostfixTool.Run(postconf, arguments, cancellation);
        var answer = ByteText.FromBytes(output).Trim();
        return status == 0 && answer.Length > 0 ? answer : null;
    }
}
