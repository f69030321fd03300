namespace MapKit.Tables.Transport;

/// <summary>The key of a transport entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">Address: the part before the <c>@</c>, without quotes, its extension not split off; otherwise null.</param>
/// <param name="Domain">The domain, for <see cref="TransportPatternKind.Subdomains"/> without its dot; empty for <c>*</c>.</param>
public sealed record TransportPattern(TransportPatternKind Kind, string? LocalPart, string Domain);
