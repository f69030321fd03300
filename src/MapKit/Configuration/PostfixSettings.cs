using System.Text;
using MapKit.Configuration.Clients;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Lists;

namespace MapKit.Configuration;

/// <summary>
/// The facts of Postfix's configuration that one run needs. main.cf and master.cf are each read at most once, and only when they
/// are needed. For one thread.
/// </summary>
internal sealed class PostfixSettings
{
    /// <summary>The folder of main.cf if no other is given.</summary>
    public const string DefaultDirectory = "/etc/postfix";

    private const string DefaultTypeParameter = "default_database_type";

    private readonly PostfixSettingsOptions _options;
    private readonly MainConfigurationOptions _reading;
    private readonly ConfigurationText _mainText;
    private readonly ConfigurationText _masterText;
    private readonly Lazy<MainConfiguration> _main;
    private readonly Lazy<PostfixConfiguration> _configuration;
    private readonly Lazy<ToolParameters> _parameters;
    private readonly Lazy<TableReferences?> _tables;
    private readonly Lazy<MapType> _defaultMapType;
    private readonly SecretTables _secrets;
    private TableReferences? _secretReferences;
    private bool? _isUtf8Enabled;

    /// <summary>Creates the settings; nothing is read yet.</summary>
    /// <param name="directory">The folder of main.cf and master.cf; it appears in messages as given.</param>
    /// <param name="options">How they are read.</param>
    public PostfixSettings(string directory, PostfixSettingsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Directory = directory;
        _mainText = new ConfigurationText(options.IgnoresMain ? null : MainPath);
        _masterText = new ConfigurationText(MasterPath);
        _reading = new MainConfigurationOptions { Warnings = options.Warnings is { } warnings ? new MaskedWarnings(warnings) : new NoFindings(), Version = options.Version, ProcessName = options.ProcessName, HostName = options.HostName };
        _secrets = new SecretTables(_mainText, _masterText, FindSecretTables, () => Tables);
        _main = new(ReadMain, LazyThreadSafetyMode.None);
        _configuration = new(ReadConfiguration, LazyThreadSafetyMode.None);
        _parameters = new(() => ToolParameters.Read(Main, checkAccounts: false), LazyThreadSafetyMode.None);
        _tables = new(FindTables, LazyThreadSafetyMode.None);
        _defaultMapType = new(() => TypeNamed(ConfiguredDefaultType() ?? _options.InstalledDefaultType()), LazyThreadSafetyMode.None);
    }

    /// <summary>The folder of main.cf.</summary>
    public string Directory { get; }

    /// <summary>Whether the configuration was requested explicitly.</summary>
    public bool IsRequired => _options.IsRequired;

    /// <summary>The file of parameters.</summary>
    public string MainPath => Directory + "/main.cf";

    /// <summary>The file of services.</summary>
    public string MasterPath => (_options.MasterDirectory ?? Directory) + "/master.cf";

    /// <summary>Whether there is a main.cf.</summary>
    public bool HasMain => _mainText.Exists;

    /// <summary>Whether there is a master.cf.</summary>
    public bool HasMaster => _masterText.Exists;

    /// <summary>main.cf; empty if there is none and none is required.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or a line is not a setting.</exception>
    public MainConfiguration Main => _main.Value;

    /// <summary>main.cf and master.cf.</summary>
    /// <exception cref="ConfigurationException">main.cf cannot be read, or a line is not a setting.</exception>
    public PostfixConfiguration Configuration => _configuration.Value;

    /// <summary>The parameters of postmap and postalias. The accounts that they name need not exist.</summary>
    /// <exception cref="ConfigurationException">What Postfix refuses.</exception>
    internal ToolParameters Parameters => _parameters.Value;

    /// <summary>
    /// Whether UTF-8 mode is on, as for postmap: <c>smtputf8_enable</c> of main.cf decides (docs/formats/folding.md#utf-8-mode). Where
    /// main.cf does not set it, the mode is on, as with every <c>compatibility_level</c> of the last ten years.
    /// </summary>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public bool IsUtf8Enabled => _isUtf8Enabled ??=
        (!IsRequired && !_mainText.Contains("smtputf8_enable"u8)) || Required(() => Parameters.Utf8Enabled, otherwise: true);

    /// <summary>The type of a map if none is given: that of main.cf, else that of the installed Postfix, else hash.</summary>
    /// <exception cref="FormatException">The configuration is required and cannot be read, or it names a type that MapKit does not build.</exception>
    public MapType DefaultMapType => _defaultMapType.Value;

    /// <summary>The tables that the configuration names; null if it cannot be read and is not required.</summary>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public TableReferences? Tables => _tables.Value;

    /// <summary>The folder to use: the one that an option names, else that of <c>MAIL_CONFIG</c>, else <see cref="DefaultDirectory"/>.</summary>
    /// <param name="requested">The folder of an option, or null.</param>
    /// <param name="mailConfig">The value of <c>MAIL_CONFIG</c>, or null.</param>
    public static string DirectoryFrom(string? requested, string? mailConfig) => requested ?? mailConfig ?? DefaultDirectory;

    /// <summary>The format of a source: that of the parameter that names the table, else from the file name.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public FormatChoice FormatOf(string source) => FormatChoice.Create(TablesOf(source).FirstOrDefault(table => table.HasSource), TableFormat.ForFileName(source));

    /// <summary>The format of the results of a table of patterns or networks: that of the parameter that names it, else from the file name.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public FormatChoice FormatOfRules(string source) =>
        FormatChoice.Create(TablesOf(source).FirstOrDefault(table => RuleTableTypes.ByName(table.Type) is not null), TableFormat.ForRules(source));

