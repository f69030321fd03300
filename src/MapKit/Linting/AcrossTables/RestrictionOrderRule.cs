using MapKit.Configuration;
using MapKit.Configuration.References;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Linting.AcrossTables;

/// <summary>Restrictions that are meant to reject, after one that permits first.</summary>
internal sealed class RestrictionOrderRule(MailSystem system) : ICrossTableRule
{
    private const string PermitLogins = "permit_sasl_authenticated";

    private static readonly string[] LoginChecks = ["reject_sender_login_mismatch", "reject_authenticated_sender_login_mismatch", "reject_known_sender_login_mismatch"];

    /// <summary>The checks of the sender or the client, which an OK for a recipient was hardly meant to skip.</summary>
    private static readonly string[] LaterChecks = ["check_sender_access", "check_client_access", "check_helo_access"];

    private readonly Dictionary<string, Results> _tables = new(StringComparer.Ordinal);

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new RestrictionOrderRule(system!), _ => false, NeedsConfiguration: true, new RuleScope { WhenCompiling = false }, Rules.RestrictionOrder);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format != TableFormat.Access) return null;
        var results = new Results();
        _tables[Path.GetFullPath(table.Path)] = results;
        return results;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (!system.ChecksConfiguration) return;
        foreach (var parameter in TableParameter.All.Where(parameter => parameter.Kind == TableListKind.Restrictions))
        {
            foreach (var value in system.ValuesOf(parameter)) Check(value);
        }
    }

    private void Check(ParameterValue value)
    {
        var words = value.Words();
        var permit = -1;
        (string Table, int Index)? recipients = null;
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index].Text.ToLowerInvariant();
            if (word == PermitLogins && permit < 0) permit = index;
            else if (permit >= 0 && LoginChecks.Contains(word)) ReportLogin(value, words[index]);
            else if (word == "check_recipient_access" && index + 1 < words.Count && ResultsOf(words[index + 1].Text) is { Permits: true }) recipients ??= (words[index + 1].Text, index);
            else if (recipients is { } earlier && LaterChecks.Contains(word) && index + 1 < words.Count && ResultsOf(words[index + 1].Text) is { Rejects: true }) ReportRecipient(value, words[index], earlier.Table);
        }
    }

    private void ReportLogin(ParameterValue value, ParameterWord word)
    {
        if (value.PlaceOf(word.Start, word.Text.Length) is not { } place) return;
        system.Report(
            Rules.RestrictionOrder,
            place.Setting,
            place.Place,
            $"{PermitLogins} before it ends the list for every client that has logged in, so that {word.Text} never checks them and each may use any sender address",
            $"write {word.Text} before {PermitLogins}");
    }

    private void ReportRecipient(ParameterValue value, ParameterWord word, string table)
    {
        if (value.PlaceOf(word.Start, word.Text.Length) is not { } place) return;
        system.Report(
            Rules.RestrictionOrder,
            place.Setting,
            place.Place,
            $"an OK in {table} before it ends the list, so that mail to these recipients is accepted from senders and clients that {word.Text} rejects",
            $"write {word.Text} before check_recipient_access {table}, or DUNNO in place of OK there");
    }

    private Results? ResultsOf(string specification) =>
        specification.IndexOf(':', StringComparison.Ordinal) is var colon && specification[(colon + 1)..] is ['/', ..] path
            ? _tables.GetValueOrDefault(Path.GetFullPath(MapKit.Source.ByteText.ToText(path)))
            : null;

    /// <summary>Whether a table permits and rejects.</summary>
    private sealed class Results : IEntryRule
    {
        public bool Permits { get; private set; }

        public bool Rejects { get; private set; }

        public void See(in Entry entry)
        {
            Permits |= System.Text.Ascii.EqualsIgnoreCase(entry.Value, "OK"u8) || System.Text.Ascii.EqualsIgnoreCase(entry.Value, "RELAY"u8);
            Rejects |= entry.Value is [(byte)'4' or (byte)'5', ..] || (entry.Value.Length >= 6 && System.Text.Ascii.EqualsIgnoreCase(entry.Value[..6], "REJECT"u8));
        }

        public void End()
        {
        }
    }
}
