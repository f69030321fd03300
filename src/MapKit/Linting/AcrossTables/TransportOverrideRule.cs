using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Transport entries for virtual mailbox domains that replace <c>virtual_transport</c>, such as Dovecot, with virtual(8).</summary>
internal sealed class TransportOverrideRule(MailSystem system) : ICrossTableRule
{
    private const string Parameter = "virtual_transport";
    private const string Agent = "virtual";

    private readonly AddressClasses _classes = new(system);
    private readonly List<(LintContext Table, string Domain, SourcePlace Place)> _found = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new TransportOverrideRule(system!), _ => false, NeedsConfiguration: true, new RuleScope { WhenCompiling = false }, Rules.OverriddenTransport);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        _classes.Add(table, records);
        return table.Format == TableFormat.Transport && Transport() is not ("" or Agent) ? new Entries(table, _found) : null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var (table, domain, place) in _found.Where(entry => _classes.Contains(AddressClasses.Mailbox, entry.Domain)))
        {
            table.Report(
                Rules.OverriddenTransport,
                place,
                $"{Latin1Text.Show(domain)} is a domain of {AddressClasses.Mailbox}; this entry replaces {Parameter} = {system.ValueOf(Parameter)} with virtual(8), which never hands mail to it",
                $"remove the entry, or write \":\" to keep the transport of {Parameter}");
        }
    }

    private string Transport() => system.ValueOf(Parameter).Split(':')[0];

    private sealed class Entries(LintContext table, List<(LintContext, string, SourcePlace)> found) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (entry.Value.SequenceEqual("virtual"u8) || entry.Value.StartsWith("virtual:"u8))
                found.Add((table, ByteText.FromBytes(entry.Key).ToLowerInvariant(), entry.ValuePlace));
        }

        public void End()
        {
        }
    }
}
