using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Delivery.Rewrite;
using MapKit.Delivery.Searching;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Delivery.Services;

/// <summary>
/// The settings of one service of master.cf: main.cf with the service's own <c>-o</c> options. Every daemon asks these and no others,
/// also for the delimiter of extensions and for the domains of this host.
/// </summary>
internal sealed class ServiceSettings : IDisposable
{
    private readonly Dictionary<string, NameList> _lists = [];
    private ProbeSettings? _probes;
    private OwnAddresses? _ownAddresses;
    private string? _origin;

    /// <summary>Creates the settings of a service.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="service">The service, or null for main.cf alone.</param>
    /// <param name="program">The program, such as <c>cleanup</c>.</param>
    public ServiceSettings(ExplainContext context, MasterService? service, string program)
    {
        Context = context;
        Service = service;
        Program = program;
    }

    /// <summary>The configuration.</summary>
    public ExplainContext Context { get; }

    /// <summary>The service; null for main.cf alone.</summary>
    public MasterService? Service { get; }

    /// <summary>The program that the service runs.</summary>
    public string Program { get; }

    /// <summary>The answers of address mappings so far, by list, address, and whether extensions are kept.</summary>
    public Dictionary<(string List, string Address, bool Propagates), Cleanup.AddressMapping> Mappings { get; } = [];

    /// <summary>The trivial-rewrite(8) that the service asks.</summary>
    public AddressRewriter Rewriter => Context.RewriterNamed(Get("rewrite_service_name"));

    /// <summary>Which keys the service looks up for an address.</summary>
    public ProbeSettings Probes => _probes ??= new ProbeSettings
    {
        Delimiter = new RecipientDelimiter(Get("recipient_delimiter"), IsOn("owner_request_special"), Get("double_bounce_sender")),
        IsLocalDomain = domain => FoldedText.AreEqual(domain, Origin) || IsDestination(domain),
        TransportMatchesSubdomains = MatchesSubdomains("transport_maps"),
        AccessMatchesSubdomains = MatchesSubdomains("smtpd_access_maps"),
        Version = Context.Lookup.Version,
    };

    /// <summary><c>$myorigin</c>.</summary>
    public string Origin => _origin ??= ExplainContext.OriginOf(Get("myorigin"));

    /// <summary>The expanded value of a parameter, one character per byte; empty if unknown.</summary>
    /// <exception cref="ConfigurationException">A macro cannot be read or expanded.</exception>
    public string Get(string parameter) => Context.Get(parameter, Service);

    /// <summary>The value of a parameter as written: for parameters whose macros refer to the message.</summary>
    public string Unexpanded(string parameter) => Context.Unexpanded(parameter, Service);

    /// <summary>Whether a parameter is <c>yes</c>.</summary>
    public bool IsOn(string parameter) => Context.IsOn(parameter, Service);

    /// <summary>Whether a list contains a word, in any case.</summary>
    public bool HasWord(string parameter, string word) => Context.HasWord(parameter, word, Service);

    /// <summary>A number.</summary>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public int Number(string parameter) => ParameterValues.SmallNumber(parameter, Get(parameter), 0, 0);

    /// <summary>The words of a parameter.</summary>
    public IReadOnlyList<string> Words(string parameter) => ExplainContext.Words(Get(parameter));

    /// <summary>The tables of a parameter, opened as the program opens them.</summary>
    public IReadOnlyList<ExplainedTable> Tables(string parameter, TableFormat format)
    {
        var opening = TableOpening.For(parameter, Program);
        return [.. Words(parameter).Select(table => Context.Open(ByteText.ToText(table), format, opening))];
    }

    /// <summary>The names that a list of domains has.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="matching">Which domains an entry matches.</param>
    /// <param name="unlisted">Takes the tables that cannot be listed, such as those of patterns.</param>
    public IEnumerable<string> Listed(string parameter, NameMatching matching, Action<string> unlisted)
    {
        // Its own list: a table that cannot be opened is reported there, and only a query is to fail.
        using var list = new NameList(Get(parameter), matching, table => Context.OpenListed(table));
        foreach (var name in list.Names(unlisted)) yield return name;
    }

    /// <summary>Whether a list of domains contains a domain.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="matching">Which domains an entry matches.</param>
    /// <exception cref="LookupException">A table of the list cannot answer.</exception>
    public bool Lists(string parameter, string domain, NameMatching matching)
    {
        if (!_lists.TryGetValue(parameter, out var list)) _lists[parameter] = list = new NameList(Get(parameter), matching, table => Context.OpenListed(table));
        try
        {
            return list.Contains(domain);
        }
        catch (LookupException exception) when (exception.IsOutOfReach)
        {
            Context.Unknowns.Add(parameter, domain, exception);
            return false;
        }
    }

    /// <summary>Whether a domain is one of this host's (<c>resolve_local</c>).</summary>
    /// <exception cref="LookupException">A table of <c>mydestination</c> cannot answer.</exception>
    public bool IsDestination(string domain)
    {
        if (domain.EndsWith('.')) domain = domain[..^1];
        if (domain.Length == 0 || domain.EndsWith('.')) return false;
        if (Lists("mydestination", domain, NameMatching.Exact)) return true;
        return OwnAddresses.Contains(domain);
    }

    /// <summary>Whether a network address is one that Postfix receives mail on.</summary>
    public bool IsOwnAddress(string address) => OwnAddresses.Contains($"[{address}]");

    private OwnAddresses OwnAddresses => _ownAddresses ??= new OwnAddresses(Get("inet_interfaces"), Get("proxy_interfaces"), Words("inet_protocols"));

    /// <summary>Whether an entry of a list of domains also matches subdomains (<c>parent_domain_matches_subdomains</c>).</summary>
    public NameMatching MatchingOf(string parameter) => MatchesSubdomains(parameter) ? NameMatching.WithSubdomains : NameMatching.WithDotForSubdomains;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var list in _lists.Values) list.Dispose();
    }

    private bool MatchesSubdomains(string parameter) => HasWord("parent_domain_matches_subdomains", parameter);
}
