namespace MapKit.Configuration.Macros;

/// <summary><c>${name{text}}</c>: what a function makes of a text (3.12).</summary>
/// <param name="Name">The function's name; whether there is such a function is seen when it is called.</param>
/// <param name="Argument">The text, blanks at both ends removed.</param>
internal sealed record MacroFunction(string Name, MacroText Argument) : MacroSubject;
