using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions about the recipient; before RCPT TO they decide nothing.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Looks up access tables.</param>
/// <param name="domains">Asks about DNS.</param>
/// <param name="relay">Relay control.</param>
internal sealed class RecipientRestrictions(SessionState state, AccessCheck access, DomainCheck domains, RelayControl relay)
{
    private readonly ListedAddressCheck _listed = new(state, domains);

    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("check_recipient_access", call => WithRecipient(recipient => CheckAccess(call, recipient))),
        ("permit_auth_destination", _ => WithRecipient(recipient => relay.IsAuthorized(recipient) ? Verdict.Permit : Verdict.Undecided)),
        ("permit_mx_backup", call => WithRecipient(recipient => PermitBackup(call, recipient))),
        ("reject_unauth_destination", _ => WithRecipient(recipient => RejectRelaying(recipient, state.Server.Number("relay_domains_reject_code"), "5.7.1"))),
        ("defer_unauth_destination", _ => WithRecipient(recipient => RejectRelaying(recipient, state.Server.Number("relay_domains_reject_code") - 100, "4.7.1"))),
        ("check_relay_domains", _ => WithRecipient(CheckRelayDomains)),
        ("reject_unknown_recipient_domain", call => WithRecipient(recipient => domains.RejectUnknownDomain(call, recipient, state.Sender, SmtpdSubject.Recipient))),
        ("reject_non_fqdn_recipient", _ => WithRecipient(recipient => SenderRestrictions.RejectIncomplete(state, recipient, SmtpdSubject.Recipient))),
        ("reject_unverified_recipient", call => WithRecipient(recipient => domains.RejectUnverified(call, recipient, SmtpdSubject.Recipient))),
        ("reject_unlisted_recipient", _ => WithRecipient(_listed.Recipient)),
        ("check_recipient_maps", _ => WithRecipient(_listed.Recipient)),
        ("check_etrn_access", _ => Verdict.Undecided),
        .. domains.ServerChecks("check_recipient", SmtpdSubject.Recipient, () => state.Recipient, () => state.Recipient!),
    ];

    private Verdict WithRecipient(Func<string, Verdict> check) => state.Recipient is { } recipient ? check(recipient) : Verdict.Undecided;

    private Verdict CheckAccess(RestrictionCall call, string recipient)
    {
        var resolved = domains.Resolve(state.Sender, recipient);
        var verdict = access.Find(call, resolved.Recipient, new AddressProbes(state.Server.Probes).OfAccess(resolved.Recipient), recipient, SmtpdSubject.Recipient, out _);
        if (verdict != Verdict.Permit || !resolved.IsRouted || state.Server.IsOn("allow_untrusted_routing")) return verdict;
        state.Note("smtpd ignores OK for a recipient with a route in its local part (allow_untrusted_routing is off)");
        return Verdict.Undecided;
    }

    private Verdict RejectRelaying(string recipient, int code, string status) =>
        relay.IsAuthorized(recipient) ? Verdict.Undecided : state.Reject(new SmtpReply(code, status, $"<{recipient}>: Relay access denied"));

    private Verdict PermitBackup(RestrictionCall call, string recipient)
    {
        if (relay.IsAuthorized(recipient)) return Verdict.Permit;
        var resolved = domains.Resolve(state.Sender, recipient);
        if ((resolved.IsRouted && !state.Server.IsOn("allow_untrusted_routing")) || (resolved.Domain.StartsWith('[') && resolved.Domain.EndsWith(']'))) return Verdict.Undecided;
        var answer = state.Assumptions.Ask($"whether this host is a backup MX host of {Wording.Show(resolved.Domain)}", "no", "yes", call.Name).Answer;
        return answer == "yes" ? Verdict.Permit : Verdict.Undecided;
    }

    private Verdict CheckRelayDomains(string recipient)
    {
        try
        {
            if (state.Server.Settings.Lists("relay_domains", state.ClientName, state.Server.Settings.MatchingOf("relay_domains"))) return Verdict.Permit;
        }
        catch (LookupException exception)
        {
            // smtpd treats a list that cannot be read as one without the client.
            state.Note($"relay_domains: {ByteText.ToText(exception.Message)}");
        }

        return relay.IsAuthorized(recipient)
            ? Verdict.Permit
            : state.Reject(new SmtpReply(state.Server.Number("relay_domains_reject_code"), "5.7.1", RestrictionStage.PrefixOf(recipient, SmtpdSubject.Recipient) + "Relay access denied"));
    }
}
