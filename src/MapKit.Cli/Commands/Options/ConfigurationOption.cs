using System.CommandLine;
using MapKit.Configuration;
using MapKit.Platform;

namespace MapKit.Cli.Commands.Options;

/// <summary>The configuration folder of a run: that of <c>-c</c>, else that of <c>MAIL_CONFIG</c>, else Postfix's default.</summary>
internal static class ConfigurationOption
{
    /// <summary>The variable that names the folder if the option is not given.</summary>
    public const string Variable = "MAIL_CONFIG";

    /// <summary>The option.</summary>
    public static readonly Option<string?> Folder = new("--config", "-c") { HelpName = "DIR", Description = "Folder of main.cf and master.cf. Default: MAIL_CONFIG, else /etc/postfix" };

    /// <summary>The folder as an absolute path, as daemons receive it, so that <c>$config_directory</c> names the same table from any folder.</summary>
    /// <param name="requested">The folder of an option, or null.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="FormatException">The option names no folder of a configuration.</exception>
    public static string FolderOf(string? requested, CommandEnvironment environment)
    {
        Check(requested);
        return PathOf(requested, environment);
    }

    /// <summary>The same for a folder that need not be that of the option.</summary>
    public static string PathOf(string? requested, CommandEnvironment environment)
    {
        var variable = environment.Variable(Variable);
        if (PostfixSettings.DirectoryFrom(requested, variable) is not { Length: > 0 } named) return "";
        var path = Path.GetFullPath(named);
        MapkitCommand.Detail(environment, $"configuration: {path} ({(requested is not null ? "-c" : variable is not null ? Variable : "the default")}){(File.Exists(Path.Join(path, LintOperand.MainName)) ? "" : $"; there is no {LintOperand.MainName}")}");
        return path;
    }

    /// <summary>Refuses a folder of the option in which there is no configuration.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static void Check(string? requested)
    {
        if (requested is null) return;
        if (FilePresence.IsRegularFile(requested)) throw new FormatException($"-c {requested}: names a file; give its folder: -c {(Path.GetDirectoryName(requested) is { Length: > 0 } folder ? folder : ".")}");
        if (!FilePresence.FolderExists(requested)) throw new FormatException($"-c {requested}: no such folder");

        // A name that exists and cannot be opened is reported where it is opened.
        if (!HasName(requested, LintOperand.MainName) && !HasName(requested, LintOperand.MasterName)) throw new FormatException($"-c {requested}: there is no {LintOperand.MainName} in this folder");

        static bool HasName(string folder, string name) => new FileInfo(Path.Join(folder, name)) is var file && (file.Exists || file.LinkTarget is not null || !IsSearchable(folder));
        static bool IsSearchable(string folder)
        {
            try
            {
                return FilePresence.Exists(Path.Join(folder, "."));
            }
            catch (UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>The settings of a verb.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="cancellation">Set by a signal.</param>
    public static PostfixSettings Read(ParseResult arguments, CommandEnvironment environment, CancellationToken cancellation = default)
    {
        var requested = arguments.GetValue(Folder);
        return new PostfixSettings(FolderOf(requested, environment), new PostfixSettingsOptions
        {
            IsRequired = requested is not null,
            InstalledDefaultType = () => PostfixPrograms.Find(PostfixPrograms.Postconf, environment) is { } postconf
                ? PostfixPrograms.DefaultTypeOf(postconf, cancellation)
                : null,
        });
    }
}
