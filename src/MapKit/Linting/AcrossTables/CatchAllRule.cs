using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Aliases for all addresses of a domain, which also take the mail of its virtual mailboxes: aliases are looked up first.</summary>
internal sealed class CatchAllRule(MailSystem system) : ICrossTableRule
{
    private readonly List<RecordSet> _aliases = [];
    private readonly List<RecordSet> _mailboxes = [];
    private readonly List<(LintContext Table, byte[] Domain, SourcePlace Place)> _found = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new CatchAllRule(system!), _ => false, NeedsConfiguration: true, new RuleScope { WhenCompiling = false }, Rules.CatchAllTakesMailboxes);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        var parameters = system.ParametersOf(table);
        if (parameters.Contains("virtual_mailbox_maps")) _mailboxes.Add(records);
        if (table.Format != TableFormat.Virtual || !parameters.Contains("virtual_alias_maps")) return null;
        _aliases.Add(records);
        return new CatchAlls(table, _found);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var (table, domain, place) in _found)
        {
            if (Taken(domain) is not { Count: > 0 } taken) continue;
            var others = taken.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {taken.Count - 1} more");
            table.Report(
                Rules.CatchAllTakesMailboxes,
                place,
                $"this alias takes all mail for {Latin1Text.Show(ByteText.FromBytes(domain))}, also that of the mailbox {Latin1Text.Show(taken.Example)}{others}: Postfix looks up aliases before mailboxes",
                $"give each mailbox an alias to itself: {ByteText.ToText(taken.Example)} {ByteText.ToText(taken.Example)}");
        }
    }

    /// <summary>The mailboxes of a domain that have no alias.</summary>
    private (string Example, int Count) Taken(ReadOnlySpan<byte> domain)
    {
        var (example, count) = ("", 0);
        foreach (var mailboxes in _mailboxes)
        {
            var stored = mailboxes.AsStored(withNul: false);
            for (var index = 0; index < stored.Count; index++)
            {
                var key = stored.Key(index);
                if (!key.EndsWith(domain) || key.LastIndexOf((byte)'@') is not (> 0 and var at) || key.Length - at - 1 != domain.Length || HasAlias(key)) continue;
                if (count++ == 0) example = ByteText.FromBytes(key);
            }
        }

        return (example, count);
    }

    private bool HasAlias(ReadOnlySpan<byte> address)
    {
        foreach (var aliases in _aliases)
        {
            if (aliases.TryFind(address, out _)) return true;
        }

        return false;
    }

    private sealed class CatchAlls(LintContext table, List<(LintContext, byte[], SourcePlace)> found) : IEntryRule
    {
        public void See(in Entry entry)
        {
            // An alias of a domain to itself changes nothing.
            if (entry.Key is [(byte)'@', _, ..] && !entry.Value.SequenceEqual(entry.Key))
                found.Add((table, Latin1Text.Bytes(ByteText.FromBytes(entry.Key[1..]).ToLowerInvariant()), entry.KeyPlace));
        }

        public void End()
        {
        }
    }
}
