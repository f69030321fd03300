using MapKit.Delivery.Searching;
using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Tables;

namespace MapKit.Delivery.Rewrite;

/// <summary>
/// Explains the route of mail, as trivial-rewrite(8) answers the queue manager (<c>resolve_addr</c>, docs/formats/table-formats.md#transport and
/// docs/formats/table-formats.md#sender-dependent-tables).
/// </summary>
/// <param name="rewriter">The service.</param>
internal sealed class RouteExplainer(AddressRewriter rewriter)
{
    private readonly AddressProbes _probes = new(rewriter.Settings.Probes);
    private readonly List<ExplanationNode> _steps = [];

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<ExplanationNode> Steps => _steps;

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Why Postfix defers the mail; null if it does not.</summary>
    public string? Problem { get; private set; }

    /// <summary>The route of an address, from its class, sender-dependent tables, transport tables and relocated addresses.</summary>
    /// <param name="address">The address.</param>
    /// <param name="sender">The sender in internal form, or null if unknown.</param>
    public ResolvedRoute RouteOf(ResolvedAddress address, string? sender)
    {
        if (address.Failure is { } failure)
        {
            Fail($"mydestination: {failure}");
            return new ResolvedRoute(address, AddressClass.Default, "", "");
        }

        var route = RouteOfClass(address, sender);
        if (Problem is null) route = Transport(route, rewriter.Settings.Tables("transport_maps", TableFormat.Transport), out _);
        if (Problem is not null) return route;
        var moved = Relocated(address.Recipient, rewriter.Settings.Tables("relocated_maps", TableFormat.Relocated), out _);
        return moved is null ? route : route with { Transport = "error", NextHop = moved };
    }

    /// <summary>The class of an address, and its route before the transport tables are queried.</summary>
    /// <param name="address">The address.</param>
    /// <param name="sender">The sender in internal form, or null if it is not known: sender-dependent tables are then not queried.</param>
    public ResolvedRoute RouteOfClass(ResolvedAddress address, string? sender)
    {
        var domain = address.Domain;
        var addressClass = TryClassOf(address);
        if (Problem is not null) return new ResolvedRoute(address, addressClass, "", "");
        var (transport, nextHop, why) = addressClass switch
        {
            AddressClass.Local => (Get("local_transport"), domain, "local: the domain is in mydestination, or an address of this host"),
            AddressClass.VirtualAlias => ("error", "5.1.1 User unknown" + (rewriter.Settings.IsOn("show_user_unknown_table_name") ? " in virtual alias table" : ""), "virtual alias: the domain is in virtual_alias_domains"),
            AddressClass.VirtualMailbox => (Get("virtual_transport"), domain, "virtual mailbox: the domain is in virtual_mailbox_domains"),
            AddressClass.Relay => (Get("relay_transport"), domain, "relay: the domain is in relay_domains"),
            _ => (Get("default_transport"), domain, "default: the domain is not in mydestination, virtual_alias_domains, virtual_mailbox_domains or relay_domains"),
        };
        _steps.Add(new ExplanationNode(ExplanationKind.AddressClass, $"Address class {why}.") { Facts = [("class", NameOf(addressClass))] });
        if (addressClass == AddressClass.VirtualAlias) return new ResolvedRoute(address, addressClass, transport, nextHop);
        if (addressClass == AddressClass.Default && AnswerOfSender("sender_dependent_default_transport_maps", "empty_address_default_transport_maps_lookup_key", TableFormat.SenderTransport, sender) is { } own)
            transport = own;
        if (addressClass == AddressClass.Relay && Get("sender_dependent_default_transport_maps").Length > 0)
            _steps.Add(new ExplanationNode(ExplanationKind.Note, "sender_dependent_default_transport_maps is not queried for the class relay: relay_transport applies"));
        if (Problem is null && addressClass is AddressClass.Relay or AddressClass.Default)
        {
            var relay = AnswerOfSender("sender_dependent_relayhost_maps", "empty_address_relayhost_maps_lookup_key", TableFormat.SenderRelay, sender);
            if (relay is null && Get("relayhost") is { Length: > 0 } relayHost) relay = relayHost;
            if (relay is not null) nextHop = relay;
        }

        // A next hop after the transport in main.cf overrides the relay host.
        var colon = transport.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (colon < transport.Length - 1) nextHop = transport[(colon + 1)..];
            transport = transport[..colon];
        }

