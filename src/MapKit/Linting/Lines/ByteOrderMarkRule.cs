using MapKit.Diagnostics;

namespace MapKit.Linting.Lines;

/// <summary>A byte order mark at the start of the source.</summary>
internal sealed class ByteOrderMarkRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ILineRule>(context => new ByteOrderMarkRule(context), new RuleScope { WithPatternTables = true }, Rules.ByteOrderMark);

    /// <summary>U+FEFF in UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        if (line.Line.Segments[0].SourceStart > 0 || !line.Text.StartsWith(Mark)) return;
        context.Report(
            Rules.ByteOrderMark,
            line.Line.PlaceOf(0, Mark.Length),
            "the file begins with a byte order mark; Postfix reads it as part of the first key",
            "save the file as UTF-8 without a byte order mark");
    }

    /// <inheritdoc/>
    public void End()
    {
    }
}
