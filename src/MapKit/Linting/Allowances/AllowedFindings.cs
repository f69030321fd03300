using MapKit.Diagnostics;

namespace MapKit.Linting.Allowances;

/// <summary>The findings of a source in the order of the text, without those that a comment allows.</summary>
internal static class AllowedFindings
{
    /// <summary>Takes the findings of a source and passes them on.</summary>
    /// <param name="context">The source, with its findings.</param>
    /// <param name="level">The minimum severity to report.</param>
    /// <param name="sink">Takes them.</param>
    public static void Pass(LintContext context, Severity level, IDiagnosticSink sink)
    {
        var findings = context.Findings.Take();
        if (context.Allowances.Count > 0)
        {
            List<Diagnostic> remaining = [.. WithoutAllowed(findings, context.Allowances)];
            foreach (var rule in LintRules.Create<IAllowanceRule>(context)) rule.Check(context.Allowances);
            remaining.AddRange(context.Findings.Take());
            FindingSet.Sort(remaining);
            findings = remaining;
        }

        foreach (var finding in findings)
        {
            if (finding.Severity >= level) sink.Report(finding);
        }
    }

    private static IEnumerable<Diagnostic> WithoutAllowed(IReadOnlyList<Diagnostic> findings, IReadOnlyList<Allowance> allowances)
    {
        // Both are in the order of lines, so one pass is enough.
        var inForce = allowances.Where(allowance => allowance.FirstLine > 0).ToArray();
        var first = 0;
        foreach (var finding in findings)
        {
            var isAllowed = false;
            if (finding.Place is { Line: var line })
            {
                while (first < inForce.Length && inForce[first].LastLine < line) first++;
                for (var i = first; i < inForce.Length && inForce[i].FirstLine <= line; i++)
                {
                    if (inForce[i].Code != finding.Rule.Code) continue;
                    inForce[i].IsUsed = true;
                    isAllowed = true;
                }
            }

            if (!isAllowed) yield return finding;
        }
    }
}
