using MapKit.Source;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderRelay;

/// <summary>The value of an entry of <c>sender_dependent_relayhost_maps</c> (postfix-tables 5.6).</summary>
/// <param name="Text">The next hop as written; sasl_passwd is asked for exactly this.</param>
/// <param name="NextHops">The destinations, in the order in which they are tried; empty for <c>DUNNO</c>.</param>
public sealed record SenderRelayHost(string Text, IReadOnlyList<NextHop> NextHops)
{
    /// <summary>Whether the value is <c>DUNNO</c>: the sender has no relay host of its own, and no further key is asked for.</summary>
    public bool IsDunno => Text.Equals("DUNNO", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a relay host of next hops.</summary>
    /// <param name="nextHops">The destinations, in the order in which they are to be tried.</param>
    public static SenderRelayHost Create(params IReadOnlyList<NextHop> nextHops) => new(string.Join(", ", nextHops), nextHops);

    /// <inheritdoc/>
    public bool Equals(SenderRelayHost? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The relay host as it is written in a table.</summary>
    public override string ToString() => Text;

    internal SenderRelayHost Decoded() => new(LosslessText.FromLatin1(Text), [.. NextHops.Select(hop => hop.Decoded())]);
}
