using MapKit.Diagnostics;
using MapKit.Platform;
using MapKit.Platform.Paths;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration;

/// <summary>
/// main.cf together with Postfix's defaults: the values that a program gets. Values are expanded when
/// they are requested; a mistake in a value that is never requested has no effect.
/// </summary>
public sealed class MainConfiguration
{
    /// <summary>The name of a host that is not this one.</summary>
    private const string OtherHost = "localhost";

    private readonly MainConfigurationOptions _options;
    private readonly IReadOnlyDictionary<string, Setting> _inForce;
    private readonly HostNames _hostNames;

    private MainConfiguration(string directory, IReadOnlyDictionary<string, string> predefined, MainConfigurationReader reader, MainConfigurationOptions options)
    {
        Directory = directory;
        Predefined = predefined;
        Settings = reader.Settings;
        _inForce = reader.InForce;
        _options = options;
        _hostNames = new HostNames(options.HostName ?? (options.FilesBelow is null ? null : OtherHost), Warn);
        Scope = new ParameterScope(this, []);
    }

    /// <summary>The folder as given: the value of <c>$config_directory</c>.</summary>
    public string Directory { get; }

    /// <summary>The Postfix version whose defaults are used.</summary>
    public PostfixVersion Version => _options.Version;

    /// <summary>Every setting of main.cf in order, including those that are overridden.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>The file, as Postfix names it.</summary>
    internal string Path => PathIn(Directory);

    /// <summary>The bytes of the file: it is read once.</summary>
    internal byte[] Source { get; private init; } = [];

    /// <summary>Parameters that the program sets before it reads main.cf.</summary>
    internal IReadOnlyDictionary<string, string> Predefined { get; }

    /// <summary>The parameters for a program that is not a service of master.cf.</summary>
    internal ParameterScope Scope { get; }

    /// <summary>The name of this host.</summary>
    internal HostNames HostNames => _hostNames;

    /// <summary>Reads main.cf of a folder.</summary>
    /// <param name="directory">The folder; it appears in messages as given.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">The file cannot be opened or read, or a line is not a setting.</exception>
    public static MainConfiguration Load(string directory, MainConfigurationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var root = FileRoot.Enter(options.FilesBelow);
        return ConfigurationFile.Read(PathIn(directory), stream => Read(stream, directory, options));
    }

    /// <summary>
    /// Reads main.cf from a stream. The files that it names are those of this system, unless <see cref="MainConfigurationOptions.FilesBelow"/> says otherwise.
    /// </summary>
    /// <param name="stream">The bytes; not disposed.</param>
    /// <param name="directory">The folder that messages name.</param>
    /// <param name="options">The version and where warnings go.</param>
    /// <exception cref="ConfigurationException">A line is no setting.</exception>
    public static MainConfiguration Read(Stream stream, string directory, MainConfigurationOptions options) =>
        Read(ConfigurationText.ReadAll(stream), directory, options);

    /// <summary>As above, of bytes that have been read.</summary>
    internal static MainConfiguration Read(byte[] source, string directory, MainConfigurationOptions options)
    {
        var predefined = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["config_directory"] = ByteText.FromText(directory),
        };
        if (VersionDifferences.In(options.Version).DefinesProcessName) predefined["process_name"] = ByteText.FromText(options.ProcessName);
        var reader = new MainConfigurationReader(PathIn(directory), predefined, options);
        using (var stream = new MemoryStream(source, writable: false)) reader.Read(stream);
        return new MainConfiguration(directory, predefined, reader, options) { Source = source };
    }

    /// <summary>The setting of a parameter that is in force, or null when main.cf has none.</summary>
    /// <param name="name">The parameter.</param>
    public Setting? Find(string name) => FindRaw(ByteText.FromText(name));

    /// <summary>The value of a parameter as written, its default if main.cf has none, or null for an unknown name.</summary>
    /// <param name="name">The parameter.</param>
    public string? GetUnexpanded(string name) => Scope.Find(ByteText.FromText(name)) is { } value ? ByteText.ToText(value) : null;

    /// <summary>
    /// The value of a parameter with its macros expanded, as <c>postconf -x</c> shows it: macros of parameters that are not
    /// set are replaced by their defaults.
    /// </summary>
    /// <param name="name">The parameter.</param>
    /// <returns>The value, or null for a name that is neither set nor known.</returns>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string? Get(string name) => Scope.Get(name);

    /// <summary>Expands the macros of a text, such as a setting of master.cf.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Expand(string text) => ByteText.ToText(Scope.Expand(ByteText.FromText(text)));

    /// <summary>The value of a parameter that is <c>yes</c> or <c>no</c>.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <exception cref="ConfigurationException">The value is neither.</exception>
    public bool GetBoolean(string name) => ParameterValues.Boolean(ByteText.FromText(name), Required(name));

    /// <summary>The value of a parameter that is a number.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <param name="minimum">Smallest value, or 0 for none.</param>
    /// <param name="maximum">Largest value, or 0 for none.</param>
    /// <exception cref="ConfigurationException">The value is not a number or out of range.</exception>
    public long GetInteger(string name, long minimum = 0, long maximum = 0) =>
        ParameterValues.Number(ByteText.FromText(name), Required(name), minimum, maximum);

    /// <summary>The value of a parameter that is a text, checked as Postfix checks it.</summary>
    /// <param name="name">A parameter that is set or has a default.</param>
    /// <param name="minimum">Least length in bytes, or 0 for none.</param>
    /// <param name="maximum">Most length in bytes, or 0 for none.</param>
    /// <exception cref="ConfigurationException">The value is too short or too long.</exception>
    public string GetString(string name, int minimum = 0, int maximum = 0) =>
        ByteText.ToText(ParameterValues.Text(ByteText.FromText(name), Required(name), minimum, maximum));

    /// <summary>Looks up the names of this configuration where <see cref="MainConfigurationOptions.FilesBelow"/> says, until the result is disposed.</summary>
    internal FileRoot.Scope EnterFiles() => FileRoot.Enter(_options.FilesBelow);

    /// <summary>The folder of <see cref="MainConfigurationOptions.FilesBelow"/>.</summary>
    internal string? FilesBelow => _options.FilesBelow;

    /// <summary>The file of this system that a path of the configuration means (<see cref="MainConfigurationOptions.Root"/>).</summary>
    internal string FileOf(string path) => RootedPath.From(_options.Root, path);

    /// <summary>As <see cref="Find"/>, by the name of one character per byte.</summary>
    internal Setting? FindRaw(string name) => _inForce.GetValueOrDefault(name);

    /// <summary>Reports a warning without a place in the file.</summary>
    internal void Warn(DiagnosticRule rule, string postfixText) =>
        _options.Warnings.Report(new Diagnostic(rule, Path, null, ByteText.ToText(postfixText)) { PostfixText = postfixText });

    private static string PathIn(string directory) => directory + "/main.cf";

    private string Required(string name) =>
        Scope.Evaluate(ByteText.FromText(name)) ?? throw new ArgumentException($"no parameter {name} is set or known", nameof(name));
}
