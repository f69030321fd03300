using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Rewrite;

/// <summary>The protocols that Postfix uses (<c>inet_protocols</c>).</summary>
internal readonly struct InternetProtocols
{
    private readonly bool _hasIpv4;
    private readonly bool _hasIpv6;

    /// <summary>Reads the parameter.</summary>
    /// <param name="words">Its words.</param>
    public InternetProtocols(IReadOnlyList<string> words)
    {
        var all = words.Count == 0 || words.Contains("all", StringComparer.OrdinalIgnoreCase);
        _hasIpv4 = all || words.Contains("ipv4", StringComparer.OrdinalIgnoreCase);
        _hasIpv6 = all || words.Contains("ipv6", StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether an address is of one of them.</summary>
    public bool Has(NetworkAddress address) => address.IsIpv6 ? _hasIpv6 : _hasIpv4;
}
