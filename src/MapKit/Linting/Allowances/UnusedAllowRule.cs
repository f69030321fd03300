using MapKit.Diagnostics;

namespace MapKit.Linting.Allowances;

/// <summary>Comments that allow a finding that does not occur.</summary>
internal sealed class UnusedAllowRule(LintContext context) : IAllowanceRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<IAllowanceRule>(
        context => new UnusedAllowRule(context), new RuleScope { WithPatternTables = true, WhenCompiling = false }, Rules.UnusedAllow);

    /// <inheritdoc/>
    public void Check(IReadOnlyList<Allowance> allowances)
    {
        foreach (var allowance in allowances)
        {
            if (allowance.IsUsed) continue;
            context.Report(
                Rules.UnusedAllow,
                allowance.Place,
                allowance.Code.Length == 0
                    ? "the comment names no rule to allow"
                    : $"{allowance.Code} finds nothing in {(allowance.FirstLine == 0 ? "an entry, as none begins on the next line" : "the entry below")}",
                "write # mapkit: allow and the codes of rules on the line before the entry, or remove the comment");
        }
    }
}
