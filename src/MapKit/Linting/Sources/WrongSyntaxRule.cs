using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Linting.Sources;

/// <summary>An alias file that is read as a table for postmap, or vice versa: reported once, if it applies to most lines.</summary>
internal sealed class WrongSyntaxRule(LintContext context) : ISourceRule
{
    private readonly bool _isAliases = context.Format.Syntax == SourceSyntax.Aliases;
    private SourcePlace? _first;
    private int _count;

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<ISourceRule>(context => new WrongSyntaxRule(context), new RuleScope(), Rules.AliasFileAsTable, Rules.TableAsAliasFile);

    /// <inheritdoc/>
    public void See(Diagnostic finding)
    {
        if (finding.Rule != (_isAliases ? Rules.AliasNeedsNameAndValue : Rules.KeyEndsInColon)) return;
        _count++;
        _first ??= finding.Place;
    }

    /// <inheritdoc/>
    public void End(int recordCount)
    {
        // The mark of a complete alias map does not come from a line; the lines without a colon give no record.
        var all = recordCount + context.RepeatedKeys.Count + (_isAliases ? _count - 1 : 0);
        if (_count == 0 || _count * 2L <= all) return;
        var lines = string.Create(CultureInfo.InvariantCulture, $"{_count} of {all} lines");
        if (_isAliases) ReportTable(lines);
        else ReportAliases(lines);
    }

    private void ReportAliases(string lines) => context.Report(
        Rules.AliasFileAsTable,
        _first,
        $"{lines} are written name: value, as in an alias file; postmap stores the names with their colons, and Postfix finds none of them",
        "use -f aliases (postalias), or remove the colons");

    private void ReportTable(string lines) => context.Report(
        Rules.TableAsAliasFile,
        _first,
        $"{lines} are not written name: value, as in a table for postmap; postalias ignores them",
        "use the format of the table with -f (postmap), or write a colon after each name");
}
