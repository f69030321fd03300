using MapKit.Lookup;
using MapKit.Lookup.Probes;
using MapKit.Source;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions about the client: its name, its address, its login and its certificate.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Looks up access tables.</param>
/// <param name="domains">Asks about DNS.</param>
internal sealed class ClientRestrictions(SessionState state, AccessCheck access, DomainCheck domains)
{
    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("reject_unknown_client_hostname", RejectUnknownName),
        ("reject_unknown_client", RejectUnknownName),
        ("reject_unknown_reverse_client_hostname", RejectUnknownReverseName),
        ("reject_unknown_forward_client_hostname", call => throw state.Fail(SmtpReply.ServerError, $"{call.Name} is not a restriction of smtpd")),
        ("permit_inet_interfaces", _ => PermitOwnAddress()),
        ("permit_mynetworks", call => PermitNetworks(call.Stage)),
        ("permit_sasl_authenticated", _ => PermitLogin()),
        ("permit_tls_clientcerts", PermitCertificate),
        ("permit_tls_all_clientcerts", PermitCertificate),
        ("check_client_access", call => access.Find(call, state.Client, Probes.OfClient(state.ClientName, state.Session.Address), state.Client, SmtpdSubject.Client, out _)),
        ("check_reverse_client_hostname_access", CheckReverseName),
        ("check_ccert_access", CheckCertificate),
        ("check_sasl_access", CheckLogin),
        .. domains.ServerChecks("check_client", SmtpdSubject.Client, () => KnownName, () => state.Client),
        .. domains.ServerChecks("check_reverse_client_hostname", SmtpdSubject.ReverseClient, () => KnownName, () => state.ClientName),
    ];

    private HostProbes Probes => new(state.Server.Probes);

    private string? KnownName => state.ClientName is var name && name != SmtpSession.Unknown ? name : null;

    private Verdict RejectUnknownName(RestrictionCall call) => KnownName is not null
        ? Verdict.Undecided
        : state.Reject(new SmtpReply(state.Server.Number("unknown_client_reject_code"), "4.7.25", $"Client host rejected: cannot find your hostname, [{state.Session.Address}]"));

    private Verdict RejectUnknownReverseName(RestrictionCall call) => KnownName is not null
        ? Verdict.Undecided
        : state.Reject(new SmtpReply(state.Server.Number("unknown_client_reject_code"), "4.7.1", $"Client host rejected: cannot find your reverse hostname, [{state.Session.Address}]"));

    private Verdict PermitOwnAddress() =>
        state.Server.Settings.IsOwnAddress(state.Session.Address) ? Verdict.Permit : Verdict.Undecided;

    private Verdict PermitNetworks(RestrictionStage stage)
    {
        try
        {
            var networks = state.Server.Networks;
            if (networks.IsComputed) state.Note("mynetworks is not set: the networks of this machine are used (mynetworks_style)");
            var isIn = networks.Contains(state.ClientName, state.Session.Address);
            state.Note($"{state.Client} is {(isIn ? "" : "not ")}in mynetworks");
            return isIn ? Verdict.Permit : Verdict.Undecided;
        }
        catch (LookupException exception) when (exception.IsOutOfReach)
        {
            var answer = state.Assumptions.Ask($"whether {state.Client} is in mynetworks", "no", "yes", "mynetworks", "permit_mynetworks").Answer;
            state.Note($"mynetworks: not known ({ByteText.ToText(exception.Message)}); taken as {(answer == "yes" ? "in the list" : "not in the list")}");
            return answer == "yes" ? Verdict.Permit : Verdict.Undecided;
        }
        catch (LookupException exception)
        {
            throw state.Fail(SmtpReply.LookupFailure(stage.ReplyName), $"mynetworks: {ByteText.ToText(exception.Message)}");
        }
    }

    private Verdict PermitLogin()
    {
        if (state.Login is null) return Verdict.Undecided;
        state.Note($"logged in as {Wording.Show(state.Login)}");
        return Verdict.Permit;
    }

    private Verdict PermitCertificate(RestrictionCall call)
    {
        if (!state.IsEncrypted) return Verdict.Undecided;
        var what = call.Name == "permit_tls_clientcerts" ? "has a certificate of relay_clientcerts" : "has a trusted certificate";
        return state.Assumptions.Ask($"whether the client {what}", "no", "yes", call.Name).Answer == "yes" ? Verdict.Permit : Verdict.Undecided;
    }

    private Verdict CheckReverseName(RestrictionCall call)
    {
        var name = state.ClientName;
        return domains.WithoutPermission(call, name, access.Find(call, name, Probes.OfClient(name, state.Session.Address), name, SmtpdSubject.ReverseClient, out _));
    }

    private Verdict CheckCertificate(RestrictionCall call)
    {
        if (!state.IsEncrypted) return Verdict.Undecided;
        var answer = state.Assumptions.Ask($"what {Wording.Show(call.Argument!)} says about the certificate of the client (no for no entry, or an action of access(5))", "no", null, call.Name).Answer;
        return answer == "no" ? Verdict.Undecided : access.Apply(call.Argument!, answer == "yes" ? "OK" : answer, "", new SmtpdSubject("Client certificate"), call.Stage);
    }

    private Verdict CheckLogin(RestrictionCall call)
    {
        if (!state.Server.HasLogins) state.Note("smtpd ignores it: smtpd_sasl_auth_enable is off");
        if (!state.Server.HasLogins || state.Login is not { Length: > 0 } login) return Verdict.Undecided;
        var shown = new string([.. login.Select(character => char.IsControl(character) && character < '\x80' ? '_' : character)]);
        return access.Find(call, login, [new Probe(login, ProbeReason.Address)], shown, SmtpdSubject.Login, out _);
    }
}