        if (transport.Length == 0) Fail("the transport of the address class is empty, which Postfix does not allow");
        return new ResolvedRoute(address, addressClass, transport, nextHop);
    }

    /// <summary>Queries transport tables.</summary>
    /// <param name="route">The route without them.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="search">The search; null if there are no tables, or none is queried.</param>
    /// <returns>The route.</returns>
    public ResolvedRoute Transport(ResolvedRoute route, IReadOnlyList<ExplainedTable> tables, out Search? search)
    {
        search = null;
        if (tables.Count == 0) return route;
        if (route.Class == AddressClass.VirtualAlias)
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Note, "Postfix does not query transport_maps for virtual alias domains"));
            return route;
        }

        search = Search("transport_maps", route.Address.Recipient, tables, _probes.OfTransport(route.Address.Recipient));
        if (search.Answer is not { Value: { } value }) return route;
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var transport = colon < 0 ? value : value[..colon];
        var nextHop = colon < 0 ? "" : value[(colon + 1)..];
        if (transport.Length == 0) return nextHop.Length == 0 ? route : route with { NextHop = nextHop };
        if (nextHop.Length == 0) nextHop = transport is "error" or "retry" ? "Address is undeliverable" : route.Address.Domain;
        return route with { Transport = transport, NextHop = nextHop };
    }

    /// <summary>Queries relocated tables.</summary>
    /// <param name="recipient">The address in internal form.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="search">The search; null if there are no tables.</param>
    /// <returns>The text with which Postfix bounces the mail; null if it does not bounce it.</returns>
    public string? Relocated(string recipient, IReadOnlyList<ExplainedTable> tables, out Search? search)
    {
        search = tables.Count == 0 ? null : Search("relocated_maps", recipient, tables, _probes.OfAddress(recipient));
        if (search?.Answer is not { Value: { } value }) return null;
        var hasPrefix = !Get("relocated_prefix_enable").Equals("no", StringComparison.OrdinalIgnoreCase);
        if (hasPrefix) return $"5.1.6 User has moved to {value}";
        return DeliveryStatus.Parse(value) is { } status ? $"{status.Code} {status.Text}" : "5.2.0 Mailbox is unavailable";
    }

    /// <summary>Queries a sender-dependent table.</summary>
    /// <param name="parameter">The parameter that names the tables.</param>
    /// <param name="keyParameter">The parameter with the lookup key of the null sender.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="sender">The sender in internal form.</param>
    public Search BySender(string parameter, string keyParameter, IReadOnlyList<ExplainedTable> tables, string sender)
    {
        var key = sender.Length > 0 ? sender : Get(keyParameter);
        return Search(parameter, key, tables, _probes.OfAddress(key));
    }

    /// <summary>Adds the step with the route.</summary>
    public void Add(ResolvedRoute route, string? note = null) => _steps.Add(StepOf(route, note));

    /// <summary>The class of an address.</summary>
    /// <exception cref="LookupException">A list of domains cannot answer.</exception>
    public AddressClass ClassOf(ResolvedAddress address)
    {
        if (address.IsLocal) return AddressClass.Local;
        if (rewriter.Settings.Lists("virtual_alias_domains", address.Domain, NameMatching.Exact)) return AddressClass.VirtualAlias;
        if (rewriter.Settings.Lists("virtual_mailbox_domains", address.Domain, NameMatching.Exact)) return AddressClass.VirtualMailbox;
        return rewriter.Settings.Lists("relay_domains", address.Domain, rewriter.Settings.MatchingOf("relay_domains")) ? AddressClass.Relay : AddressClass.Default;
    }

    private static ExplanationNode StepOf(ResolvedRoute route, string? note)
    {
        var (transport, nextHop) = (Wording.Show(route.Transport), Wording.Show(route.NextHop));
        var suffix = note is null ? "" : $" ({note})";
        var (kind, text) = route.Transport switch
        {
            "error" => (ExplanationKind.Bounce, $"Postfix bounces the mail: {nextHop}{suffix}"),
            "retry" => (ExplanationKind.Deferral, $"Postfix defers the mail: {nextHop}{suffix}"),
            _ => (ExplanationKind.Route, $"transport {transport}, next hop {nextHop}{suffix}"),
        };
        return new ExplanationNode(kind, text) { Facts = [("transport", transport), ("nextHop", nextHop)] };
    }

    private AddressClass TryClassOf(ResolvedAddress address)
    {
        try
        {
            return ClassOf(address);
        }
        catch (LookupException exception)
        {
            Fail($"a list of domains cannot answer: {Source.ByteText.ToText(exception.Message)}");
            return AddressClass.Default;
        }
    }

    private static string NameOf(AddressClass addressClass) => addressClass switch
    {
        AddressClass.Local => "local",
        AddressClass.VirtualAlias => "virtual-alias",
        AddressClass.VirtualMailbox => "virtual-mailbox",
        AddressClass.Relay => "relay",
        _ => "default",
    };

    private string? AnswerOfSender(string parameter, string keyParameter, TableFormat format, string? sender)
    {
        if (Get(parameter).Length == 0) return null;
        if (sender is null)
        {
            _steps.Add(new ExplanationNode(ExplanationKind.Note, $"{parameter} is not queried: the sender is not known (--from)"));
            return null;
        }

        var answer = BySender(parameter, keyParameter, rewriter.Settings.Tables(parameter, format), sender).Answer;
        return answer is null || answer.Value!.Equals("DUNNO", StringComparison.OrdinalIgnoreCase) ? null : answer.Value;
    }

    private string Get(string parameter) => rewriter.Settings.Get(parameter);

    private Search Search(string list, string subject, IReadOnlyList<ExplainedTable> tables, IEnumerable<Probe> probes)
    {
        var search = new TableSearch(list, subject, tables).Run(probes);
        _steps.Add(Wording.StepOf(search));
        IsUncertain |= search.IsUncertain;
        if (search.Failure is not null) Fail(Wording.Failure(search));
        return search;
    }

    private void Fail(string problem)
    {
        Problem ??= problem;
        _steps.Add(new ExplanationNode(ExplanationKind.Deferral, $"{problem}; Postfix defers the mail"));
    }
}
