namespace MapKit.Configuration.Macros;

/// <summary>The place of text with macros: an offset into the value of a parameter.</summary>
/// <param name="Parameter">The parameter; null for a text that is not a parameter's value.</param>
/// <param name="Start">Offset into its value, one character per byte.</param>
internal readonly record struct MacroPlace(string? Parameter, int Start)
{
    /// <summary>The place some bytes further on.</summary>
    public MacroPlace At(int offset) => this with { Start = Start + offset };
}
