using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Lookup.Probes;

/// <summary>The keys that the SMTP server looks up in access tables for a host (docs/formats/table-formats.md#access).</summary>
/// <param name="settings">The parameters.</param>
internal sealed class HostProbes(ProbeSettings settings)
{
    /// <summary>Keys of <c>check_client_access</c>: the name and its parent domains, then the address and its networks.</summary>
    /// <param name="name">The name, <c>unknown</c> if there is none.</param>
    /// <param name="address">The address, in its usual form.</param>
    public IEnumerable<Probe> OfClient(string name, string address) => OfName(name).Concat(OfNetworkAddress(address));

    /// <summary>Keys of <c>check_helo_access</c> and <c>check_etrn_access</c>: the name and its parent domains.</summary>
    /// <param name="name">The name, or an address that was given as one.</param>
    public IEnumerable<Probe> OfName(string name)
    {
        var isNumeric = NetworkAddress.TryParse(Latin1Text.Bytes(name), out _);
        var reason = ProbeReason.HostName;
        foreach (var key in NamesFrom(name, settings.AccessMatchesSubdomains))
        {
            yield return new Probe(key, reason, IsPartial: reason != ProbeReason.HostName);
            if (isNumeric) break;
            reason = ProbeReason.ParentDomain;
        }
    }

    /// <summary>Keys of an address: the address and its networks.</summary>
    /// <param name="address">The address, in its usual form.</param>
    public static IEnumerable<Probe> OfNetworkAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Networks(address);
    }

    /// <summary>A name and its parents, up to the last label.</summary>
    /// <param name="name">The name.</param>
    /// <param name="matchesSubdomains">Whether parents are looked up without a leading dot.</param>
    internal static IEnumerable<string> NamesFrom(string name, bool matchesSubdomains)
    {
        while (name.Length > 0)
        {
            yield return name;
            var dot = name.IndexOf('.', 1);
            if (dot < 0) yield break;
            name = name[(matchesSubdomains ? dot + 1 : dot)..];
        }
    }

    private static IEnumerable<Probe> Networks(string address)
    {
        var separator = address.Contains(':', StringComparison.Ordinal) ? ':' : '.';
        yield return new Probe(address, ProbeReason.NetworkAddress);
        for (var end = address.LastIndexOf(separator); end > 0; end = address.LastIndexOf(separator))
        {
            address = address[..end];
            yield return new Probe(address, ProbeReason.Network, IsPartial: true);
        }
    }
}
