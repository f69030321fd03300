using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Platform;
using MapKit.Platform.Accounts;
using MapKit.Source;

namespace MapKit.Linting.Configuration;

/// <summary>The facts of main.cf and master.cf that rules need, and the findings in these files.</summary>
internal sealed partial class MailSystem
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>The transports that are SMTP clients if master.cf is unknown. An empty name does not change the transport.</summary>
    public static readonly IReadOnlySet<string> UsualSmtpClients = new HashSet<string>(StringComparer.Ordinal) { "", "smtp", "relay" };

    private readonly PostfixConfiguration _configuration;
    private readonly LintContext _main;
    private readonly LintContext? _master;
    private Dictionary<string, HashSet<string>>? _parameters;

    /// <summary>Creates the facts of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="accounts">The users of its host, or null if unknown.</param>
    /// <param name="supportedTypes">The types of tables that the installed Postfix can open, or null if unknown.</param>
    public MailSystem(PostfixConfiguration configuration, IAccounts? accounts, IReadOnlySet<string>? supportedTypes = null)
    {
        _configuration = configuration;
        Tables = TableReferences.Find(configuration);
        Accounts = accounts;
        SupportedTypes = supportedTypes;
        _main = ContextOf(configuration.Main.Path);
        _master = configuration.Master is { } master ? ContextOf(master.Path) : null;
    }

    /// <summary>main.cf and master.cf.</summary>
    public PostfixConfiguration Configuration => _configuration;

    /// <summary>main.cf as a source of routes and the receiver of findings in it.</summary>
    public LintContext Context => _main;

    /// <summary>The tables that they name.</summary>
    public TableReferences Tables { get; }

    /// <summary>The types of tables that the installed Postfix can open, or null if unknown.</summary>
    public IReadOnlySet<string>? SupportedTypes { get; }

    /// <summary>Whether main.cf and master.cf are checked, not only used for checking tables.</summary>
    public bool ChecksConfiguration { get; init; }

    /// <summary>The parameters that name a table.</summary>
    public IReadOnlyCollection<string> ParametersOf(LintContext table)
    {
        _parameters ??= Tables.Tables.Where(named => named.HasSource)
            .GroupBy(named => Path.GetFullPath(named.Name), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(named => named.Uses).Select(use => use.Parameter).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        return _parameters.GetValueOrDefault(Path.GetFullPath(table.Path)) ?? [];
    }

    /// <summary>When the daemons of this host were started or reloaded (UTC); null if they do not run, or the configuration is not this host's.</summary>
    public DateTime? StartOfDaemons => Accounts is null ? null : MasterProcess.StartOfDaemons(Path.Join(ValueOf("queue_directory"), ValueOf("process_id_directory"), "master.pid"));

    /// <summary>The findings in main.cf, then those in master.cf, each with the bytes of the file.</summary>
    public IEnumerable<(LintContext Context, byte[] Source)> Files()
    {
        yield return (_main, _configuration.Main.Source);
        if (_master is not null) yield return (_master, _configuration.Master!.Source);
    }

    /// <summary>Every setting: those of main.cf, then the options <c>-o</c> of each service. Overridden ones are included.</summary>
    public IEnumerable<(Setting Setting, MasterService? Service)> Settings()
    {
        foreach (var setting in _configuration.Main.Settings) yield return (setting, null);
        foreach (var service in _configuration.Services)
        {
            foreach (var setting in service.Overrides) yield return (setting, service);
        }
    }

    /// <summary>Whether Postfix 3.11 or later may open another type in place of hash and btree.</summary>
    public bool IsRedirected(TableReference table) =>
        table.Type is "hash" or "btree" && ValueOf("non_bdb_migration_level") is not ("" or "disable");

    /// <summary>The users of the host, or null.</summary>
    public IAccounts? Accounts { get; }

    /// <summary>The name of master.cf, or null if unknown.</summary>
    public string? MasterPath => _configuration.Master?.Path;

    /// <summary>Whether master.cf has a delivery agent: a service that the queue manager connects to, <c>private/NAME</c>.</summary>
    public bool HasTransport(string name) =>
        _configuration.Services.Any(service => service.Name.Text == name && service.Type.Text == "unix" && service.Private.Text != "n");

    /// <summary>The transports that are SMTP clients, except those with separate settings for their credentials. The empty name means smtp.</summary>
    public IReadOnlySet<string> SmtpClients()
    {
        if (_configuration.Master is null) return UsualSmtpClients;
        var clients = _configuration.Services.Where(service => service.Type.Text == "unix" && service.ProcessName == "smtp" && !service.Overrides.Any(setting => setting.Name.StartsWith("smtp_sasl_", StringComparison.Ordinal)));
        var names = clients.Select(service => service.Name.Text).ToHashSet(StringComparer.Ordinal);
        if (names.Contains("smtp")) names.Add("");
        return names;
    }

    /// <summary>The value of a parameter; empty if it has none or cannot be expanded.</summary>
    public string ValueOf(string parameter, MasterService? service = null)
    {
        try
        {
            return _configuration.Get(parameter, service) ?? "";
        }
        catch (ConfigurationException)
        {
            // Postfix does not start with it, which is reported when the configuration is read.
            return "";
        }
    }

    /// <summary>
    /// The values of a parameter that names tables: that of main.cf, and that of each service which sees another. One that cannot be
    /// expanded is omitted; that is reported where it is written.
    /// </summary>
    public IEnumerable<ParameterValue> ValuesOf(TableParameter parameter)
    {
        var inMain = ValueOrNull(parameter.Name, null);
        if (inMain is not null) yield return inMain;
        foreach (var service in _configuration.Services)
        {
            var isOverridden = service.Overrides.Any(setting => setting.RawName == parameter.Name);
            if (service.Overrides.Count == 0 || (!isOverridden && !parameter.IsOf(service))) continue;
            if (ValueOrNull(parameter.Name, service) is { } own && (isOverridden || own.Text != inMain?.Text)) yield return own;
        }
    }

    /// <summary>The value of a parameter with its places, or null if it has none or cannot be expanded.</summary>
    public ParameterValue? ValueOrNull(string parameter, MasterService? service)
    {
        var scope = _configuration.ScopeOf(service);
        try
        {
            return scope.Trace(parameter) is { } value ? new ParameterValue(parameter, service, value, scope) : null;
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    /// <summary>The words of a list.</summary>
    public string[] WordsOf(string parameter) => ValueOf(parameter).Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether there is a main.cf, not only a master.cf.</summary>
    public bool KnowsMain => _configuration.Main.Settings.Count > 0;

    /// <summary>The words of a list in main.cf and in all services.</summary>
    public HashSet<string> WordsAnywhere(string parameter)
    {
        var words = new HashSet<string>(WordsOf(parameter), StringComparer.Ordinal);
        foreach (var service in _configuration.Services.Where(service => service.Overrides.Any(setting => setting.Name == parameter)))
            words.UnionWith(ValueOf(parameter, service).Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        return words;
    }

    /// <summary>The place where a parameter is set; null for a default.</summary>
    public SourcePlace? PlaceOf(string parameter) => _configuration.Find(parameter)?.ValuePlace;

    /// <summary>Whether a parameter is <c>yes</c> for main.cf or for a service of a program.</summary>
    public bool IsOnAnywhere(string parameter, string program) =>
        ValueOf(parameter) == "yes" || _configuration.Services.Any(service => service.ProcessName == program && ValueOf(parameter, service) == "yes");

    /// <summary>Whether a service overrides one of some parameters.</summary>
    public bool IsOverridden(IEnumerable<string> parameters) =>
        _configuration.Services.Any(service => service.Overrides.Any(setting => parameters.Contains(setting.Name)));

    /// <summary>Whether all tables that some parameters name, in main.cf or for a service, are linted.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="parameters">The parameters.</param>
    public bool HasOnly(IEnumerable<LintContext> tables, params string[] parameters) => HasOnly(tables, parameters, _ => true);

    /// <summary>As <see cref="HasOnly(IEnumerable{LintContext}, string[])"/>, for the values of main.cf only.</summary>
    public bool HasOnlyInMain(IEnumerable<LintContext> tables, params string[] parameters) => HasOnly(tables, parameters, use => use.Service is null);

    private bool HasOnly(IEnumerable<LintContext> tables, string[] parameters, Func<TableUse, bool> counts)
    {
        var known = tables.Select(table => Path.GetFullPath(table.Path)).ToHashSet(StringComparer.Ordinal);
        return !Tables.Problems.Any(problem => parameters.Contains(problem.Parameter))
            && Tables.Tables.Where(table => table.Uses.Any(use => parameters.Contains(use.Parameter) && counts(use)))
                .All(table => table.HasSource && known.Contains(Path.GetFullPath(table.Name)));
    }

    /// <summary>Whether <c>parent_domain_matches_subdomains</c> names a list of tables: a domain then matches its subdomains.</summary>
    public bool ParentsMatch(string list) => WordsOf("parent_domain_matches_subdomains").Contains(list);

    private static LintContext ContextOf(string path) =>
        new() { Path = path, Format = MapKit.Tables.TableFormat.Plain, Folding = MapKit.Records.KeyFolding.None };
}
