using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Configuration.StartUp;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Delivery.Services;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Lookup.Tables;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery;

/// <summary>
/// The configuration for one explanation: its services, each with its own settings, and its tables, each opened once for every way of
/// opening it. Texts have one character per byte.
/// </summary>
internal sealed class ExplainContext : IDisposable
{

    private readonly PostfixConfiguration _configuration;
    private readonly Dictionary<(string Specification, TableFormat Format, TableOpening Opening), ExplainedTable> _tables = [];
    private readonly Dictionary<TableOpening, LookupOptions> _openings = [];
    private readonly Dictionary<(MasterService? Service, string Program), ServiceSettings> _services = [];
    private readonly Dictionary<string, AddressRewriter> _rewriters = [];

    private HashSet<string>? _approved;

    /// <summary>Reads the parameters that every explanation needs.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">The options of the explanation.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    public ExplainContext(PostfixConfiguration configuration, ExplainOptions options)
    {
        _configuration = configuration;
        Options = options;
        Lookup = options.Lookup ?? LookupOptions.From(configuration);
    }

    /// <summary>The options of the explanation.</summary>
    public ExplainOptions Options { get; }

    /// <summary>How tables are opened and queried.</summary>
    public LookupOptions Lookup { get; }

    /// <summary>What could not be found out.</summary>
    public UnknownAnswers Unknowns { get; } = new();

    /// <summary>The SMTP server that receives the mail: the first of master.cf.</summary>
    public ServiceSettings Server => SettingsFor(SmtpServers.FirstOrDefault(), "smtpd");

    /// <summary>The queue manager.</summary>
    public ServiceSettings Queue => SettingsFor(_configuration.Services.FirstOrDefault(service => service.ProcessName is "qmgr" or "oqmgr" or "nqmgr"), "qmgr");

    /// <summary>The trivial-rewrite(8) that most services ask.</summary>
    public AddressRewriter Rewriting => RewriterNamed(Get("rewrite_service_name"));

    /// <summary>The service that completes addresses and routes mail; null if there is no master.cf.</summary>
    public MasterService? Rewriter => Rewriting.Settings.Service;

    /// <summary><c>$myorigin</c>.</summary>
    public string Origin => Rewriting.Settings.Origin;

    /// <summary>Completes addresses.</summary>
    public AddressCompletion Completion => Rewriting.Completion;

    /// <summary>Resolves recipients.</summary>
    public AddressResolution Resolution => Rewriting.Resolution;

    /// <summary>The settings that decide which keys are looked up, for a program with the settings of main.cf.</summary>
    public ProbeSettings Settings => SettingsFor(null, "").Probes;

    /// <summary>The settings of a service.</summary>
    /// <param name="service">The service; null for main.cf alone.</param>
    /// <param name="program">The program that uses them.</param>
    public ServiceSettings SettingsFor(MasterService? service, string program)
    {
        if (!_services.TryGetValue((service, program), out var settings)) _services[(service, program)] = settings = new ServiceSettings(this, service, program);
        return settings;
    }

    /// <summary>The settings of a service of a transport.</summary>
    /// <param name="transport">The name of the service.</param>
    public ServiceSettings SettingsOfTransport(string transport) => SettingsFor(ServiceOf(transport), ProgramOf(transport));

    /// <summary>The cleanup(8) service of a name, such as the one that <c>cleanup_service_name</c> gives.</summary>
    public ServiceSettings Cleanup(string name) => SettingsFor(ServiceOf(name) ?? ProgramNamed("cleanup"), "cleanup");

    /// <summary>The trivial-rewrite(8) service of a name.</summary>
    public AddressRewriter RewriterNamed(string name)
    {
        if (!_rewriters.TryGetValue(name, out var rewriter))
            _rewriters[name] = rewriter = new AddressRewriter(SettingsFor(ServiceOf(name) ?? ProgramNamed("trivial-rewrite"), "trivial-rewrite"));
        return rewriter;
    }

    /// <summary>The expanded value of a parameter; empty if unknown.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Get(string parameter, MasterService? service = null) => ByteText.FromText(_configuration.Get(parameter, service) ?? "");

    /// <summary>The value of a parameter as written, empty if there is none: for parameters whose macros refer to the message.</summary>
    public string Unexpanded(string parameter, MasterService? service) => ByteText.FromText(_configuration.Find(parameter, service)?.Value ?? "");

    /// <summary>The expanded value of a parameter with the places of its parts; null if there is no such parameter.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public ParameterValue? Traced(string parameter, MasterService? service)
    {
        var scope = _configuration.ScopeOf(service);
        return scope.Trace(ByteText.FromText(parameter)) is { } value ? new ParameterValue(parameter, service, value, scope) : null;
    }

    /// <summary>The value of a parameter as written or its default, one character per byte; null if there is no such parameter.</summary>
    public string? Written(string parameter, MasterService? service) => _configuration.ScopeOf(service).Find(ByteText.FromText(parameter));

    /// <summary>Whether a parameter is set, in main.cf or for the service.</summary>
    public bool IsSet(string parameter, MasterService? service = null) => _configuration.Find(parameter, service) is not null;

