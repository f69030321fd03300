namespace MapKit.Tables.Generic;

/// <summary>The key of a generic entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">The part before the <c>@</c>, without quotes, its extension not split off; null for <c>@domain</c>.</param>
/// <param name="Domain">The domain; null for a user alone.</param>
public sealed record GenericPattern(GenericPatternKind Kind, string? LocalPart, string? Domain);
