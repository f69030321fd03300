using System.CommandLine;
using MapKit.Cli.DropIn;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Records;

namespace MapKit.Cli.Commands.Options;

/// <summary>
/// Whether UTF-8 mode is on, as for postmap: <c>smtputf8_enable</c> of main.cf decides (postfix-tables 2.3), unless
/// <c>--no-utf8</c> turns it off. A main.cf that nobody asked for and that does not speak of it leaves it on, as every Postfix does
/// with a <c>compatibility_level</c> of this decade.
/// </summary>
internal sealed class Utf8Mode
{
    private readonly ParseResult _arguments;

    /// <summary>Reads what is given.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="folder">The folder of main.cf that is asked for, or null.</param>
    /// <exception cref="FormatException">The configuration that is asked for cannot be read.</exception>
    public Utf8Mode(ParseResult arguments, CommandEnvironment environment, string? folder = null)
    {
        _arguments = arguments;
        IsOn = KeyOptions.IsUtf8Allowed(arguments) && IsEnabledBy(ConfigurationSource.FolderOf(folder, environment), isGiven: folder is not null);
    }

    /// <summary>Whether it is on.</summary>
    public bool IsOn { get; }

    /// <summary>How keys are folded.</summary>
    public KeyFolding Folding => _arguments.GetValue(KeyOptions.NoFold) ? KeyFolding.None : IsOn ? KeyFolding.Unicode : KeyFolding.Ascii;

    private static bool IsEnabledBy(string folder, bool isGiven)
    {
        try
        {
            if (!isGiven && !SpeaksOfIt(Path.Combine(folder, "main.cf"))) return true;
            return ToolParameters.Read(MainConfiguration.Load(folder, new MainConfigurationOptions { Warnings = new DiagnosticList() }), checkAccounts: false).Utf8Enabled;
        }
        catch (ConfigurationException exception)
        {
            // What nobody asked for and cannot be read changes nothing.
            return isGiven ? throw new FormatException($"{folder}/main.cf: {exception.Message}", exception) : true;
        }
    }

    /// <summary>A glance, which costs nothing: to evaluate main.cf takes longer than to compile a small table.</summary>
    private static bool SpeaksOfIt(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllBytes(path).AsSpan().IndexOf("smtputf8_enable"u8) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
