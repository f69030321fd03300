using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Linting.Patterns;

/// <summary>
/// Checks the results of a table of patterns or networks by the format of its use. A result with a group is checked only in the parts that
/// are literal.
/// </summary>
/// <param name="context">The table.</param>
/// <param name="type">Its type.</param>
/// <param name="sink">Takes the findings.</param>
internal sealed class ResultCheck(LintContext context, RuleTableType type, IDiagnosticSink sink)
{
    /// <summary>Checks the result of a rule.</summary>
    /// <param name="line">The line of the rule.</param>
    /// <param name="start">Where its result begins.</param>
    public void See(in LogicalLine line, int start)
    {
        var result = RuleWarnings.UpToNul(line.Text)[start..];
        result = result[..AsciiSpace.TrimmedLength(result)];
        if (result.IsEmpty || result.Length > TableFormat.LongestExplained) return;
        var text = type == RuleTableType.Cidr ? SubstitutedText.Literal(result) : SubstitutedText.Parse(result);
        if (text.HasGroups && context.Format.RefusesSubstitution)
        {
            sink.Report(new Diagnostic(
                Rules.SubstitutionRefused,
                context.Path,
                line.PlaceOf(start, result.Length),
                $"Postfix does not substitute $1 and the like in {context.Format.Name} tables, because the text comes from outside; it skips this rule",
                "write the whole result, or write a rule for each case"));
            return;
        }

        foreach (var problem in context.Format.CheckValue(text.Text))
        {
            if (text.DependsOnGroup(problem.Start, problem.Length)) continue;
            var (offset, length) = text.PlaceOf(problem.Start, problem.Length);
            sink.Report(new Diagnostic(problem.Rule, context.Path, line.PlaceOf(start + offset, length), problem.Message, problem.Help) { Severity = problem.Severity });
        }
    }
}
