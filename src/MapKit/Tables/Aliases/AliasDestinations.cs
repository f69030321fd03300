namespace MapKit.Tables.Aliases;

/// <summary>The value of an alias entry: who gets the mail (postfix-tables 5.5).</summary>
/// <param name="Items">The destinations, in the order in which they are written.</param>
public sealed record AliasDestinations(IReadOnlyList<AliasDestination> Items);
