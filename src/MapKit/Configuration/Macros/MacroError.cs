namespace MapKit.Configuration.Macros;

/// <summary>The place behind which a text cannot be read; always the last part.</summary>
/// <param name="Text">What Postfix says of it.</param>
/// <param name="IsFirstOnly">Whether Postfix is silent when something before it was wrong as well.</param>
internal sealed record MacroError(string Text, bool IsFirstOnly) : MacroPart(Text);
