using MapKit.Platform;
using MapKit.Tables.Transport;

namespace MapKit.Tables.TlsPolicy;

/// <summary>The key of an entry of a TLS policy table.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The key as written, which is what Postfix compares; for <see cref="TlsPolicyPatternKind.Subdomains"/> without its dot.</param>
/// <param name="Destination">The host and port, for <see cref="TlsPolicyPatternKind.Destination"/>; otherwise null.</param>
public sealed record TlsPolicyPattern(TlsPolicyPatternKind Kind, string Text, NextHop? Destination = null)
{
    /// <summary>The key as written.</summary>
    public override string ToString() => Kind == TlsPolicyPatternKind.Subdomains ? $".{Text}" : Text;

    internal TlsPolicyPattern Decoded() => new(Kind, LosslessText.FromLatin1(Text), Destination?.Decoded());
}

/// <summary>What a key of a TLS policy table matches (docs/formats/tls-policy.md#keys).</summary>
public enum TlsPolicyPatternKind
{
    /// <summary><c>name</c>: the domain of a recipient, or a next hop without brackets and port.</summary>
    Domain,

    /// <summary><c>.domain</c>: the subdomains of a domain, where no longer key is found.</summary>
    Subdomains,

    /// <summary><c>[host]</c>, <c>[host]:port</c> or <c>host:port</c>: a next hop exactly as configured.</summary>
    Destination,

    /// <summary>The path of the socket of an LMTP server.</summary>
    Socket,
}
