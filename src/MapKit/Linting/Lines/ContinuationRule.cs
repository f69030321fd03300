using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>An indented line that continues an entry across empty lines or comments, which seem to end it.</summary>
internal sealed class ContinuationRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ILineRule>(context => new ContinuationRule(context), new RuleScope { WithPatternTables = true }, Rules.ContinuationAcrossGap);

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        var segments = line.Line.Segments;
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i].Line == segments[i - 1].Line + 1) continue;
            var start = segments[i].TextStart;
            var end = i + 1 < segments.Length ? segments[i + 1].TextStart : line.Line.Text.Length;
            var text = line.Line.Text[start..end];
            var indent = AsciiSpace.LeadingLength(text);
            context.Report(
                Rules.ContinuationAcrossGap,
                line.Line.PlaceOf(start + indent, AsciiSpace.TrimmedLength(text) - indent),
                string.Create(CultureInfo.InvariantCulture, $"this line continues the entry of line {line.Line.FirstLine}, across an empty line or a comment; Postfix joins the two"),
                "remove the whitespace at its start if it is an entry of its own; otherwise remove the lines between");
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }
}
