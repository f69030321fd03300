using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Linting.Lines;

/// <summary>
/// Lines that end in CR LF. At the end of an entry Postfix removes the CR with other whitespace: reported once per file. A
/// CR in the middle of a continued value is kept: reported for each such entry.
/// </summary>
internal sealed class CarriageReturnRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ILineRule>(context => new CarriageReturnRule(context), new RuleScope { WithPatternTables = true }, Rules.CarriageReturns, Rules.CarriageReturnInValue);

    private SourcePlace? _first;
    private int _count;

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        var text = line.Line.Text;
        var segments = line.Line.Segments;
        var isReported = false;
        for (var i = 0; i < segments.Length; i++)
        {
            var last = (i + 1 < segments.Length ? segments[i + 1].TextStart : text.Length) - 1;
            if (last < 0 || text[last] != '\r') continue;
            _count++;
            _first ??= line.Line.PlaceOf(last, 1);

            // In an alias, CR separates tokens like a space.
            if (isReported || context.Format.Syntax == SourceSyntax.Aliases || last < line.ValueStart || last >= line.ValueStart + line.ValueLength) continue;
            isReported = true;
            context.Report(
                Rules.CarriageReturnInValue,
                line.Line.PlaceOf(last, 1),
                "the line ends in CR LF and the next one continues it; Postfix leaves the CR inside the value",
                "save the file with LF line ends, or write the entry on one line");
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_first is not { } place) return;
        context.Report(
            Rules.CarriageReturns,
            place,
            string.Create(CultureInfo.InvariantCulture, $"{_count} {(_count == 1 ? "line ends" : "lines end")} in CR LF, this one first; Postfix removes the CR at the end of an entry"),
            "save the file with LF line ends");
    }
}
