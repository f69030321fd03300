using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderRelay;

/// <summary>
/// Parses the values of <c>sender_dependent_relayhost_maps</c> (docs/formats/table-formats.md#sender-dependent-tables): a next hop without a
/// transport, or <c>DUNNO</c>.
/// </summary>
internal static class SenderRelayValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) => TransportValue.IsCommonRouteHop(value) && !BeginsWithTransport(value);

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The relay host, or null if Postfix cannot use it, and all problems.</returns>
    public static ParsedValue<SenderRelayHost> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        if (latin1.Equals("DUNNO", StringComparison.OrdinalIgnoreCase)) return new ParsedValue<SenderRelayHost>(new SenderRelayHost(latin1, []), []);
        var problems = new List<ValueProblem>();
        if (BeginsWithTransport(Latin1Text.Bytes(latin1)))
        {
            var colon = latin1.IndexOf(':', StringComparison.Ordinal);
            problems.Add(new ValueProblem(
                Rules.TransportInRelayHost,
                0,
                colon + 1,
                "the value begins with the name of a transport, but it must be a next hop only; the SMTP client cannot use it and Postfix defers the mail",
                "remove the name of the transport and its colon; sender_dependent_default_transport_maps takes both"));
            return new ParsedValue<SenderRelayHost>(null, problems);
        }

        var hops = TransportValue.ParseHops("", new TextPart(latin1, 0), problems);
        return new ParsedValue<SenderRelayHost>(hops.Count > 0 ? new SenderRelayHost(latin1, hops) : null, problems);
    }

    /// <summary>Whether a transport of the stock master.cf is in place of a host.</summary>
    private static bool BeginsWithTransport(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        if (colon is not (4 or 5)) return false;
        var name = value[..colon];
        return (name.SequenceEqual("smtp"u8) || name.SequenceEqual("relay"u8) || name.SequenceEqual("lmtp"u8))
            && !PortNumber.IsCommon(value[(colon + 1)..]);
    }
}
