using System.Runtime.InteropServices;
using MapKit.Configuration.Macros;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Source;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Configuration;

/// <summary>
/// main.cf together with Postfix's defaults: what a program that asks for a parameter is told. Values are expanded when
/// they are asked for; a mistake in one that nobody asks for does no harm.
/// </summary>
public sealed class MainConfiguration
{
    private readonly MainConfigurationOptions _options;
    private readonly IReadOnlyDictionary<string, Setting> _inForce;
    private readonly MacroEvaluator _evaluator;
    private readonly HostNames _hostNames;

    private MainConfiguration(string directory, IReadOnlyDictionary<string, string> predefined, MainConfigurationReader reader, MainConfigurationOptions options)
    {
        Directory = directory;
        Predefined = predefined;
        Settings = reader.Settings;
        _inForce = reader.InForce;
        _options = options;
        _evaluator = new MacroEvaluator(new Source(this), options.Version, Warn);
        _hostNames = new HostNames(options.HostName, Warn);
    }

    /// <summary>The folder as given: what <c>$config_directory</c> stands for.</summary>
    public string Directory { get; }

    /// <summary>The Postfix whose defaults are used.</summary>
    public PostfixVersion Version => _options.Version;

    /// <summary>Every setting of main.cf in order, those that are overridden too.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The file, as Postfix names it.</summary>
    internal string Path => PathIn(Directory);

    /// <summary>Parameters that the program has before it reads main.cf.</summary>
    internal IReadOnlyDictionary<string, string> Predefined { get; }

    /// <summary>The name of this host.</summary>
    internal HostNames HostNames => _hostNames;

    /// <summary>Reads main.cf of a folder.</summary>
    /// <param name="directory">The folder; it appears in messages as given.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">The file cannot be opened or read, or a line is no setting.</exception>
    public static MainConfiguration Load(string directory, MainConfigurationOptions options)
    {
        var path = PathIn(directory);
        using var file = Open(path);
        try
        {
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            return Read(stream, directory, options);
        }
        catch (UnauthorizedAccessException exception)
        {
            // .NET takes no folder for a file; Postfix opens it and then cannot read it.
            throw new ConfigurationException($"read {ByteText.Of(path)}: Is a directory", exception);
        }
        catch (IOException exception)
        {
            throw new ConfigurationException($"read {ByteText.Of(path)}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads main.cf from a stream.</summary>
    /// <param name="stream">The bytes; not disposed.</param>
    /// <param name="directory">The folder that messages name.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">A line is no setting.</exception>
    public static MainConfiguration Read(Stream stream, string directory, MainConfigurationOptions options)
    {
        var predefined = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["config_directory"] = ByteText.Of(directory),
        };
        if (options.Version != PostfixVersion.Postfix37) predefined["process_name"] = ByteText.Of(options.ProcessName);
        var reader = new MainConfigurationReader(PathIn(directory), predefined, options);
        reader.Read(stream);
        return new MainConfiguration(directory, predefined, reader, options);
    }

    /// <summary>The setting of a parameter that is in force, or null when main.cf has none.</summary>
    /// <param name="name">The parameter.</param>
    public Setting? Find(string name) => _inForce.GetValueOrDefault(ByteText.Of(name));

    /// <summary>The value of a parameter as written, its default where main.cf has none, or null for a name that is neither.</summary>
    /// <param name="name">The parameter.</param>
    public string? GetUnexpanded(string name) => FindRaw(ByteText.Of(name)) is { } value ? ByteText.ToText(value) : null;

    /// <summary>
    /// The value of a parameter with its macros expanded, as <c>postconf -x</c> shows it: macros of parameters that are not
    /// set stand for their defaults.
    /// </summary>
    /// <param name="name">The parameter.</param>
    /// <returns>The value, or null for a name that is neither set nor known.</returns>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Get(string name) => GetRaw(ByteText.Of(name)) is { } value ? ByteText.ToText(value) : null;

    /// <summary>Expands the macros of a text, such as a setting of master.cf.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Expand(string text) => ByteText.ToText(_evaluator.Evaluate(ByteText.Of(text)));

    /// <summary>The value of a parameter that is <c>yes</c> or <c>no</c>.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <exception cref="ConfigurationException">The value is neither.</exception>
    public bool GetBoolean(string name) => ParameterValues.Boolean(ByteText.Of(name), Required(name));

    /// <summary>The value of a parameter that is a number.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <param name="minimum">Smallest value, or 0 for none.</param>
    /// <param name="maximum">Largest value, or 0 for none.</param>
    /// <exception cref="ConfigurationException">The value is no number or out of range.</exception>
    public long GetInteger(string name, long minimum = 0, long maximum = 0) =>
        ParameterValues.Number(ByteText.Of(name), Required(name), minimum, maximum);

    /// <summary>The value of a parameter that is a text, checked as Postfix checks it.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <param name="minimum">Least length in bytes, or 0 for none.</param>
    /// <param name="maximum">Most length in bytes, or 0 for none.</param>
    /// <exception cref="ConfigurationException">The value is too short or too long.</exception>
    public string GetString(string name, int minimum = 0, int maximum = 0) =>
        ByteText.ToText(ParameterValues.Text(ByteText.Of(name), Required(name), minimum, maximum));

    /// <summary>Reports a warning that has no place in the file.</summary>
    internal void Warn(DiagnosticRule rule, string postfixText) =>
        _options.Warnings.Report(new Diagnostic(rule, Path, null, ByteText.ToText(postfixText)) { PostfixText = postfixText });

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return UnlockedFile.Open(path);
        }
        catch (FileNotFoundException exception)
        {
            throw new ConfigurationException($"open {ByteText.Of(path)}: No such file or directory", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ConfigurationException($"open {ByteText.Of(path)}: Permission denied", exception);
        }
        catch (IOException exception)
        {
            throw new ConfigurationException($"open {ByteText.Of(path)}: {Marshal.GetPInvokeErrorMessage(exception.HResult)}", exception);
        }
    }

    private static string PathIn(string directory) => directory + "/main.cf";

    private string Required(string name) =>
        GetRaw(ByteText.Of(name)) ?? throw new ArgumentException($"no parameter {name} is set or known", nameof(name));

    private string? GetRaw(string name) => FindRaw(name) is { } value ? _evaluator.Evaluate(value) : null;

    private string? FindRaw(string name) =>
        _inForce.TryGetValue(name, out var setting) ? setting.RawValue
        : Predefined.TryGetValue(name, out var value) ? value
        : ParameterDefaults.Find(name, Version) ?? ComputedDefault(name);

    private string? ComputedDefault(string name) => name switch
    {
        "myhostname" => _hostNames.DefaultHostName(_inForce.ContainsKey("mydomain") ? GetRaw("mydomain") : null),
        "mydomain" => HostNames.DefaultDomain(GetRaw("myhostname")!),
        _ => null,
    };

    /// <summary>The parameters as macros see them.</summary>
    private sealed class Source(MainConfiguration configuration) : IParameterSource
    {
        public string? Find(string name) => configuration.FindRaw(name);
    }
}
