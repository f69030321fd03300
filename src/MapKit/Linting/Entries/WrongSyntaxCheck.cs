using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Source;

namespace MapKit.Linting.Entries;

/// <summary>An alias file that is read as a table for postmap, or the other way round: told once, if most lines are so.</summary>
internal static class WrongSyntaxCheck
{
    /// <summary>Judges by the findings of single lines.</summary>
    /// <param name="context">The source, with the findings of the road to the records.</param>
    /// <param name="recordCount">Records of the source.</param>
    public static void Run(LintContext context, int recordCount)
    {
        var isAliases = context.Format.Syntax == SourceSyntax.Aliases;
        var rule = isAliases ? Rules.AliasNeedsNameAndValue : Rules.KeyEndsInColon;
        var count = context.CountOf(rule);

        // The mark of a whole alias map comes from no line; the lines without a colon give no record.
        var all = recordCount + context.CountOf(Rules.DuplicateKey) + (isAliases ? count - 1 : 0);
        if (count == 0 || count * 2L <= all) return;
        var place = context.Findings.First(finding => finding.Rule == rule).Place;
        var text = string.Create(CultureInfo.InvariantCulture, $"{count} of {all} lines");
        if (isAliases) ReportTable(context, place, text);
        else ReportAliases(context, place, text);
    }

    private static void ReportAliases(LintContext context, SourcePlace? place, string lines) => context.Report(
        Rules.AliasFileAsTable,
        place,
        $"{lines} are written name: value, as in an alias file; postmap stores the names with their colons, and Postfix finds none of them",
        "use -f aliases (postalias), or remove the colons");

    private static void ReportTable(LintContext context, SourcePlace? place, string lines) => context.Report(
        Rules.TableAsAliasFile,
        place,
        $"{lines} are not written name: value, as in a table for postmap; postalias ignores them",
        "use the format of the table with -f (postmap), or write a colon after each name");
}
