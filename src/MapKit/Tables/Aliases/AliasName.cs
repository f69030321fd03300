namespace MapKit.Tables.Aliases;

/// <summary>The key of an alias entry.</summary>
/// <param name="Text">The local part that it matches, without quotes.</param>
public sealed record AliasName(string Text);