    /// <summary>Whether a parameter is <c>yes</c>.</summary>
    public bool IsOn(string parameter, MasterService? service = null) => Get(parameter, service).Equals("yes", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public int Number(string parameter) => ParameterValues.SmallNumber(parameter, Get(parameter), 0, 0);

    /// <summary>Whether a list contains a word, in any case.</summary>
    public bool HasWord(string parameter, string word, MasterService? service = null) => Words(Get(parameter, service)).Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of a value; braces protect whitespace and commas.</summary>
    public static IReadOnlyList<string> Words(string value)
    {
        ReadOnlySpan<byte> rest = Latin1Text.Bytes(value);
        var words = new List<string>();
        while (BracedText.TryTakeWord(ref rest, out var word)) words.Add(ByteText.FromBytes(word));
        return words;
    }

    /// <summary><c>$myorigin</c>, which may name a file.</summary>
    public static string OriginOf(string value) => value.StartsWith('/') ? OriginFile.Read(value) : value;

    /// <summary>The service of a transport, or null if master.cf has none with the name.</summary>
    public MasterService? ServiceOf(string transport) =>
        _configuration.Services.FirstOrDefault(service => service.Name.Text == ByteText.ToText(transport) && service.Type.Text != "inet");

    /// <summary>The path of master.cf; null without one.</summary>
    public string? MasterPath => _configuration.Master?.Path;

    /// <summary>Whether there is a master.cf.</summary>
    public bool HasServices => _configuration.Master is not null;

    /// <summary>The services that are SMTP servers.</summary>
    public IEnumerable<MasterService> SmtpServers => _configuration.Services.Where(service => service.ProcessName == "smtpd");

    /// <summary>The first service that runs a program, such as <c>cleanup</c>; null if there is none.</summary>
    public MasterService? ProgramNamed(string program) => _configuration.Services.FirstOrDefault(service => service.ProcessName == program);

    /// <summary>The program of a transport, empty if master.cf does not have it; without a master.cf the transport's own name.</summary>
    public string ProgramOf(string transport)
    {
        if (HasServices) return ServiceOf(transport)?.ProcessName ?? "";
        return transport switch { "relay" => "smtp", "retry" => "error", _ => transport };
    }

    /// <summary>The tables to query: those given, otherwise those of a parameter.</summary>
    public IReadOnlyList<ExplainedTable> TablesOf(string parameter, TableFormat format, MasterService? service = null) =>
        Options.Tables.Count > 0 ? [.. Options.Tables.Select(table => Open(table, format, TableOpening.For(parameter, "")))] : ConfiguredTables(parameter, format, service);

    /// <summary>The tables of a parameter.</summary>
    public IReadOnlyList<ExplainedTable> ConfiguredTables(string parameter, TableFormat format, MasterService? service = null) =>
        SettingsFor(service, service?.ProcessName ?? "").Tables(parameter, format);

    /// <summary>An open table.</summary>
    public ExplainedTable Open(string specification, TableFormat format, TableOpening? opening = null)
    {
        opening ??= TableOpening.Usual;
        if (_tables.TryGetValue((specification, format, opening), out var table)) return table;
        table = ExplainedTable.Open(specification, format, OptionsFor(opening), opening, this);
        _tables.Add((specification, format, opening), table);
        return table;
    }

    /// <summary>Why proxymap(8) does not query a table; null if it does, or if the table is not its.</summary>
    /// <param name="specification">The table.</param>
    public string? RefusalOfProxy(string specification)
    {
        if (!specification.StartsWith(LookupTypes.Proxy, StringComparison.Ordinal) || Options.Tables.Count > 0) return null;
        _approved ??= [.. SettingsFor(ProgramNamed("proxymap"), "proxymap").Words("proxy_read_maps").Where(table => table.StartsWith(LookupTypes.Proxy, StringComparison.Ordinal)).Select(LookupTypes.WithoutProxy)];
        return _approved.Contains(ByteText.FromText(LookupTypes.WithoutProxy(specification)))
            ? null
            : $"proxy_read_maps does not have {specification}: proxymap(8) has not approved it, and the daemon that requests it ends";
    }

    /// <summary>Opens a table that a list of names contains: its keys are not folded, because the list folds them.</summary>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public LookupTable OpenListed(string specification)
    {
        var options = OptionsFor(TableOpening.Usual with { Folds = false });
        if (RefusalOfProxy(specification) is { } refusal) throw new LookupException(ByteText.FromText(refusal));
        if (ExplainedTable.NeedsServerOf(specification) is { } type) return Foreign(specification, type) ?? throw LookupException.ServerNeeded(type);
        return ExplainedTable.IndexedSourceOf(specification) is { } source && Options.AsksSource(source)
            ? new SourceTable(source, TableFormat.Plain, options, Lookup.Folding)
            : LookupTypes.Open(specification, options);
    }

    /// <summary>A table of a type that MapKit does not implement, asked through Postfix's own tool; null if that is not possible.</summary>
    /// <param name="specification">The table.</param>
    /// <param name="type">Its type.</param>
    public LookupTable? Foreign(string specification, string type)
    {
        if (Options.Client?.Invoke(specification, Lookup) is { } own) return own;
        if (Options.Foreign?.Invoke(specification) is not { } table) return null;
        Unknowns.Say($"{type}: tables are queried through {Options.ForeignName}");
        return table;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in _tables.Values) table.Dispose();
        foreach (var service in _services.Values) service.Dispose();
    }

    private LookupOptions OptionsFor(TableOpening opening)
    {
        if (!_openings.TryGetValue(opening, out var options))
        {
            _openings[opening] = options = Lookup with
            {
                Folding = opening.Folds ? Lookup.Folding : KeyFolding.None,
                AllowsSubstitution = opening.Substitutes,
                Members = new MemberTables(),
            };
        }

        return options;
    }
}