    /// <summary>Whether the values of a source name files whose content is stored: a table of <c>tls_server_sni_maps</c>.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public bool ValuesAreFiles(string source) => RoleOf(source)?.ValuesAreFiles == true;

    /// <summary>The match list that names a file as <c>/file</c>; null if none does, or if a table is made of it as well.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public MatchListUse? ListOf(string source) =>
        MayBeNamed(source) && Path.GetFullPath(source) is var path && RoleOf(source) is null
            ? Tables?.ListFiles.FirstOrDefault(file => Path.GetFullPath(file.Path) == path)?.Use
            : null;

    /// <summary>The type of the client whose settings a file has; null if the configuration names it for no such table.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public ClientType? ClientOf(string source) => TablesOf(source).Select(table => ClientType.ByName(table.Type)).FirstOrDefault(type => type is not null);

    /// <summary>The types of the maps that the configuration names for a source, in its order; none if it names none.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public IReadOnlyList<MapType> MapTypesOf(string source) => [.. TablesOf(source).Where(table => !table.Role.IsCache).Select(table => table.MapType).OfType<MapType>().Distinct()];

    /// <summary>Whether the configuration names a table for a file.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public bool Names(string source) => TablesOf(source).Any();

    /// <summary>The type that the configuration gives the table of a file; null if it names none, or several of different types.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public string? TypeOf(string source) => TablesOf(source).Select(table => table.Type).Distinct().ToArray() is [var type] ? type : null;

    /// <summary>The type of a table of patterns or networks, as the configuration names it; null if it names no such table of the file.</summary>
    /// <param name="source">Its path.</param>
    /// <exception cref="FormatException">The configuration is required and cannot be read.</exception>
    public RuleTableType? RuleTypeOf(string source) => TablesOf(source).Select(table => RuleTableTypes.ByName(table.Type)).FirstOrDefault(type => type is not null);

    /// <summary>Whether main.cf and master.cf may contain secrets, so that their lines must not be shown.</summary>
    public bool HoldsSecrets => _secrets.AreInConfiguration;

    /// <summary>The mask for the secrets of a table, which is secret by any parameter or by its file name.</summary>
    /// <param name="path">The path of its source, its map, or the settings of its client.</param>
    /// <param name="format">The format of the table; null if only the name is known.</param>
    public SecretMask MaskOf(string path, TableFormat? format = null) => _secrets.MaskOf(path, format);

    /// <summary>The mask for the answers of a table that a client looks up.</summary>
    /// <param name="type">The type of the table, such as <c>pgsql</c>.</param>
    /// <param name="path">The settings of the client.</param>
    public SecretMask MaskOfAnswers(string type, string path) => _secrets.MaskOfAnswers(type, path);

    private MainConfiguration ReadMain() => MainConfiguration.Read(IsRequired || HasMain ? _mainText.Bytes : [], Directory, _reading);

    private PostfixConfiguration ReadConfiguration()
    {
        var main = Main;
        if (!IsRequired && !HasMain && _options.MasterDirectory is null) return PostfixConfiguration.Create(main, null);
        return PostfixConfiguration.Read(main, () =>
        {
            using var stream = new MemoryStream(_masterText.Bytes, writable: false);
            return MasterConfiguration.Read(stream, _options.MasterDirectory ?? Directory, _reading);
        });
    }

    private TableReferences? FindSecretTables() =>
        _tables.IsValueCreated ? Tables : _secretReferences ??= Required(() => TableReferences.OfSecrets(Configuration), otherwise: null);

    private TableReferences? FindTables() => Required(() => TableReferences.Find(Configuration), otherwise: null);

    private TableRole? RoleOf(string source) => MayBeNamed(source) ? Tables?.RoleOf(source) : null;

    private IEnumerable<TableReference> TablesOf(string source) =>
        MayBeNamed(source) && Path.GetFullPath(source) is var path
            ? (Tables?.Tables ?? []).Where(table => table.Name.StartsWith('/') && Path.GetFullPath(table.Name) == path)
            : [];

    /// <summary>In the few configurations that build file names from parts, the parameters must be evaluated.</summary>
    private bool MayBeNamed(string source)
    {
        if (!FilePresence.FileExists(source)) return false;
        if (IsRequired) return true;
        var name = Encoding.UTF8.GetBytes(Path.GetFileName(source));
        return _mainText.ContainsFileName(name) || _masterText.ContainsFileName(name);
    }

    private string? ConfiguredDefaultType() => !IsRequired && !_mainText.Contains("default_database_type"u8) ? null : Required(
        () => Main.Find(DefaultTypeParameter) is null ? null : Main.Get(DefaultTypeParameter), otherwise: null);

    private static MapType TypeNamed(string? name)
    {
        if (name is null) return MapTypes.Default;
        return MapTypes.TryParse(name, out var type) ? type
            : throw new FormatException($"{DefaultTypeParameter} is {name}; mapkit builds {string.Join(", ", MapTypes.All.Select(MapTypes.NameOf))}: give one with -t");
    }

    /// <summary>Without Postfix there is no configuration. A table can still be compiled, unless the configuration is required.</summary>
    private T Required<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            return IsRequired ? throw new FormatException($"{Directory}/main.cf: {ByteText.ToText(ConfigurationMessage.WithoutSecrets(exception))}", exception) : otherwise;
        }
    }

    /// <summary>Warnings about macros and options without quoted text, which may belong to a parameter with a password.</summary>
    private sealed class MaskedWarnings(IDiagnosticSink warnings) : IDiagnosticSink
    {
        public void Report(Diagnostic diagnostic) =>
            warnings.Report(diagnostic.Rule == Rules.BadMacro ? diagnostic with { Message = ConfigurationMessage.WithoutSecrets(diagnostic.Message) } : diagnostic);
    }
}
