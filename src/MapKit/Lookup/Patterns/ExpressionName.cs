namespace MapKit.Lookup.Patterns;

/// <summary>What an expression tests: the same for two that are written alike, and for all that match every key.</summary>
/// <param name="Text">The expression, one character a byte.</param>
/// <param name="Options">Its flags.</param>
/// <param name="Negated">Whether it is to fail.</param>
internal sealed record ExpressionName(string Text, PatternOptions Options, bool Negated)
{
    /// <summary>An expression that matches every key; none is empty.</summary>
    public static readonly ExpressionName Everything = new("", PatternOptions.None, Negated: false);

    private static readonly string[] MatchingAll = ["", "^", ".", "^.", ".*", "^.*", "^.*$", ".+", "^.+$"];

    /// <summary>Names an expression.</summary>
    public static ExpressionName Of(in Expression expression)
    {
        var text = Source.ByteText.Of(expression.Text);
        return !expression.Negated && Array.IndexOf(MatchingAll, text) >= 0 ? Everything : new ExpressionName(text, expression.Options, expression.Negated);
    }
}
