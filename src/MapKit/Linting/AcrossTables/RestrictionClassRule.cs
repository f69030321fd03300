using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Access;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Words of access tables that must be restriction classes, if main.cf is known: a finding that is uncertain without
/// main.cf is then withdrawn or confirmed.
/// </summary>
internal sealed class RestrictionClassRule(MailSystem system) : ICrossTableRule
{
    /// <summary>The parameter that names the classes.</summary>
    public const string Classes = "smtpd_restriction_classes";

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new RestrictionClassRule(system!),
        formats => formats.Contains(TableFormat.Access),
        NeedsConfiguration: true,
        new RuleScope(TableFormat.Access),
        Rules.UnknownAction, Rules.DoubtfulAction);

    /// <summary>What to do about a word that is no class.</summary>
    public const string Help = "write OK, REJECT, DUNNO or another action of access(5), or define the class";

    /// <summary>The finding of a word that is no class.</summary>
    public static string MessageOf(string name) =>
        $"{Latin1Text.Show(name)} is neither an action nor a restriction, and main.cf defines no class of this name in {Classes}; Postfix answers \"451 Server configuration error\"";

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records) =>
        table.Format == TableFormat.Access && system.KnowsMain ? new Words(table, system.WordsAnywhere(Classes)) : null;

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private sealed class Words(LintContext table, HashSet<string> classes) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (AccessValue.IsCommon(entry.Value) || entry.Value.Length > TableFormat.LongestExplained) return;
            var value = ByteText.FromBytes(entry.Value);
            if (AccessValue.Parse(value).Value is not { Kind: AccessActionKind.Restrictions }) return;
            foreach (var name in RestrictionList.ClassesIn(value))
            {
                var place = entry.PlaceInValue(name.Start, name.Length);
                table.Findings.Withdraw(Rules.DoubtfulAction, table.Path, place);
                if (classes.Contains(name.Text)) continue;
                table.Report(Rules.UnknownAction, place, MessageOf(name.Text), Help);
                return;
            }
        }

        public void End()
        {
        }
    }
}
