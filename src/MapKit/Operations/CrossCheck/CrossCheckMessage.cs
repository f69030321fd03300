namespace MapKit.Operations.CrossCheck;

/// <summary>One message that only one engine has. May quote secrets.</summary>
/// <param name="Kind"><see cref="DifferenceKind.Missing"/> or <see cref="DifferenceKind.Extra"/>.</param>
/// <param name="Text">The whole line, one character for each byte.</param>
public sealed record CrossCheckMessage(DifferenceKind Kind, string Text);
