using MapKit.Tables.Grammar;

namespace MapKit.Tables.Transport;

/// <summary>The two halves of a route.</summary>
/// <param name="Transport">Before the first colon.</param>
/// <param name="HasColon">Whether there is one.</param>
/// <param name="NextHop">After it.</param>
internal sealed record RouteSyntax(TextPart Transport, bool HasColon, TextPart NextHop);
