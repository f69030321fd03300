using MapKit.Tables.Addresses;

namespace MapKit.Lookup.Probes;

/// <summary>
/// The keys that Postfix queries for a mail address, in their order (<c>mail_addr_find</c>,
/// docs/formats/lookups.md#address-lookups). Each is looked up in every table of a list before the next key; the first answer ends the
/// search. Addresses are in internal form, one character per byte. Keys are computed when they are enumerated.
/// </summary>
/// <param name="settings">The parameters.</param>
internal sealed class AddressProbes(ProbeSettings settings)
{
    /// <summary>Keys of the tables that rewrite addresses (canonical, virtual, generic): only in their quoted form.</summary>
    /// <param name="address">The address; empty for the null sender.</param>
    public IEnumerable<Probe> OfRewriting(string address) => Find(address, bothForms: false);

    /// <summary>Keys of the tables with information about an address: relocated, sender-dependent, bcc, credentials by sender.</summary>
    /// <param name="address">The address.</param>
    public IEnumerable<Probe> OfAddress(string address) => Find(address, bothForms: true);

    /// <summary>Keys of <c>transport_maps</c>.</summary>
    /// <param name="address">The address; it has a domain.</param>
    public IEnumerable<Probe> OfTransport(string address)
    {
        foreach (var probe in Whole(address, bothForms: true)) yield return probe;
        foreach (var probe in Domains(DomainOf(address), settings.TransportMatchesSubdomains)) yield return probe;
        yield return new Probe("*", ProbeReason.Wildcard);
    }

    /// <summary>Keys of <c>check_sender_access</c> and <c>check_recipient_access</c>.</summary>
    /// <param name="address">The address; it has a domain.</param>
    public IEnumerable<Probe> OfAccess(string address)
    {
        foreach (var probe in Whole(address, bothForms: true)) yield return probe;
        foreach (var probe in Domains(DomainOf(address), settings.AccessMatchesSubdomains)) yield return probe;
        foreach (var probe in LocalPartAt(address)) yield return probe;
    }

    private IEnumerable<Probe> Find(string address, bool bothForms)
    {
        foreach (var probe in Whole(address, bothForms)) yield return probe;
        var at = address.LastIndexOf('@');
        if (at < 0) yield break;
        if (settings.IsLocalDomain(address[(at + 1)..]))
        {
            var full = new Probe(address[..at], ProbeReason.LocalPart, IsPartial: true);
            foreach (var probe in Forms(full, bothForms)) yield return probe;
            if (settings.Delimiter.Strip(address, out var extension) is { } bare)
            {
                var stripped = new Probe(bare[..bare.LastIndexOf('@')], ProbeReason.LocalPartWithoutExtension, IsPartial: true) { Extension = extension };
                foreach (var probe in Forms(stripped, bothForms)) yield return probe;
            }
        }

        yield return new Probe(address[at..], ProbeReason.AtDomain, IsPartial: true);
    }

    private IEnumerable<Probe> Whole(string address, bool bothForms)
    {
        foreach (var probe in Forms(new Probe(address, ProbeReason.Address), bothForms)) yield return probe;
        if (settings.Delimiter.Strip(address, out var extension) is not { } bare) yield break;
        var stripped = new Probe(bare, ProbeReason.AddressWithoutExtension, IsPartial: true) { Extension = extension };
        foreach (var probe in Forms(stripped, bothForms)) yield return probe;
    }

    private static IEnumerable<Probe> Domains(string domain, bool matchesSubdomains)
    {
        var reason = ProbeReason.Domain;
        foreach (var name in HostProbes.NamesFrom(domain, matchesSubdomains))
        {
            yield return new Probe(name, reason, IsPartial: true);
            reason = ProbeReason.ParentDomain;
        }
    }

    private IEnumerable<Probe> LocalPartAt(string address)
    {
        var full = new Probe(address[..(address.LastIndexOf('@') + 1)], ProbeReason.LocalPartAt, IsPartial: true);
        foreach (var probe in Forms(full, bothForms: true)) yield return probe;
        if (settings.Delimiter.Strip(address, out var extension) is not { } bare) yield break;
        var stripped = new Probe(bare[..(bare.LastIndexOf('@') + 1)], ProbeReason.LocalPartAtWithoutExtension, IsPartial: true) { Extension = extension };
        foreach (var probe in Forms(stripped, bothForms: true)) yield return probe;
    }

    /// <summary>The key in quoted form, then without quotes. Postfix does not query an empty key.</summary>
    private static IEnumerable<Probe> Forms(Probe plain, bool bothForms)
    {
        // A local part may contain an @; it then has no domain.
        var external = plain.Reason is ProbeReason.LocalPart or ProbeReason.LocalPartWithoutExtension
            ? LocalPart.External(plain.Key)
            : AddressForm.External(plain.Key);
        yield return plain with { Key = external };
        if (bothForms && external != plain.Key && plain.Key.Length > 0) yield return plain with { IsUnquoted = true };
    }

    private static string DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at >= 0 ? address[(at + 1)..] : throw new ArgumentException("the address has no domain", nameof(address));
    }
}
