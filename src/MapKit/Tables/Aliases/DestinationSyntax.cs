namespace MapKit.Tables.Aliases;

/// <summary>What the first characters of a destination make of it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">The rest.</param>
internal sealed record DestinationSyntax(AliasDestinationKind Kind, string Text);
