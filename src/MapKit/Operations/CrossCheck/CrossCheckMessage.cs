namespace MapKit.Operations.CrossCheck;

/// <summary>One message that only one engine has. May quote secrets.</summary>
/// <param name="Kind"><see cref="CrossCheckDifferenceKind.Missing"/> or <see cref="CrossCheckDifferenceKind.Extra"/>.</param>
/// <param name="Text">The whole line, one character for each byte.</param>
public sealed record CrossCheckMessage(CrossCheckDifferenceKind Kind, string Text);
