using MapKit.Cli.Commands.Options;
using MapKit.Configuration;

namespace MapKit.Cli.DropIn;

/// <summary>The configuration of a drop-in (postfix-tables 6.3).</summary>
internal static class ToolConfiguration
{
    /// <summary>Reads main.cf and checks it as Postfix does.</summary>
    /// <param name="folder">The folder of an option, or null.</param>
    /// <param name="program">The program.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="ConfigurationException">What Postfix refuses.</exception>
    public static ToolParameters Read(string? folder, string program, MessageLog log, CommandEnvironment environment)
    {
        var directory = PostfixSettings.DirectoryFrom(folder, environment.Variable(ConfigurationOption.Variable));
        var options = new PostfixSettingsOptions { IsRequired = true, Warnings = log, Version = log.Version, ProcessName = program };
        return ToolParameters.Read(new PostfixSettings(directory, options).Main);
    }
}
