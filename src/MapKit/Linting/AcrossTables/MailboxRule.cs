using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tables.Mailboxes;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// The tables of virtual(8), if main.cf is known: paths below <c>virtual_mailbox_base</c>, numbers below <c>virtual_minimum_uid</c>. If
/// another delivery agent delivers the mail, it does not read their values, and nothing is reported about them.
/// </summary>
internal sealed class MailboxRule(MailSystem system) : ICrossTableRule
{
    private static readonly TableFormat[] Formats = [TableFormat.VirtualMailbox, TableFormat.VirtualUid, TableFormat.VirtualGid];
    private static readonly DiagnosticRule[] OfValues =
        [Rules.BadMailboxId, Rules.TextAfterMailboxId, Rules.MailboxPathLeavesBase, Rules.MailboxWithoutSlash];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new MailboxRule(system!),
        formats => formats.Any(Formats.Contains),
        NeedsConfiguration: true,
        new RuleScope(Formats) { WhenCompiling = false },
        [Rules.AbsoluteMailboxPath, .. OfValues]);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        if (!Formats.Contains(table.Format) || !system.KnowsMain) return null;
        if (!IsDeliveredByVirtual())
        {
            foreach (var rule in OfValues) table.Findings.WithdrawAll(rule);
            return null;
        }

        if (table.Format == TableFormat.VirtualMailbox)
            return system.ValueOf("virtual_mailbox_base") is { Length: > 0 } folder && folder.Trim('/').Length > 0 ? new Paths(table, folder.TrimEnd('/')) : null;
        return table.Format == TableFormat.VirtualUid
            && uint.TryParse(system.ValueOf("virtual_minimum_uid"), CultureInfo.InvariantCulture, out var minimum)
            && minimum != VirtualIdValue.DefaultMinimum
            ? new Users(table, minimum) : null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private bool IsDeliveredByVirtual()
    {
        var name = system.ValueOf("virtual_transport").Split(':')[0];
        var service = system.Configuration.Services.FirstOrDefault(service => service.Name.Text == name && service.Type.Text == "unix");
        return service is null ? name == "virtual" : service.ProcessName == "virtual";
    }

    private sealed class Paths(LintContext table, string folder) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (entry.Value is not [(byte)'/', ..] || !entry.Key.Contains((byte)'@')) return;
            var below = System.Text.Encoding.UTF8.GetBytes(folder + "/");
            table.Report(
                Rules.AbsoluteMailboxPath,
                entry.PlaceInValue(0, entry.Value.Length),
                $"virtual(8) puts virtual_mailbox_base, {Source.DisplayText.Escape(System.Text.Encoding.UTF8.GetBytes(folder), 80)}, before every path, also before one that begins with a slash",
                entry.Value.StartsWith(below) ? "remove virtual_mailbox_base from the path" : "write the path below virtual_mailbox_base, or set virtual_mailbox_base to /");
        }

        public void End()
        {
        }
    }

    private sealed class Users(LintContext table, uint minimum) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (entry.Value.Length is 0 or > 9 || entry.Value.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return;
            var number = uint.Parse(entry.Value, CultureInfo.InvariantCulture);
            var place = entry.PlaceInValue(0, entry.Value.Length);
            if (number < VirtualIdValue.DefaultMinimum)
            {
                // The finding of the value assumes the default.
                if (number >= minimum) table.Findings.Withdraw(Rules.BadMailboxId, table.Path, place);
                return;
            }

            if (number >= minimum) return;
            table.Report(
                Rules.BadMailboxId,
                place,
                $"{number} is less than virtual_minimum_uid of main.cf, {minimum}; virtual(8) logs \"bad uid\" and defers the mail",
                "write the number of a user without privileges, or change virtual_minimum_uid");
        }

        public void End()
        {
        }
    }
}
