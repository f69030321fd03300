using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions about the sender; most decide nothing about the null sender.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Looks up access tables.</param>
/// <param name="domains">Asks about DNS.</param>
internal sealed class SenderRestrictions(SessionState state, AccessCheck access, DomainCheck domains)
{
    private readonly SenderLoginCheck _logins = new(state, domains);
    private readonly ListedAddressCheck _listed = new(state, domains);

    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("check_sender_access", CheckAccess),
        ("reject_unknown_address", call => WithSender(sender => domains.RejectUnknownDomain(call, sender, state.Recipient, SmtpdSubject.Sender))),
        ("reject_unknown_sender_domain", call => WithSender(sender => domains.RejectUnknownDomain(call, sender, state.Recipient, SmtpdSubject.Sender))),
        ("reject_unverified_sender", call => WithSender(sender => domains.RejectUnverified(call, sender, SmtpdSubject.Sender))),
        ("reject_non_fqdn_sender", _ => WithSender(sender => RejectIncomplete(state, sender, SmtpdSubject.Sender))),
        ("reject_authenticated_sender_login_mismatch", _ => WithLogins(sender => _logins.OfLogin(sender, acceptsUnknown: false))),
        ("reject_known_sender_login_mismatch", _ => WithLogins(sender => state.Login is null ? _logins.WithoutLogin(sender) : _logins.OfLogin(sender, acceptsUnknown: true))),
        ("reject_unauthenticated_sender_login_mismatch", _ => WithLogins(_logins.WithoutLogin)),
        ("reject_unlisted_sender", call => WithSender(sender => RejectUnlisted(call, sender))),
        .. domains.ServerChecks("check_sender", SmtpdSubject.Sender, () => state.Sender, () => state.Sender!),
    ];

    /// <summary>Rejects an address whose domain is not complete.</summary>
    public static Verdict RejectIncomplete(SessionState state, string address, SmtpdSubject subject)
    {
        var domain = address.Contains('@', StringComparison.Ordinal) ? address[(address.LastIndexOf('@') + 1)..] : "";
        if (domain.StartsWith('[') && domain.EndsWith(']')) return Verdict.Undecided;
        domain = HeloRestrictions.WithoutLastDot(domain);
        return HeloRestrictions.IsHostName(domain, state.AllowsUtf8) && domain.Contains('.', StringComparison.Ordinal)
            ? Verdict.Undecided
            : state.Reject(new SmtpReply(state.Server.Number("non_fqdn_reject_code"), "4.5.2", RestrictionStage.PrefixOf(address, subject) + "need fully-qualified address"));
    }

    private Verdict CheckAccess(RestrictionCall call)
    {
        if (state.Sender is null) return Verdict.Undecided;
        if (state.Sender.Length == 0) return access.Find(call, "<>", [new Probe(state.Server.Get("smtpd_null_access_lookup_key"), ProbeReason.NullAddress)], "", SmtpdSubject.Sender, out _);
        var resolved = domains.Resolve(state.Recipient, state.Sender);
        return access.Find(call, resolved.Recipient, new AddressProbes(state.Server.Probes).OfAccess(resolved.Recipient), state.Sender, SmtpdSubject.Sender, out _);
    }

    private Verdict RejectUnlisted(RestrictionCall call, string sender)
    {
        if (call.Stage.Parameter is "smtpd_client_restrictions" or "smtpd_helo_restrictions")
            state.Note("before MAIL FROM, smtpd skips reject_unlisted_sender if an earlier session of the same process evaluated it; move it to smtpd_sender_restrictions");
        return _listed.Sender(sender);
    }

    private Verdict WithSender(Func<string, Verdict> check) => state.Sender is { Length: > 0 } sender ? check(sender) : Verdict.Undecided;

    private Verdict WithLogins(Func<string, Verdict> check)
    {
        if (state.Server.HasLogins) return WithSender(check);
        state.Note("smtpd ignores it: smtpd_sasl_auth_enable is off");
        return Verdict.Undecided;
    }
}
