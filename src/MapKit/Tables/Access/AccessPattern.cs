using MapKit.Platform;

namespace MapKit.Tables.Access;

/// <summary>The key of an access entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">Address and user: the part before the <c>@</c>, without quotes, with its extension; otherwise null.</param>
/// <param name="Host">The domain, name, address or network; without its dot for <see cref="AccessPatternKind.Subdomains"/>; empty for others.</param>
public sealed record AccessPattern(AccessPatternKind Kind, string? LocalPart, string Host)
{
    /// <summary>The pattern as written in a table.</summary>
    public override string ToString() => Kind switch
    {
        AccessPatternKind.NullSender => "<>",
        AccessPatternKind.Subdomains => $".{Host}",
        AccessPatternKind.Address or AccessPatternKind.User => $"{Addresses.LocalPart.External(LocalPart ?? "")}@{Host}",
        _ => Host,
    };

    internal AccessPattern Decoded() => new(Kind, LosslessText.FromLatin1(LocalPart), LosslessText.FromLatin1(Host));
}

/// <summary>What a key of an access table matches (docs/formats/table-formats.md#access). Several checks may look up the same text.</summary>
public enum AccessPatternKind
{
    /// <summary><c>user@domain</c>: one sender or recipient, or a SASL login name.</summary>
    Address,

    /// <summary><c>user@</c>: the user in every domain.</summary>
    User,

    /// <summary>
    /// A name: of a client, of HELO, of a server, or the domain of an address; by default also its subdomains. Also a SASL login
    /// name or the fingerprint of a certificate, which are looked up as a whole.
    /// </summary>
    Name,

    /// <summary><c>.domain</c>: its subdomains, only if <c>parent_domain_matches_subdomains</c> does not list <c>smtpd_access_maps</c>.</summary>
    Subdomains,

    /// <summary>The IPv4 or IPv6 address of one client or server.</summary>
    IPAddress,

    /// <summary>The first numbers of addresses: <c>192.0.2</c>, <c>2001:db8</c>.</summary>
    Network,

    /// <summary><c>&lt;&gt;</c>: the sender of bounces.</summary>
    NullSender,
}
