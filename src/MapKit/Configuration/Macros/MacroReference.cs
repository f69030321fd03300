namespace MapKit.Configuration.Macros;

/// <summary>What follows a <c>$</c>: a bare name, or all the text between braces or parentheses.</summary>
/// <param name="Text">The text without <c>$</c> and braces.</param>
/// <param name="IsBraced">Whether there were braces or parentheses.</param>
/// <param name="AllowFunctions">Whether <c>${name{text}}</c> is a call (3.12) rather than a mistake.</param>
/// <param name="Place">Where the text is written.</param>
internal sealed record MacroReference(string Text, bool IsBraced, bool AllowFunctions, MacroPlace Place) : MacroPart(Text)
{
    private MacroExpression? _expression;

    /// <summary>The expression; read when it is needed, for Postfix says nothing of mistakes in what it does not use.</summary>
    public MacroExpression Expression => _expression ??= new MacroExpressionParser(Text, AllowFunctions, Place).Parse();
}
