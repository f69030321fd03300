using MapKit.Diagnostics;
using MapKit.Linting.AcrossTables;
using MapKit.Linting.Configuration;
using MapKit.Lookup.Patterns;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Patterns;

/// <summary>
/// Checks the results of a table of patterns or networks by the format of its use. A result with a group is checked only in the parts that
/// are literal.
/// </summary>
/// <param name="context">The table.</param>
/// <param name="type">Its type.</param>
/// <param name="sink">Takes the findings.</param>
/// <param name="system">The configuration that uses the table, or null if unknown.</param>
internal sealed class ResultCheck(LintContext context, RuleTableType type, IDiagnosticSink sink, MailSystem? system)
{
    private readonly HashSet<string>? _classes = system is { KnowsMain: true } ? system.WordsAnywhere(RestrictionClassRule.Classes) : null;

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

        foreach (var problem in ProblemsOf(context.Format.CheckValue(text.Text), text.Text))
        {
            if (text.DependsOnGroup(problem.Start, problem.Length)) continue;
            var (offset, length) = text.PlaceOf(problem.Start, problem.Length);
            sink.Report(new Diagnostic(problem.Rule, context.Path, line.PlaceOf(start + offset, length), problem.Message, problem.Help) { Severity = problem.Severity });
        }
    }

    /// <summary>The problems of a value, with what main.cf and master.cf add to them.</summary>
    private List<ValueProblem> ProblemsOf(IReadOnlyList<ValueProblem> found, string value)
    {
        var problems = found.ToList();
        if (context.Format == TableFormat.Access && _classes is not null && AccessValue.Parse(value).Value is { Kind: AccessActionKind.Restrictions })
        {
            problems.RemoveAll(problem => problem.Rule == Rules.DoubtfulAction);
            if (RestrictionList.ClassesIn(value).FirstOrDefault(name => !_classes.Contains(name.Text)) is { Text: not null } unknown)
                problems.Add(new ValueProblem(Rules.UnknownAction, unknown.Start, unknown.Length, RestrictionClassRule.MessageOf(unknown.Text), RestrictionClassRule.Help));
        }

        if (system?.MasterPath is { } master && TransportNames.Find(context.Format, Latin1Text.Bytes(value), out var start) is { IsEmpty: false } name)
        {
            var text = ByteText.FromBytes(name);
            if (system.HasTransport(text)) problems.RemoveAll(problem => problem.Rule == Rules.RouteWithoutColon);
            else if (problems.Count == 0) problems.Add(new ValueProblem(Rules.UnknownTransport, start, name.Length, TransportNames.MessageOf(master, text), TransportNames.Help));
        }

        return problems;
    }
}
