namespace MapKit.Configuration.Macros;

/// <summary>Text that stands for itself; <c>$$</c> is one <c>$</c> in it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Pieces">Where it is written: a piece begins behind each <c>$$</c>.</param>
internal sealed record MacroLiteral(string Text, IReadOnlyList<TracedRun> Pieces) : MacroPart(Text);
