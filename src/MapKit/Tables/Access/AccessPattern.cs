namespace MapKit.Tables.Access;

/// <summary>The key of an access entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">Address and user: the part before the <c>@</c>, without quotes, its extension not split off; otherwise null.</param>
/// <param name="Host">The domain, name, address or network; without its dot for <see cref="AccessPatternKind.Subdomains"/>; empty for others.</param>
public sealed record AccessPattern(AccessPatternKind Kind, string? LocalPart, string Host);
