using MapKit.Source;

namespace MapKit.Diagnostics;

/// <summary>
/// The findings of one source. A rule may refine or withdraw a finding that another rule has reported or will report: it
/// names the finding by its <see cref="FindingIdentity"/>. Changes are applied when the findings are taken, so the result does
/// not depend on the order in which rules run.
/// </summary>
internal sealed class FindingSet : IDiagnosticSink
{
    private readonly HashSet<FindingIdentity> _withdrawn = [];
    private readonly HashSet<string> _withdrawnRules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refinement> _refinements = new(StringComparer.Ordinal);
    private List<Diagnostic> _reported = [];

    /// <summary>The order in which findings are shown: by line and column, at one place the most severe first.</summary>
    public static IComparer<Diagnostic> SourceOrder { get; } = Comparer<Diagnostic>.Create(Compare);

    /// <summary>Whether no finding has been reported since the last call that took them.</summary>
    public bool IsEmpty => _reported.Count == 0;

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _reported.Add(diagnostic);

    /// <summary>Withdraws the findings of a rule at a place.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="path">The source.</param>
    /// <param name="place">Where the findings begin.</param>
    public void Withdraw(DiagnosticRule rule, string path, SourcePlace place) => _withdrawn.Add(new FindingIdentity(rule.Code, path, place.Line, place.Column));

    /// <summary>Withdraws all findings of a rule.</summary>
    /// <param name="rule">The rule.</param>
    public void WithdrawAll(DiagnosticRule rule) => _withdrawnRules.Add(rule.Code);

    /// <summary>Replaces the meaning of all findings of a rule. If there are several refinements, the most severe applies.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">The severity.</param>
    /// <param name="message">The message.</param>
    /// <param name="help">What to do instead.</param>
    public void RefineAll(DiagnosticRule rule, Severity severity, string message, string help)
    {
        var refinement = new Refinement(severity, message, help);
        if (!_refinements.TryGetValue(rule.Code, out var other) || refinement.CompareTo(other) > 0) _refinements[rule.Code] = refinement;
    }

    /// <summary>
    /// Applies all changes and removes the findings from the set. Findings with the same identity and
    /// message become one finding.
    /// </summary>
    /// <returns>The findings in the order in which they are shown.</returns>
    public IReadOnlyList<Diagnostic> Take()
    {
        var taken = _reported;
        _reported = [];
        taken.RemoveAll(IsWithdrawn);
        if (_refinements.Count > 0)
        {
            for (var i = 0; i < taken.Count; i++)
            {
                if (_refinements.TryGetValue(taken[i].Rule.Code, out var refinement)) taken[i] = refinement.ApplyTo(taken[i]);
            }
        }

        Sort(taken);
        return taken;
    }

    /// <summary>Sorts findings, and keeps one of those with the same identity and message.</summary>
    /// <param name="findings">The findings.</param>
    public static void Sort(List<Diagnostic> findings)
    {
        findings.Sort(SourceOrder);
        var kept = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            if (kept == 0 || Compare(findings[kept - 1], findings[i]) != 0) findings[kept++] = findings[i];
        }

        findings.RemoveRange(kept, findings.Count - kept);
    }

    private bool IsWithdrawn(Diagnostic finding) => _withdrawnRules.Contains(finding.Rule.Code) || _withdrawn.Contains(FindingIdentity.From(finding));

    private static int Compare(Diagnostic first, Diagnostic second)
    {
        var (one, other) = (FindingIdentity.From(first), FindingIdentity.From(second));
        if (one.Line.CompareTo(other.Line) is not 0 and var byLine) return byLine;
        if (one.Column.CompareTo(other.Column) is not 0 and var byColumn) return byColumn;
        if (second.Severity.CompareTo(first.Severity) is not 0 and var bySeverity) return bySeverity;
        if (string.CompareOrdinal(one.Code, other.Code) is not 0 and var byCode) return byCode;
        if (string.CompareOrdinal(one.Path, other.Path) is not 0 and var byPath) return byPath;
        return string.CompareOrdinal(first.Message, second.Message);
    }

    private sealed record Refinement(Severity Severity, string Message, string Help) : IComparable<Refinement>
    {
        public int CompareTo(Refinement? other) => other is null ? 1
            : Severity != other.Severity ? Severity.CompareTo(other.Severity)
            : string.CompareOrdinal(Message, other.Message);

        public Diagnostic ApplyTo(Diagnostic finding) => finding with { Severity = Severity, Message = Message, Help = Help };
    }
}
