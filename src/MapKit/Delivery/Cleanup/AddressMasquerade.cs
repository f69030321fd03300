using MapKit.Delivery.Services;
using MapKit.Lookup;
using MapKit.Lookup.Probes;

namespace MapKit.Delivery.Cleanup;

/// <summary>Hides the names of hosts: <c>user@host.example.com</c> becomes <c>user@example.com</c> (<c>masquerade_domains</c>, <c>cleanup_masquerade</c>).</summary>
internal static class AddressMasquerade
{
    /// <summary>The masqueraded address; the first domain of the list that contains its domain decides.</summary>
    /// <param name="settings">The settings of cleanup(8).</param>
    /// <param name="address">The address in internal form.</param>
    /// <exception cref="LookupException">A table of <c>masquerade_exceptions</c> cannot answer.</exception>
    public static string Apply(ServiceSettings settings, string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0) return address;
        var domains = settings.Words("masquerade_domains");
        if (domains.Count == 0 || settings.Lists("masquerade_exceptions", address[..at], NameMatching.Exact)) return address;
        var domain = FoldedText.Fold(address[(at + 1)..]);
        foreach (var word in domains)
        {
            var hidden = word.TrimStart('!');
            if (hidden.Length == 0) continue;
            if (hidden == domain) return address;
            if (!domain.EndsWith($".{hidden}", StringComparison.Ordinal)) continue;
            return (word.Length - hidden.Length) % 2 == 1 ? address : $"{address[..at]}@{hidden}";
        }

        return address;
    }
}
