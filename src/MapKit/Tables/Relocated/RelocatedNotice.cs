namespace MapKit.Tables.Relocated;

/// <summary>The value of a relocated entry: Postfix says <c>5.1.6 User has moved to</c> before it, unless <c>relocated_prefix_enable</c> is off.</summary>
/// <param name="Text">A new address or any other text, one character per byte.</param>
public sealed record RelocatedNotice(string Text);
