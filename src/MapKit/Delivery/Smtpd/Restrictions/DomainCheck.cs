using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions that need DNS: whether a domain exists, and access tables for its servers.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Looks up access tables.</param>
internal sealed class DomainCheck(SessionState state, AccessCheck access)
{
    /// <summary>The kinds of servers of a domain: mail hosts, name servers, the domain itself.</summary>
    public static readonly IReadOnlyList<string> ServerRecords = ["mx", "ns", "a"];

    /// <summary>The checks of access tables for the servers of a domain: <c>check_..._mx_access</c>, <c>_ns_</c> and <c>_a_</c>.</summary>
    /// <param name="name">The beginning of their names.</param>
    /// <param name="subject">What is checked.</param>
    /// <param name="domain">The domain, or an address; null if there is none.</param>
    /// <param name="replyName">What the reply names.</param>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> ServerChecks(string name, SmtpdSubject subject, Func<string?> domain, Func<string> replyName) =>
        ServerRecords.Select(type => ($"{name}_{type}_access", (Func<RestrictionCall, Verdict>)(call =>
            domain() is { Length: > 0 } known ? WithoutPermission(call, known, Servers(call, type, known, replyName(), subject)) : Verdict.Undecided)));

    /// <summary>Refuses to permit by what a client may choose freely (<c>forbid_allowlist</c>).</summary>
    public Verdict WithoutPermission(RestrictionCall call, string target, Verdict verdict)
    {
        if (state.IsDiscarded || verdict != Verdict.Permit) return verdict;
        throw state.Fail(SmtpReply.ServerError, $"{call.Name} must not permit {Wording.Show(target)}: use DUNNO instead of OK");
    }

    /// <summary>Rejects a HELO name without address and MX records.</summary>
    public Verdict RejectUnknownHost(RestrictionCall call, string name) =>
        Existence(call, name, "A, AAAA or MX", isMailDomain: false) switch
        {
            "no" => state.Reject(new SmtpReply(state.Server.Number("unknown_hostname_reject_code"), "4.7.1", RestrictionStage.PrefixOf(name, SmtpdSubject.Helo) + "Host not found")),
            "retry" => state.DeferIfPermitted(new SmtpReply(450, "4.7.1", RestrictionStage.PrefixOf(name, SmtpdSubject.Helo) + "Host not found"), state.Server.Get("unknown_helo_hostname_tempfail_action")),
            _ => Verdict.Undecided,
        };

    /// <summary>Rejects an address whose domain has neither MX nor address records (<c>reject_unknown_address</c>).</summary>
    public Verdict RejectUnknownDomain(RestrictionCall call, string address, string? other, SmtpdSubject subject)
    {
        var resolved = Resolve(other, address);
        if (resolved.IsFinal || (resolved.Domain.StartsWith('[') && resolved.Domain.EndsWith(']'))) return Verdict.Undecided;
        var isSender = subject == SmtpdSubject.Sender;
        var status = isSender ? "4.1.8" : "4.1.2";
        var prefix = RestrictionStage.PrefixOf(address, subject);
        return Existence(call, resolved.Domain, "MX, A or AAAA", isMailDomain: true) switch
        {
            "no" => state.Reject(new SmtpReply(state.Server.Number("unknown_address_reject_code"), status, prefix + "Domain not found")),
            "retry" => state.DeferIfPermitted(new SmtpReply(450, status, prefix + "Domain not found"), state.Server.Get("unknown_address_tempfail_action")),
            "nullmx" => state.Reject(new SmtpReply(isSender ? 550 : 556, isSender ? "4.7.27" : "4.1.10", $"{prefix}Domain {resolved.Domain} does not accept mail (nullMX)")),
            _ => Verdict.Undecided,
        };
    }

