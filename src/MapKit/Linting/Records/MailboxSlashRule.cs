using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.Records;

/// <summary>Mailboxes that are files in a table whose mailboxes are nearly all folders: reported once per table.</summary>
/// <param name="context">The table.</param>
internal sealed class MailboxSlashRule(LintContext context) : IRecordRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new LintRule<IRecordRule>(
        context => new MailboxSlashRule(context), new RuleScope(TableFormat.VirtualMailbox) { WhenCompiling = false }, Rules.MailboxWithoutSlash);

    /// <inheritdoc/>
    public void Check(RecordSet records)
    {
        var stored = records.AsStored(withNul: false);
        var (first, files, folders) = (-1, 0, 0);
        for (var record = 0; record < stored.Count; record++)
        {
            // A key without @ declares a domain, and its value is not used.
            if (stored.Value(record) is not [.., var last] || !stored.Key(record).Contains((byte)'@')) continue;
            if (last == '/')
            {
                folders++;
                continue;
            }

            if (first < 0) first = record;
            files++;
        }

        if (files == 0 || folders < 2 * files) return;
        context.ReportAt(
            stored.Line(first),
            Rules.MailboxWithoutSlash,
            $"the path has no slash at the end, as most others have; virtual(8) appends the mail to a file of this name{MoreEntries.Text(files)}",
            "write a slash at the end if the mailbox is a maildir");
    }
}
