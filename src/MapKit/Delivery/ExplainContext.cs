using MapKit.Configuration;
using MapKit.Configuration.StartUp;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Delivery;

/// <summary>The configuration for one explanation. Each table is opened once, when it is needed. Texts have one character per byte.</summary>
internal sealed class ExplainContext : IDisposable
{
    private readonly PostfixConfiguration _configuration;
    private readonly Dictionary<(string Specification, TableFormat Format), ExplainedTable> _tables = [];
    private readonly Dictionary<string, NameList> _lists = [];
    private OwnAddresses? _ownAddresses;

    /// <summary>Reads the parameters that every explanation needs.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">The options of the explanation.</param>
    /// <exception cref="ConfigurationException">A parameter cannot be read.</exception>
    public ExplainContext(PostfixConfiguration configuration, ExplainOptions options)
    {
        _configuration = configuration;
        Options = options;
        Lookup = options.Lookup ?? LookupOptions.From(configuration);
        Rewriter = ProgramNamed("trivial-rewrite");
        var origin = Get("myorigin", Rewriter);
        Origin = origin.StartsWith('/') ? OriginFile.Read(origin) : origin;
        Completion = new AddressCompletion
        {
            Origin = IsOn("append_at_myorigin", Rewriter) ? Origin : "",
            Domain = IsOn("append_dot_mydomain", Rewriter) ? Get("mydomain", Rewriter) : "",
            SwapsBangPath = IsOn("swap_bangpath", Rewriter),
            AllowsPercent = IsOn("allow_percent_hack", Rewriter),
        };
        Resolution = new AddressResolution(Completion, IsDestination, Get("myhostname", Rewriter), Get("empty_address_recipient", Rewriter))
        {
            LooksIntoQuotes = IsOn("resolve_dequoted_address", Rewriter),
            StripsNullDomain = IsOn("resolve_null_domain", Rewriter),
            AllowsHyphen = IsOn("allow_min_user", Rewriter),
        };
        Settings = new ProbeSettings
        {
            Delimiter = new RecipientDelimiter(Get("recipient_delimiter"), IsOn("owner_request_special"), Get("double_bounce_sender")),
            IsLocalDomain = domain => FoldedText.AreEqual(domain, Origin) || IsDestination(domain),
            TransportMatchesSubdomains = MatchesSubdomains("transport_maps"),
            AccessMatchesSubdomains = MatchesSubdomains("smtpd_access_maps"),
            Version = Lookup.Version,
        };
    }

    /// <summary>The options of the explanation.</summary>
    public ExplainOptions Options { get; }

    /// <summary>How tables are opened and queried.</summary>
    public LookupOptions Lookup { get; }

    /// <summary>The service that completes addresses and routes mail; null if there is no master.cf.</summary>
    public MasterService? Rewriter { get; }

    /// <summary><c>$myorigin</c>.</summary>
    public string Origin { get; }

    /// <summary>Completes addresses.</summary>
    public AddressCompletion Completion { get; }

    /// <summary>Resolves recipients.</summary>
    public AddressResolution Resolution { get; }

    /// <summary>The settings that decide which keys are looked up.</summary>
    public ProbeSettings Settings { get; }

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
        return transport == "relay" ? "smtp" : transport;
    }

    /// <summary>The tables to query: those given, otherwise those of a parameter.</summary>
    public IReadOnlyList<ExplainedTable> TablesOf(string parameter, TableFormat format, MasterService? service = null) =>
        Options.Tables.Count > 0 ? [.. Options.Tables.Select(table => Open(table, format))] : ConfiguredTables(parameter, format, service);

    /// <summary>The tables of a parameter.</summary>
    public IReadOnlyList<ExplainedTable> ConfiguredTables(string parameter, TableFormat format, MasterService? service = null) =>
        [.. Words(Get(parameter, service)).Select(table => Open(ByteText.ToText(table), format))];

    /// <summary>An open table.</summary>
    public ExplainedTable Open(string specification, TableFormat format)
    {
        if (_tables.TryGetValue((specification, format), out var table)) return table;
        table = ExplainedTable.Open(specification, format, Lookup, Options.AsksSources);
        _tables.Add((specification, format), table);
        return table;
    }

    /// <summary>Whether mail for a domain is for this host (<c>resolve_local</c>).</summary>
    public bool IsDestination(string domain)
    {
        if (domain.EndsWith('.')) domain = domain[..^1];
        if (domain.Length == 0 || domain.EndsWith('.')) return false;
        _ownAddresses ??= new OwnAddresses(Get("inet_interfaces"), Get("proxy_interfaces"));
        return IsIn("mydestination", domain, NameMatching.Exact) || _ownAddresses.Contains(domain);
    }

    /// <summary>Whether a list of domains contains a domain.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="matching">Which domains an entry matches.</param>
    public bool IsIn(string parameter, string domain, NameMatching matching)
    {
        if (!_lists.TryGetValue(parameter, out var list)) _lists[parameter] = list = new NameList(Get(parameter, Rewriter), matching, OpenListed);
        return list.Contains(domain);
    }

    /// <summary>How a list matches, according to <c>parent_domain_matches_subdomains</c>.</summary>
    public NameMatching MatchingOf(string parameter) => MatchesSubdomains(parameter) ? NameMatching.WithSubdomains : NameMatching.WithDotForSubdomains;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in _tables.Values) table.Dispose();
        foreach (var list in _lists.Values) list.Dispose();
    }

    private bool MatchesSubdomains(string parameter) => HasWord("parent_domain_matches_subdomains", parameter);

    private LookupTable OpenListed(string specification) => Options.AsksSources && IndexedSource(specification) is { } source
        ? new SourceTable(source, TableFormat.Plain, Lookup)
        : LookupTypes.Open(specification, Lookup);

    private static string? IndexedSource(string specification)
    {
        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        return Maps.MapTypes.TryParse(specification[..colon], out _) ? specification[(colon + 1)..] : null;
    }
}
