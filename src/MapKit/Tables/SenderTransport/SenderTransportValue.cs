using MapKit.Diagnostics;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderTransport;

/// <summary>
/// Parses the values of <c>sender_dependent_default_transport_maps</c> (docs/formats/table-formats.md#sender-dependent-tables): a
/// route whose next hop may be omitted, with or without the colon, or <c>DUNNO</c>.
/// </summary>
internal static class SenderTransportValue
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value) => TransportValue.IsCommon(value) && value[0] != ':';

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The route, or null if Postfix cannot use it, and all problems.</returns>
    public static ParsedValue<SenderRoute> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        if (latin1.Equals("DUNNO", StringComparison.OrdinalIgnoreCase)) return new ParsedValue<SenderRoute>(new SenderRoute(null), []);
        if (latin1.StartsWith(':'))
        {
            var problem = new ValueProblem(
                Rules.NoTransport,
                0,
                1,
                "there is no transport before the colon, which only a transport table may leave out; Postfix logs \"null transport is not allowed\" and defers the mail",
                "write transport:nexthop");
            return new ParsedValue<SenderRoute>(null, [problem]);
        }

        if (TransportValue.IsPlainName(latin1)) return new ParsedValue<SenderRoute>(new SenderRoute(new TransportRoute(latin1, "", [])), []);
        var parsed = TransportValue.Parse(latin1);
        return new ParsedValue<SenderRoute>(parsed.Value is { } route ? new SenderRoute(route) : null, parsed.Problems);
    }
}

/// <summary>A value that has been parsed.</summary>
/// <param name="Route">The route; null for <c>DUNNO</c>.</param>
internal sealed record SenderRoute(TransportRoute? Route);
