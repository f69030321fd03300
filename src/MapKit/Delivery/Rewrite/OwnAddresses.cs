using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Delivery.Rewrite;

/// <summary>
/// The network addresses that Postfix receives mail on (<c>inet_interfaces</c>, <c>proxy_interfaces</c>): mail for
/// <c>user@[address]</c> is for this host. Of host names only <c>localhost</c> is known; others would need a DNS lookup.
/// </summary>
internal sealed class OwnAddresses
{
    private static readonly string[] Loopback = ["127.0.0.1", "::1"];

    private readonly HashSet<NetworkAddress> _addresses = [];
    private readonly InternetProtocols _protocols;

    /// <summary>Reads the parameters.</summary>
    /// <param name="interfaces"><c>inet_interfaces</c>.</param>
    /// <param name="proxies"><c>proxy_interfaces</c>.</param>
    /// <param name="protocols"><c>inet_protocols</c>: addresses of other protocols are not this host's.</param>
    public OwnAddresses(string interfaces, string proxies, IReadOnlyList<string> protocols)
    {
        _protocols = new InternetProtocols(protocols);
        Add(interfaces);
        Add(proxies);
    }

    /// <summary>Whether a domain is one of these addresses in brackets.</summary>
    /// <param name="domain">The domain.</param>
    public bool Contains(string domain)
    {
        if (!domain.StartsWith('[') || !domain.EndsWith(']')) return false;
        var literal = domain[1..^1];
        if (literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)) literal = literal["IPv6:".Length..];
        return NetworkAddress.TryParse(Latin1Text.Bytes(literal), out var address) && _addresses.Contains(address);
    }

    private void Add(string list)
    {
        ReadOnlySpan<byte> rest = Latin1Text.Bytes(list);
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            var name = ByteText.FromBytes(word).Trim('[', ']');
            IEnumerable<string> texts = name.ToLowerInvariant() switch
            {
                "all" => MachineAddresses.Read().Select(own => own.Address.ToString().Split('%')[0]),
                "loopback-only" or "localhost" => Loopback,
                _ => [name],
            };
            foreach (var text in texts)
            {
                if (NetworkAddress.TryParse(Latin1Text.Bytes(text), out var address) && _protocols.Has(address)) _addresses.Add(address);
            }
        }
    }
}