    /// <summary>Rejects an address that another server does not accept (<c>reject_unverified_...</c>).</summary>
    public Verdict RejectUnverified(RestrictionCall call, string address, SmtpdSubject subject)
    {
        var answer = state.Assumptions.Ask($"whether {Wording.Show(address)} can be delivered, by a probe of verify(8)", "yes", "no", Wording.Show(address), call.Name).Answer;
        if (answer == "yes") return Verdict.Undecided;
        var kind = subject == SmtpdSubject.Sender ? "sender" : "recipient";
        var code = state.Server.Number($"unverified_{kind}_reject_code");
        var reason = state.Server.Get($"unverified_{kind}_reject_reason");
        if (reason.Length == 0) reason = answer == "no" ? "(the answer of the other server)" : answer;
        var isTemporary = code / 100 == 4;
        var text = RestrictionStage.PrefixOf(address, subject) + (isTemporary ? "unverified address: " : "undeliverable address: ") + reason;
        var reply = new SmtpReply(code, subject == SmtpdSubject.Sender ? "4.1.7" : "4.1.1", text);
        return code / 100 == 2 ? Verdict.Undecided : isTemporary ? state.DeferIfPermitted(reply, state.Server.Get($"unverified_{kind}_tempfail_action")) : state.Reject(reply);
    }

    /// <summary>Resolves an address; a failure ends the evaluation.</summary>
    public SmtpdAddress Resolve(string? other, string address)
    {
        var resolved = state.Addresses.Resolve(other, address);
        return resolved.Problem is null ? resolved : throw state.Fail(SmtpReply.LookupFailure(address), resolved.Problem);
    }

    /// <summary>Whether a name exists: yes, no, <c>nullmx</c> or <c>retry</c>.</summary>
    private string Existence(RestrictionCall call, string name, string types, bool isMailDomain)
    {
        var answer = state.Assumptions.Ask($"whether {Wording.Show(name)} has {types} records", "yes", "no", dns => dns.Existence(name, isMailDomain), Wording.Show(name), call.Name);
        var shown = answer.Answer switch { "no" => "missing", "retry" => "unavailable", "nullmx" => "one that refuses all mail", _ => "there" };
        state.Note($"{types} records of {Wording.Show(name)}: {(answer.Source == AssumptionSource.Dns ? "according to DNS" : "DNS is not queried: taken as")} {shown}");
        return answer.Answer;
    }

    private Verdict Servers(RestrictionCall call, string type, string address, string replyName, SmtpdSubject subject)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        if (domain.StartsWith('['))
        {
            if (type == "ns" || !domain.EndsWith(']') || HeloRestrictions.BareAddress(domain[1..^1]) is not { } bare) return Verdict.Undecided;
            return Find(call, bare, replyName, subject, out _);
        }

        foreach (var host in HostsOf(call, type, domain))
        {
            var isAddress = Tables.Hosts.NetworkAddress.TryParse(Tables.Grammar.Latin1Text.Bytes(host), out _);
            if (type == "a" && !isAddress) continue;
            var verdict = Find(call, host, replyName, subject, out var isFound);
            if (isFound) return verdict;
        }

        return Verdict.Undecided;
    }

    private Verdict Find(RestrictionCall call, string host, string replyName, SmtpdSubject subject, out bool isFound)
    {
        var isAddress = Tables.Hosts.NetworkAddress.TryParse(Tables.Grammar.Latin1Text.Bytes(host), out _);
        var probes = isAddress ? HostProbes.OfNetworkAddress(host) : new HostProbes(state.Server.Probes).OfName(host);
        return access.Find(call, host, probes, replyName, subject, out isFound);
    }

    /// <summary>The servers of a domain with their addresses, as far as they are known.</summary>
    private string[] HostsOf(RestrictionCall call, string type, string domain)
    {
        var what = type switch { "mx" => "the MX hosts", "ns" => "the name servers", _ => "the addresses" };
        var answer = state.Assumptions.Ask($"{what} of {Wording.Show(domain)} with their addresses (no for none, or a list with commas)", "unknown", null, dns => dns.Servers(type, domain), Wording.Show(domain), call.Name).Answer;

        // A domain without MX records is its own MX host; a table that answers every key needs no name.
        if (answer == "no") return type == "mx" ? [domain] : [];
        if (answer is not ("unknown" or "yes")) return answer.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (call.Argument!.StartsWith("static:", StringComparison.Ordinal)) return [type == "a" ? "0.0.0.0" : domain];
        state.Note($"{what} of {Wording.Show(domain)}: DNS is not queried: taken as not in {Wording.Show(call.Argument!)}");
        return [];
    }
}
