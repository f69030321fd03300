using MapKit.Platform;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderRelay;

/// <summary>The value of an entry of <c>sender_dependent_relayhost_maps</c> (docs/formats/table-formats.md#sender-dependent-tables).</summary>
/// <param name="Text">The next hop as written; exactly this text is looked up in sasl_passwd.</param>
/// <param name="NextHops">The destinations, in the order in which they are tried; empty for <c>DUNNO</c>.</param>
public sealed record SenderRelayHost(string Text, IReadOnlyList<NextHop> NextHops)
{
    /// <summary>Whether the value is <c>DUNNO</c>: the sender has no specific relay host, and no further key is looked up.</summary>
    public bool IsDunno => Text.Equals("DUNNO", StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates a relay host from next hops.</summary>
    /// <param name="nextHops">The destinations, in the order in which they are to be tried.</param>
    public static SenderRelayHost Create(params IReadOnlyList<NextHop> nextHops) => new(string.Join(", ", nextHops), nextHops);

    /// <inheritdoc/>
    public bool Equals(SenderRelayHost? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The relay host as written in a table.</summary>
    public override string ToString() => Text;

    internal SenderRelayHost Decoded() => new(LosslessText.FromLatin1(Text), [.. NextHops.Select(hop => hop.Decoded())]);
}
