namespace MapKit.Configuration.Macros;

/// <summary>A part of a text with macros.</summary>
/// <param name="Text">A literal as it comes out, an expression without <c>$</c> and braces.</param>
internal abstract record MacroPart(string Text);
