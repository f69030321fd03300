using MapKit.Postfix;

namespace MapKit.Lookup.Probes;

/// <summary>The parameters that decide which keys Postfix looks up. The defaults are Postfix's.</summary>
internal sealed record ProbeSettings
{
    /// <summary>Where local parts are split.</summary>
    public RecipientDelimiter Delimiter { get; init; } = new("");

    /// <summary>Whether a domain is one of this host's: <c>$myorigin</c>, in <c>$mydestination</c>, or an address of it in brackets.</summary>
    public Func<string, bool> IsLocalDomain { get; init; } = static _ => false;

    /// <summary>Whether a domain in <c>transport_maps</c> matches its subdomains (<c>parent_domain_matches_subdomains</c>), or only a key with a leading dot does.</summary>
    public bool TransportMatchesSubdomains { get; init; }

    /// <summary>The same for the tables of <c>check_..._access</c> (<c>smtpd_access_maps</c>).</summary>
    public bool AccessMatchesSubdomains { get; init; } = true;

    /// <summary>The Postfix version.</summary>
    public PostfixVersion Version { get; init; }
}
