using System.Globalization;
using MapKit.Delivery;
using MapKit.Delivery.Services;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Addresses;

namespace MapKit.Operations.Graph;

/// <summary>The domains and addresses that a configuration names: in its lists of domains, its transport tables and its aliases.</summary>
internal sealed class ConfigurationNames
{
    private readonly ExplainContext _context;
    private readonly int _most;
    private readonly List<string> _domains = [];
    private readonly HashSet<string> _knownDomains = [];
    private readonly List<MailEntry> _entries = [];
    private readonly HashSet<string> _knownEntries = [];
    private readonly List<string> _notes = [];

    /// <summary>Reads the names.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="most">Maximum number of names of each table and list.</param>
    public ConfigurationNames(ExplainContext context, int most)
    {
        _context = context;
        _most = most;
        var rewriter = context.Rewriting.Settings;
        foreach (var list in (string[])["mydestination", "virtual_alias_domains", "virtual_mailbox_domains", "relay_domains"])
            AddList(rewriter, list, list == "relay_domains" ? rewriter.MatchingOf(list) : NameMatching.Exact);
        AddTransports(rewriter);
        AddVirtualAliases(context.Cleanup(context.Server.Get("cleanup_service_name")));
        AddAliases(context.SettingsFor(context.ServiceOf("local"), "local"));
        foreach (var parameter in (string[])["sender_dependent_default_transport_maps", "sender_dependent_relayhost_maps"])
        {
            if (context.Options.Sender is null && rewriter.Get(parameter).Length > 0) Note($"{parameter} is set: routes may depend on the sender (--from)");
        }

        if (context.Server.Get("content_filter") is { Length: > 0 } filter) Note($"content_filter {Wording.Show(filter)} gets the mail first; the picture shows what follows after it");
    }

    /// <summary>The domains, folded; one that begins with a dot represents its subdomains.</summary>
    public IReadOnlyList<string> Domains => _domains;

    /// <summary>The addresses.</summary>
    public IReadOnlyList<MailEntry> Entries => _entries;

    /// <summary>What is not known.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private void AddList(ServiceSettings settings, string list, NameMatching matching)
    {
        var number = 0;
        foreach (var name in settings.Listed(list, matching, table => Note($"{list}: {Wording.Show(table)} cannot list its domains")))
        {
            // Keys with @ are those of virtual_alias_maps, which is the default of virtual_alias_domains.
            if (name.Contains('@', StringComparison.Ordinal)) continue;
            if (++number > _most)
            {
                Note(TooMany(list));
                return;
            }

            AddDomain(name);
        }
    }

    private void AddTransports(ServiceSettings settings)
    {
        foreach (var key in KeysOf(settings, "transport_maps", TableFormat.Transport))
        {
            var at = key.LastIndexOf('@');
            if (at > 0) AddEntry(key, isTransport: true);
            else if (at < 0 && key is not ("*" or "<>" or "")) AddDomain(key);
        }
    }

    private void AddVirtualAliases(ServiceSettings settings)
    {
        foreach (var key in KeysOf(settings, "virtual_alias_maps", TableFormat.Virtual))
        {
            if (key.StartsWith('@')) AddEntry(MailEntry.AnyUser + key);
            else if (key.Contains('@', StringComparison.Ordinal)) AddEntry(key);
            else if (!_knownDomains.Contains(key)) AddEntry($"{key}@{_context.Origin}");
        }
    }

    private void AddAliases(ServiceSettings settings)
    {
        if (LocalDomain() is not { } domain) return;
        foreach (var key in KeysOf(settings, "alias_maps", TableFormat.Aliases))
        {
            if (key.Length > 0 && key != "@" && !key.StartsWith("YP_", StringComparison.Ordinal)) AddEntry(key.StartsWith('"') ? $"{key}@{domain}" : AddressForm.External($"{key}@{domain}"));
        }
    }

    /// <summary>A domain of this host; null if it has none.</summary>
    private string? LocalDomain()
    {
        var settings = _context.Rewriting.Settings;
        return _domains.Prepend(settings.Get("myhostname")).Prepend(_context.Origin).FirstOrDefault(IsLocal);

        bool IsLocal(string domain)
        {
            try
            {
                return settings.IsDestination(domain);
            }
            catch (LookupException)
            {
                return false;
            }
        }
    }

    private IEnumerable<string> KeysOf(ServiceSettings settings, string parameter, TableFormat format)
    {
        foreach (var table in settings.Tables(parameter, format))
        {
            var keys = table.Keys(_most, out var canList);
            if (table.Problem is { } problem && !table.IsOutOfReach) Note($"{parameter}: {table.Specification}: {problem}");
            else if (!canList) Note($"{parameter}: {table.Specification} cannot list its keys; --address shows what it does with an address");
            if (keys.Count > _most) Note(TooMany($"{parameter}: {table.Specification}"));
            foreach (var key in keys.Take(_most).Order(StringComparer.Ordinal)) yield return key;
        }
    }

    private string TooMany(string where) => string.Create(CultureInfo.InvariantCulture, $"{where} has more than {_most} names; the picture is made of {_most} of them");

    private void AddDomain(string name)
    {
        var folded = FoldedText.Fold(name);
        if (folded.TrimStart('.').Length > 0 && _knownDomains.Add(folded)) _domains.Add(folded);
    }

    private void AddEntry(string address, bool isTransport = false)
    {
        if (_knownEntries.Add(FoldedText.Fold(address))) _entries.Add(new MailEntry(address, isTransport));
    }

    private void Note(string text)
    {
        if (!_notes.Contains(text)) _notes.Add(text);
    }
}
