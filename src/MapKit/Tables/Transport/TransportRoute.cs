using MapKit.Platform;

namespace MapKit.Tables.Transport;

/// <summary>
/// The value of a transport entry: delivery agent and destination (docs/formats/table-formats.md#transport). Routes with the same text are
/// equal.
/// </summary>
/// <param name="Transport">The name of the transport in master.cf; empty to leave it unchanged.</param>
/// <param name="NextHopText">The text after the first colon, verbatim; empty for the domain of the recipient.</param>
/// <param name="NextHops">
/// The destinations in <paramref name="NextHopText"/>, in the order in which they are tried; empty if there is none or
/// if the text is not for an SMTP or LMTP client, such as the reason after <c>error:</c>.
/// </param>
public sealed record TransportRoute(string Transport, string NextHopText, IReadOnlyList<NextHop> NextHops)
{
    /// <summary>Whether the transport is the same as without the table.</summary>
    public bool KeepsTransport => Transport.Length == 0;

    /// <summary>Whether the next hop is reset to the domain of the recipient (<c>smtp:</c>).</summary>
    public bool UsesRecipientDomain => NextHopText.Length == 0 && !KeepsTransport && Transport is not ("error" or "retry");

    /// <summary>Creates a route to next hops.</summary>
    /// <param name="transport">The name of the transport in master.cf; empty to leave it unchanged.</param>
    /// <param name="nextHops">The destinations, in the order in which they are to be tried; none for the domain of the recipient.</param>
    public static TransportRoute Create(string transport, params IReadOnlyList<NextHop> nextHops) => new(transport, string.Join(", ", nextHops), nextHops);

    /// <inheritdoc/>
    public bool Equals(TransportRoute? other) => other is not null && Transport == other.Transport && NextHopText == other.NextHopText;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Transport, NextHopText);

    /// <summary>The route as written in a table.</summary>
    public override string ToString() => $"{Transport}:{NextHopText}";

    internal TransportRoute Decoded() =>
        new(LosslessText.FromLatin1(Transport), LosslessText.FromLatin1(NextHopText), [.. NextHops.Select(hop => hop.Decoded())]);
}
