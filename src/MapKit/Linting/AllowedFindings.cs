using MapKit.Diagnostics;

namespace MapKit.Linting;

/// <summary>The findings of a source as they are told: in the order of the text, without those that a comment allows, each once.</summary>
internal static class AllowedFindings
{
    /// <summary>Passes them on.</summary>
    /// <param name="context">The source, with its findings.</param>
    /// <param name="level">The least severity that is told.</param>
    /// <param name="sink">Takes them.</param>
    public static void Pass(LintContext context, Severity level, IDiagnosticSink sink)
    {
        IReadOnlyList<Diagnostic> remaining = [.. context.Findings.Skip(context.ToldCount)];
        context.ToldCount = context.Findings.Count;
        if (context.Allowances.Count > 0)
        {
            remaining = [.. Silence(InOrder(remaining), context.Allowances)];
            if (!context.ForCompile) remaining = [.. remaining, .. Unused(context)];
        }

        foreach (var finding in InOrder(remaining))
        {
            if (finding.Severity >= level) sink.Report(finding);
        }
    }

    private static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> findings) =>
        findings.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0);

    private static IEnumerable<Diagnostic> Silence(IEnumerable<Diagnostic> findings, IReadOnlyList<Allowance> allowances)
    {
        // Both go by line, so that one walk is enough.
        var inForce = allowances.Where(allowance => allowance.FirstLine > 0).ToArray();
        var first = 0;
        foreach (var finding in findings)
        {
            var silenced = false;
            if (finding.Place is { Line: var line })
            {
                while (first < inForce.Length && inForce[first].LastLine < line) first++;
                for (var i = first; i < inForce.Length && inForce[i].FirstLine <= line; i++)
                {
                    if (inForce[i].Code != finding.Rule.Code) continue;
                    inForce[i].IsUsed = true;
                    silenced = true;
                }
            }

            if (!silenced) yield return finding;
        }
    }

    private static IEnumerable<Diagnostic> Unused(LintContext context) =>
        context.Allowances.Where(allowance => !allowance.IsUsed).Select(allowance => new Diagnostic(
            Rules.UnusedAllow,
            context.Path,
            allowance.Place,
            allowance.Code.Length == 0
                ? "the comment names no rule to allow"
                : $"{allowance.Code} finds nothing in {(allowance.FirstLine == 0 ? "an entry, as none begins on the next line" : "the entry below")}",
            "write # mapkit: allow and the codes of rules on the line before the entry, or remove the comment"));
}
