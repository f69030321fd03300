using MapKit.Tables.Transport;

namespace MapKit.Tables.SenderTransport;

/// <summary>The value of an entry of <c>sender_dependent_default_transport_maps</c> (postfix-tables 5.6).</summary>
/// <param name="Route">The transport, and the next hop where the value has one; null for <c>DUNNO</c>.</param>
public sealed record SenderRoute(TransportRoute? Route)
{
    /// <summary>Whether the value is <c>DUNNO</c>: the default transport is used, and no further key is asked for.</summary>
    public bool IsDunno => Route is null;
}
