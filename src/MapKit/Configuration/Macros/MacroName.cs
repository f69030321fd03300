namespace MapKit.Configuration.Macros;

/// <summary>The value of a parameter.</summary>
/// <param name="Name">Its name; may be empty (<c>${?text}</c>), which names none.</param>
internal sealed record MacroName(string Name) : MacroSubject;
