using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>A test by one expression.</summary>
/// <param name="pattern">The compiled expression; disposed with this object.</param>
/// <param name="negated">Whether it holds if the expression does not match.</param>
/// <param name="groups">How many groups are requested, including the whole match; 0 for none.</param>
/// <param name="warnings">Takes what goes wrong.</param>
internal sealed class ExpressionTest(IPattern pattern, bool negated, int groups, RuleWarnings warnings) : RuleTest<ReadOnlySpan<byte>>
{
    private readonly SourcePlace _place = warnings.Place;

    /// <summary>The byte ranges of the groups of the last match; empty unless requested.</summary>
    public (int Start, int End)[] Groups { get; } = groups == 0 ? [] : new (int Start, int End)[groups];

    /// <summary>A second expression that must also hold (regexp tables: <c>/first/!/second/</c>).</summary>
    public ExpressionTest? Second { get; init; }

    /// <summary>What is tested, for comparison with other tests; null if unknown.</summary>
    public ExpressionName? Expression { get; init; }

    /// <inheritdoc/>
    public override object? Name => Second is null ? Expression : null;

    /// <inheritdoc/>
    public override IEnumerable<object> Wider => Expression is null ? [] : [Expression, ExpressionName.Everything];

    /// <inheritdoc/>
    public override bool Holds(ReadOnlySpan<byte> subject)
    {
        try
        {
            if (pattern.TryMatch(subject, Groups) == negated) return false;
        }
        catch (PatternException exception)
        {
            warnings.Warn(Rules.MatchFailure, $"{exception.Message}; Postfix treats the expression as not matching", exception.Message, _place);
            return false;
        }

        return Second is null || Second.Holds(subject);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        pattern.Dispose();
        Second?.Dispose();
        base.Dispose();
    }
}

/// <summary>Identifies what an expression tests: equal for two expressions with the same text, and for all that match every key.</summary>
/// <param name="Text">The expression, one character per byte.</param>
/// <param name="Options">Its flags.</param>
/// <param name="Negated">Whether it is to fail.</param>
internal sealed record ExpressionName(string Text, PatternOptions Options, bool Negated)
{
    /// <summary>An expression that matches every key; keys are never empty.</summary>
    public static readonly ExpressionName Everything = new("", PatternOptions.None, Negated: false);

    private static readonly string[] MatchingAll = ["", "^", ".", "^.", ".*", "^.*", "^.*$", ".+", "^.+$"];

    /// <summary>Creates the identity of an expression.</summary>
    public static ExpressionName From(in Expression expression)
    {
        var text = Source.ByteText.FromBytes(expression.Text);
        return !expression.Negated && Array.IndexOf(MatchingAll, text) >= 0 ? Everything : new ExpressionName(text, expression.Options, expression.Negated);
    }
}
