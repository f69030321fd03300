using MapKit.Tables.Addresses;

namespace MapKit.Tables.Aliases;

/// <summary>One destination of an alias.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">
/// Without quotes and marks: the command after <c>|</c>, the path of a file or after <c>:include:</c>, the address as Postfix
/// looks at it.
/// </param>
/// <param name="Start">Offset of its first byte in the value.</param>
/// <param name="Length">Bytes it takes there.</param>
/// <param name="Address">The address; null for other kinds, and where the text is not one.</param>
public sealed record AliasDestination(AliasDestinationKind Kind, string Text, int Start, int Length, MailAddress? Address = null);
