namespace MapKit.Configuration.Macros;

/// <summary>Text that stands for itself; <c>$$</c> is one <c>$</c> in it.</summary>
internal sealed record MacroLiteral(string Text) : MacroPart(Text);
