using System.Buffers;
using MapKit.Lookup.Probes;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>Restrictions about the name in HELO or EHLO; without a name they decide nothing.</summary>
/// <param name="state">The session.</param>
/// <param name="access">Looks up access tables.</param>
/// <param name="domains">Asks about DNS.</param>
internal sealed class HeloRestrictions(SessionState state, AccessCheck access, DomainCheck domains)
{
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789.:");

    /// <summary>The restrictions.</summary>
    public IEnumerable<(string Name, Func<RestrictionCall, Verdict> Evaluate)> All =>
    [
        ("check_helo_access", call => state.Helo is { } name ? access.Find(call, name, new HostProbes(state.Server.Probes).OfName(name), name, SmtpdSubject.Helo, out _) : Verdict.Undecided),
        ("reject_invalid_helo_hostname", call => Check(RejectInvalid)),
        ("reject_invalid_hostname", call => Check(RejectInvalid)),
        ("reject_non_fqdn_helo_hostname", call => Check(RejectIncomplete)),
        ("reject_non_fqdn_hostname", call => Check(RejectIncomplete)),
        ("reject_unknown_helo_hostname", call => Check(name => domains.RejectUnknownHost(call, name))),
        ("reject_unknown_hostname", call => Check(name => domains.RejectUnknownHost(call, name))),
        ("permit_naked_ip_address", _ => PermitAddress()),
        .. domains.ServerChecks("check_helo", SmtpdSubject.Helo, () => state.Helo, () => state.Helo!),
    ];

    /// <summary>Whether a name has the syntax of a host name.</summary>
    public static bool IsHostName(string name, bool allowsUtf8) =>
        (allowsUtf8 || System.Text.Ascii.IsValid(name)) && HostGrammar.Name.Matches(name, out _);

    /// <summary>A name without the dot at its end.</summary>
    public static string WithoutLastDot(string name) => name.Length > 1 && name[^1] == '.' && name[^2] != '.' ? name[..^1] : name;

    /// <summary>An address after its optional <c>IPv6:</c> (<c>valid_mailhost_addr</c>); null if it is none.</summary>
    public static string? BareAddress(string text)
    {
        var isIpv6 = text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase);
        var bare = isIpv6 ? text["IPv6:".Length..] : text;
        return NetworkAddress.TryParse(Latin1Text.Bytes(bare), out var address) && address.IsIpv6 == isIpv6 ? bare : null;
    }

    private Verdict Check(Func<string, Verdict> check) => state.Helo is not { } name ? Verdict.Undecided : name.StartsWith('[') ? RejectBadAddress(name) : check(name);

    private Verdict RejectInvalid(string name)
    {
        var tested = WithoutLastDot(name);
        if (IsHostName(tested, allowsUtf8: false) || NetworkAddress.TryParse(Latin1Text.Bytes(tested), out _)) return Verdict.Undecided;
        return Reject("invalid_hostname_reject_code", "Invalid name");
    }

    private Verdict RejectIncomplete(string name)
    {
        var tested = WithoutLastDot(name);
        return IsHostName(tested, state.AllowsUtf8) && tested.Contains('.', StringComparison.Ordinal) ? Verdict.Undecided : Reject("non_fqdn_reject_code", "need fully-qualified hostname");
    }

    private Verdict RejectBadAddress(string name)
    {
        var inside = name.Length > 2 && name[0] == '[' && name[^1] == ']' ? name[1..^1] : name;
        return BareAddress(inside) is not null ? Verdict.Undecided : Reject("invalid_hostname_reject_code", "invalid ip address");
    }

    private Verdict PermitAddress()
    {
        if (state.Helo is not { } name || name.AsSpan().ContainsAnyExcept(AddressCharacters)) return Verdict.Undecided;
        return RejectBadAddress(name) is var verdict && verdict == Verdict.Undecided ? Verdict.Permit : verdict;
    }

    private Verdict Reject(string code, string text) => state.Reject(new SmtpReply(state.Server.Number(code), "5.5.2", RestrictionStage.PrefixOf(state.Helo!, SmtpdSubject.Helo) + text));
}
