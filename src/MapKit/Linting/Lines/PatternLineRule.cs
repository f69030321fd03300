using System.Text;
using MapKit.Diagnostics;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Patterns;

namespace MapKit.Linting.Lines;

/// <summary>
/// Lines of a pcre, regexp or cidr table in a table of fixed keys: the checks that other formats make in their keys, for tables
/// without a known format, and <c>endif</c>, which is not an entry.
/// </summary>
internal sealed class PatternLineRule(LintContext context) : ILineRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ILineRule>(context => new PatternLineRule(context), new RuleScope(), Rules.RegularExpressionKey, Rules.NetworkKey);

    /// <inheritdoc/>
    public void See(in LintedLine line)
    {
        if (line.ValueLength == 0)
        {
            if (Ascii.EqualsIgnoreCase(line.Key, "endif"u8)) ReportEnd(line.Line);
            return;
        }

        if (context.Format != TableFormat.Plain || !MayBePattern(line.Key)) return;
        var problems = new List<ValueProblem>();
        var key = ByteText.FromBytes(line.Key);
        if (!EntryCheck.ReportCondition(key, ByteText.FromBytes(line.Value[..Math.Min(line.ValueLength, 2)]), problems)
            && !PatternCheck.ReportNetwork(key, problems))
        {
            ReportExpression(line.Key, key, problems);
        }

        foreach (var problem in problems)
            context.Report(problem.Rule, line.Line.PlaceOf(problem.Start, problem.Length), problem.Message, problem.Help);
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private static bool MayBePattern(ReadOnlySpan<byte> key) => key.Contains((byte)'/') || Ascii.EqualsIgnoreCase(key, "if"u8);

    /// <summary>A path is an ordinary key: only text that is unlikely as a file name is reported as an expression.</summary>
    private static void ReportExpression(ReadOnlySpan<byte> bytes, string key, List<ValueProblem> problems)
    {
        if (PatternCheck.HasExpressionSigns(bytes)) PatternCheck.ReportRegularExpression(key, problems);
    }

    private void ReportEnd(LogicalLine line) => context.Report(
        Rules.RegularExpressionKey,
        line.PlaceOf(0, "endif".Length),
        "if and endif belong to pcre, regexp and cidr tables; an indexed table has only fixed keys, and Postfix ignores this line",
        "put the rules into a pcre:, regexp: or cidr: table");
}
