using MapKit.Configuration;
using MapKit.Configuration.Macros;
using MapKit.Delivery.Searching;
using MapKit.Lookup.Probes;
using MapKit.Tables;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Lists in DNS that reject or permit a client or a domain.</summary>
/// <param name="state">The session.</param>
/// <param name="relay">Relay control: lists that permit do not permit relaying.</param>
internal sealed class BlockListRestrictions(SessionState state, RelayControl relay)
{
    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("reject_rbl_client", RejectAddress),
        ("reject_rbl", RejectAddress),
        ("reject_maps_rbl", RejectByParameter),
        ("reject_rhsbl_client", call => RejectDomain(call, KnownName, SmtpdSubject.Client)),
        ("reject_rhsbl_reverse_client", call => RejectDomain(call, KnownName, SmtpdSubject.ReverseClient)),
        ("reject_rhsbl_helo", call => RejectDomain(call, () => state.Helo, SmtpdSubject.Helo)),
        ("reject_rhsbl_sender", call => RejectDomain(call, () => state.Sender, SmtpdSubject.Sender)),
        ("reject_rhsbl_recipient", call => RejectDomain(call, () => state.Recipient, SmtpdSubject.Recipient)),
        ("permit_dnswl_client", call => Permit(call, () => QueryOfAddress(state.Session.Address))),
        ("permit_rhswl_client", call => Permit(call, () => KnownName() is { } name ? QueryOfDomain(name) : null)),
    ];

    private string? KnownName() => state.ClientName is var name && name != SmtpSession.Unknown ? name : null;

    private Verdict RejectAddress(RestrictionCall call) => call.Argument is not { } list ? NoList(call) : Reject(call, list, QueryOfAddress(state.Session.Address), state.Session.Address, SmtpdSubject.Client);

    private Verdict RejectByParameter(RestrictionCall call)
    {
        foreach (var list in state.Server.Get("maps_rbl_domains").Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var verdict = Reject(call, list, QueryOfAddress(state.Session.Address), state.Session.Address, SmtpdSubject.Client);
            if (verdict != Verdict.Undecided) return verdict;
        }

        return Verdict.Undecided;
    }

    private Verdict RejectDomain(RestrictionCall call, Func<string?> what, SmtpdSubject subject)
    {
        if (call.Argument is not { } list) return NoList(call);
        return what() is { Length: > 0 } name && QueryOfDomain(name) is { } query ? Reject(call, list, query, name, subject) : Verdict.Undecided;
    }

    private Verdict NoList(RestrictionCall call)
    {
        state.Note($"smtpd ignores {call.Name}: it needs a domain after it");
        return Verdict.Undecided;
    }

    private Verdict Permit(RestrictionCall call, Func<string?> query)
    {
        if (call.Argument is not { } list) return NoList(call);
        if (state.Command == "RCPT" && state.Recipient is { } recipient && !relay.IsAuthorized(recipient)) return Verdict.Undecided;
        return query() is { } name && IsListed(call, list, name, out _) ? Verdict.Permit : Verdict.Undecided;
    }

    private Verdict Reject(RestrictionCall call, string list, string? query, string what, SmtpdSubject subject) =>
        query is not null && IsListed(call, list, query, out var text) ? state.Reject(ReplyOf(list, what, subject, text)) : Verdict.Undecided;

    private bool IsListed(RestrictionCall call, string list, string query, out string text)
    {
        var (domain, filter) = list.IndexOf('=', StringComparison.Ordinal) is >= 0 and var sign ? (list[..sign], $" with {list[(sign + 1)..]}") : (list, "");
        var answer = state.Assumptions.Ask($"whether {Wording.Show($"{query}.{domain}")} has an A record{Wording.Show(filter)} (yes, no, or the text of its TXT record)", "no", "yes", dns => dns.Listing($"{query}.{domain}", filter.Length == 0 ? null : list[(domain.Length + 1)..]), Wording.Show($"{query}.{domain}"), Wording.Show(list), Wording.Show(domain), call.Name);
        state.Note($"{Wording.Show($"{query}.{domain}")}: {Said(answer.Source)} {(answer.Answer == "no" ? "not " : "")}listed");
        text = answer.Answer is "yes" or "no" ? "" : answer.Answer;
        return answer.Answer != "no";
    }

    private static string Said(AssumptionSource source) => source == AssumptionSource.Dns ? "according to DNS" : "DNS is not queried: taken as";

    /// <summary>The reply of a list: <c>rbl_reply_maps</c>, otherwise <c>default_rbl_reply</c>.</summary>
    private SmtpReply ReplyOf(string list, string what, SmtpdSubject subject, string text)
    {
        string? template = null;
        if (state.Server.Get("rbl_reply_maps").Length > 0)
        {
            var search = state.Add(new TableSearch("rbl_reply_maps", list, state.Server.Tables("rbl_reply_maps", TableFormat.RblReply)).Run([new Probe(list, ProbeReason.Address)]));
            if (search.Failure is not null) throw state.Fail(SmtpReply.ServerError, Wording.Failure(search));
            template = search.Answer?.Value;
        }

        var values = new ReplyValues(state, list.Split('=')[0], what, subject, text);
        var said = values.Expand(template) ?? values.Expand(state.Server.Context.Written("default_rbl_reply", state.Server.Service) ?? "") ?? "";
        var isReply = said.Length > 3 && said[0] is '4' or '5' && char.IsAsciiDigit(said[1]) && char.IsAsciiDigit(said[2]) && said[3] == ' ';
        if (!isReply) return new SmtpReply(450, "4.7.1", "Service unavailable");
        var status = DeliveryStatus.Split("4.7.1", said[4..]);
        return new SmtpReply(int.Parse(said[..3], null), status.CodeFor(subject), status.Text.Length > 0 ? status.Text : "Service unavailable");
    }

    private static string? QueryOfAddress(string address)
    {
        if (!NetworkAddress.TryParse(Latin1Text.Bytes(address), out var parsed)) return null;
        if (!parsed.IsIpv6) return string.Join('.', address.Split('.').Reverse());
        return string.Join('.', Enumerable.Range(0, 32).Select(nibble => ((int)(parsed.Bits >> (4 * nibble)) & 15).ToString("x", null)));
    }

    /// <summary>The domain that is looked up; null for an address and for a name that ends in digits.</summary>
    private static string? QueryOfDomain(string what)
    {
        var domain = what[(what.LastIndexOf('@') + 1)..];
        if (domain.Length == 0 || domain.StartsWith('[')) return null;
        var last = domain[(domain.LastIndexOf('.') + 1)..];
        var isNumber = last.Length > 0 && !last.AsSpan().ContainsAnyExceptInRange('0', '9');
        return !isNumber && HeloRestrictions.IsHostName(domain, allowsUtf8: true) ? domain : null;
    }

    /// <summary>The names that a reply of a list may contain.</summary>
    private sealed class ReplyValues(SessionState state, string domain, string what, SmtpdSubject subject, string text) : IParameterSource
    {
        public string? Find(string name) => name switch
        {
            "rbl_code" => state.Server.Get("maps_rbl_reject_code"),
            "rbl_domain" => domain,
            "rbl_reason" or "rbl_txt" => text,
            "rbl_what" => what,
            "rbl_class" => subject.Name,
            "client" => state.Client,
            "client_address" => state.Session.Address,
            "client_name" or "reverse_client_name" => state.Session.Name ?? SmtpSession.Unknown,
            "helo_name" => state.Helo ?? "",
            "sender" => state.Sender is "" ? "<>" : state.Sender ?? "",
            "recipient" => state.Recipient ?? "",
            _ => state.Server.Context.Written(name, state.Server.Service),
        };

        public string? Expand(string? template)
        {
            if (template is null) return null;
            try
            {
                return new MacroEvaluator(this, state.Server.Context.Lookup.Version, (_, _) => { }).Evaluate(template);
            }
            catch (ConfigurationException)
            {
                return null;
            }
        }
    }
}
