namespace MapKit.Configuration.Macros;

/// <summary>The inside of <c>${...}</c>. Without a text to choose it stands for its subject's value.</summary>
/// <param name="Subject">What it asks, or null when that cannot be read.</param>
/// <param name="WhenTrue">What a value that is not empty is replaced by, if anything.</param>
/// <param name="WhenFalse">What an empty or undefined value is replaced by, if anything.</param>
/// <param name="Error">What Postfix says of the first mistake, which lies behind all that could be read.</param>
internal sealed record MacroExpression(MacroSubject? Subject, MacroText? WhenTrue, MacroText? WhenFalse, string? Error);
