namespace MapKit.Tables.Patterns;

/// <summary>The key of a table that Postfix asks for addresses by its default strategy (postfix-tables 5.1): generic, canonical, virtual and others.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">The part before the <c>@</c>, without quotes, its extension not split off; null for <c>@domain</c>.</param>
/// <param name="Domain">The domain; null for a user alone.</param>
public sealed record AddressPattern(AddressPatternKind Kind, string? LocalPart, string? Domain);
