using MapKit.Configuration;

namespace MapKit.Cli.DropIn;

/// <summary>Where the drop-ins find their main.cf (postfix-tables 6.3).</summary>
internal static class ConfigurationSource
{
    /// <summary>The variable that names the folder where no option does.</summary>
    public const string Variable = "MAIL_CONFIG";

    private const string Default = "/etc/postfix";

    /// <summary>Reads main.cf and checks it as Postfix does.</summary>
    /// <param name="folder">The folder of an option, or null.</param>
    /// <param name="program">The program.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="ConfigurationException">What Postfix refuses.</exception>
    public static ToolParameters Read(string? folder, string program, MessageLog log, CommandEnvironment environment)
    {
        var options = new MainConfigurationOptions { Warnings = log, Version = log.Version, ProcessName = program };
        return ToolParameters.Read(MainConfiguration.Load(FolderOf(folder, environment), options));
    }

    /// <summary>The folder in which main.cf is looked for.</summary>
    /// <param name="folder">The folder of an option, or null.</param>
    /// <param name="environment">The variables.</param>
    public static string FolderOf(string? folder, CommandEnvironment environment) => folder ?? environment.Variable(Variable) ?? Default;

    /// <summary>
    /// The same as a whole path, as daemons are told it, so that <c>$config_directory</c> names the same table from wherever one looks.
    /// </summary>
    /// <param name="folder">The folder of an option, or null.</param>
    /// <param name="environment">The variables.</param>
    public static string WholeFolderOf(string? folder, CommandEnvironment environment) =>
        FolderOf(folder, environment) is { Length: > 0 } named ? Path.GetFullPath(named) : "";
}
