namespace MapKit.Lookup.Probes;

/// <summary>
/// The keys that the SMTP client looks up in <c>smtp_sasl_password_maps</c> (<c>smtp_sasl_passwd_lookup</c>,
/// docs/formats/table-formats.md#sasl_passwd).
/// </summary>
internal static class CredentialProbes
{
    /// <summary>Keys of a server, after those of the sender (<see cref="AddressProbes.OfAddress"/>) if <c>smtp_sender_dependent_authentication</c> is on.</summary>
    /// <param name="host">The name of the server, without brackets and port: that of a mail exchanger, or the one in brackets. Null if unknown.</param>
    /// <param name="destination">The destination, exactly as in the configuration or a table.</param>
    public static IEnumerable<Probe> OfServer(string? host, string destination)
    {
        if (host is not null) yield return new Probe(host, ProbeReason.Server);
        yield return new Probe(destination, ProbeReason.Destination);
    }
}
