using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Tables;

namespace MapKit.Linting.Sources;

/// <summary>Attributes of TLS policies that only newer versions know, where the version of the Postfix that uses the table is known.</summary>
internal sealed class TlsVersionRule(LintContext context) : ISourceRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<ISourceRule>(
        context => new TlsVersionRule(context), new RuleScope(TableFormat.TlsPolicy) { WithPatternTables = true }, Rules.NewTlsAttribute);

    /// <inheritdoc/>
    public void End(int recordCount)
    {
        if (context.Version is not { } version) return;
        if (VersionDifferences.In(version).HasNewTlsAttributes)
        {
            context.Findings.WithdrawAll(Rules.NewTlsAttribute);
        }
        else
        {
            context.Findings.RefineAll(
                Rules.NewTlsAttribute,
                Severity.Error,
                "the installed Postfix does not know this attribute; it defers the mail with \"client TLS configuration problem\"",
                "remove it, or install a newer version of Postfix");
        }
    }
}
