using MapKit.Diagnostics;

namespace MapKit.Lookup.Patterns;

/// <summary>pcre_table(5).</summary>
internal sealed class PcreSyntax(IPatternEngine engine, RuleWarnings warnings, LookupOptions options)
    : ExpressionSyntax(engine, warnings, options)
{
    /// <inheritdoc/>
    protected override PatternOptions DefaultOptions => PatternOptions.IgnoreCase | PatternOptions.DotAll;

    /// <inheritdoc/>
    protected override string OutOfRange => "out of range";

    /// <inheritdoc/>
    protected override string UnclosedConsequence => "ignoring";

    /// <inheritdoc/>
    protected override bool BackslashMayClose => false;

    /// <inheritdoc/>
    protected override bool TakesSecondExpression => false;

    /// <inheritdoc/>
    protected override PatternOptions? FlagOf(byte letter)
    {
        switch (letter)
        {
            case (byte)'i': return PatternOptions.IgnoreCase;
            case (byte)'m': return PatternOptions.MultiLine;
            case (byte)'s': return PatternOptions.DotAll;
            case (byte)'x': return PatternOptions.ExtendedFormat;
            case (byte)'A': return PatternOptions.Anchored;
            case (byte)'E': return PatternOptions.DollarEndOnly;
            case (byte)'U': return PatternOptions.Ungreedy;
            case (byte)'X':
                Warnings.Warn(Rules.ObsoleteFlag, "PCRE2 has no flag X; Postfix ignores it", "ignoring obsolete regexp option \"X\"");
                return PatternOptions.None;
            default: return null;
        }
    }

    /// <inheritdoc/>
    protected override string ReasonOf(PatternException exception) => $"error in regex at offset {exception.Offset}: {exception.Message}";
}
