namespace MapKit.Configuration.Macros;

/// <summary>Where text with macros is written: so many bytes into the value of a parameter.</summary>
/// <param name="Parameter">The parameter; null for a text that is none's value.</param>
/// <param name="Start">Offset into its value, one character per byte.</param>
internal readonly record struct MacroPlace(string? Parameter, int Start)
{
    /// <summary>The place some bytes further on.</summary>
    public MacroPlace At(int offset) => this with { Start = Start + offset };
}
