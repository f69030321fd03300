using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Lookup.Patterns;

/// <summary>A test by one expression.</summary>
/// <param name="pattern">The compiled expression; becomes this object's.</param>
/// <param name="negated">Whether it holds where the expression does not match.</param>
/// <param name="groups">How many groups are asked for, the whole match counted; 0 for none.</param>
/// <param name="warnings">Takes what goes wrong.</param>
internal sealed class ExpressionTest(IPattern pattern, bool negated, int groups, RuleWarnings warnings) : RuleTest<ReadOnlySpan<byte>>
{
    private readonly SourcePlace _place = warnings.Place;

    /// <summary>Where the groups of the last match are; none unless they were asked for.</summary>
    public (int Start, int End)[] Groups { get; } = groups == 0 ? [] : new (int Start, int End)[groups];

    /// <summary>A second expression that must hold as well (regexp tables: <c>/first/!/second/</c>).</summary>
    public ExpressionTest? Second { get; init; }

    /// <summary>What is tested, for comparison with other tests; null if nothing is known of it.</summary>
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
    public static ExpressionName From(in Expression expression)
    {
        var text = Source.ByteText.FromBytes(expression.Text);
        return !expression.Negated && Array.IndexOf(MatchingAll, text) >= 0 ? Everything : new ExpressionName(text, expression.Options, expression.Negated);
    }
}
