using MapKit.Tables.Grammar;

namespace MapKit.Tables.Transport;

/// <summary>The pieces of one next hop, whether or not they make sense.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Host">The host or the path.</param>
/// <param name="IsClosed">Whether the bracket is closed; true where there is none.</param>
/// <param name="HasIPv6Prefix">Whether <c>IPv6:</c> stands in the bracket.</param>
/// <param name="Port">What follows the colon, or null where there is no colon.</param>
/// <param name="Garbage">What stands between the bracket and the colon; empty in a good one.</param>
internal sealed record NextHopSyntax(
    NextHopKind Kind, TextPart Host, bool IsClosed, bool HasIPv6Prefix, TextPart? Port, TextPart Garbage);
