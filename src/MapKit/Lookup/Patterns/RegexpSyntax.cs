namespace MapKit.Lookup.Patterns;

/// <summary>regexp_table(5).</summary>
internal sealed class RegexpSyntax(IPatternEngine engine, RuleWarnings warnings, LookupOptions options)
    : ExpressionSyntax(engine, warnings, options)
{
    /// <inheritdoc/>
    protected override PatternOptions DefaultOptions => PatternOptions.ExtendedSyntax | PatternOptions.IgnoreCase;

    /// <inheritdoc/>
    protected override string OutOfRange => "out-of-range";

    /// <inheritdoc/>
    protected override string UnclosedConsequence => "skipping";

    /// <inheritdoc/>
    protected override bool BackslashMayClose => true;

    /// <inheritdoc/>
    protected override bool TakesSecondExpression => true;

    /// <inheritdoc/>
    protected override PatternOptions? FlagOf(byte letter) => letter switch
    {
        (byte)'i' => PatternOptions.IgnoreCase,
        (byte)'m' => PatternOptions.MultiLine,
        (byte)'x' => PatternOptions.ExtendedSyntax,
        _ => null,
    };

    /// <inheritdoc/>
    protected override string ReasonOf(PatternException exception) => exception.Message;
}
