using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Linting.AcrossTables;

/// <summary>The facts of main.cf and master.cf that rules about tables need.</summary>
internal sealed class MailSystem
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly PostfixConfiguration _configuration;
    private readonly TableReferences _references;

    /// <summary>The transports that are SMTP clients if master.cf is unknown. An empty name does not change the transport.</summary>
    public static readonly IReadOnlySet<string> UsualSmtpClients = new HashSet<string>(StringComparer.Ordinal) { "", "smtp", "relay" };

    /// <summary>Creates the facts of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="accounts">The users of its host, or null if unknown.</param>
    public MailSystem(PostfixConfiguration configuration, IAccounts? accounts)
    {
        _configuration = configuration;
        _references = TableReferences.Find(configuration);
        Accounts = accounts;
        Context = new LintContext { Path = configuration.Main.Path, Format = Tables.TableFormat.Plain, Folding = MapKit.Records.KeyFolding.None };
    }

    /// <summary>Receives the findings in main.cf.</summary>
    public LintContext Context { get; }

    /// <summary>Opens main.cf as it was read.</summary>
    public Stream OpenMain() => new MemoryStream(_configuration.Main.Source, writable: false);

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
        return !_references.Problems.Any(problem => parameters.Contains(problem.Parameter))
            && _references.Tables.Where(table => table.Uses.Any(use => parameters.Contains(use.Parameter) && counts(use)))
                .All(table => table.HasSource && known.Contains(Path.GetFullPath(table.Name)));
    }

    /// <summary>Whether <c>parent_domain_matches_subdomains</c> names a list of tables: a domain then matches its subdomains.</summary>
    public bool ParentsMatch(string list) => WordsOf("parent_domain_matches_subdomains").Contains(list);
}
