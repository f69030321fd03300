using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Linting.Sources;

/// <summary>
/// Addresses in brackets in an access table whose file name shows its use: an error for clients, no finding
/// for HELO names, which may have this form.
/// </summary>
internal sealed class BracketedAddressRule(LintContext context) : ISourceRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ISourceRule>(context => new BracketedAddressRule(context), new RuleScope(TableFormat.Access), Rules.BracketedAddress);

    /// <inheritdoc/>
    public void End(int recordCount)
    {
        var name = Path.GetFileName(context.Path);
        if (name.Contains("helo", StringComparison.OrdinalIgnoreCase))
        {
            context.Findings.WithdrawAll(Rules.BracketedAddress);
        }
        else if (name.Contains("client", StringComparison.OrdinalIgnoreCase))
        {
            context.Findings.RefineAll(
                Rules.BracketedAddress,
                Severity.Error,
                "Postfix looks up client addresses without brackets, so it never finds this entry",
                "remove the brackets");
        }
    }
}
