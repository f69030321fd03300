namespace MapKit.Configuration.Macros;

/// <summary>What an expression asks: a parameter, a comparison or a function.</summary>
internal abstract record MacroSubject;
