using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Aliases;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Local names in aliases that are neither aliases nor users of the host. Reported only if main.cf makes local(8) search
/// nowhere else: all its alias files are known, and no parameter redirects the mail of unknown users.
/// </summary>
internal sealed class AliasTargetsRule(MailSystem system) : ICrossTableRule
{
    private static readonly string[] OtherWays = ["luser_relay", "mailbox_transport", "mailbox_transport_maps", "fallback_transport", "fallback_transport_maps"];

    private readonly List<(LintContext Context, RecordSet Records)> _tables = [];
    private readonly List<(LintContext Context, string Name, SourcePlace Place)> _elsewhere = [];
    private readonly Dictionary<string, bool> _users = new(StringComparer.Ordinal);

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new AliasTargetsRule(system!),
        formats => formats.Contains(TableFormat.Aliases),
        NeedsConfiguration: true,
        new RuleScope(TableFormat.Aliases),
        Rules.UnknownAliasTarget);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format != TableFormat.Aliases || system.Accounts is null) return null;
        _tables.Add((table, records));
        return new Targets(_elsewhere, table, new StoredAliases(table, records));
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_elsewhere.Count == 0 || !IsOnlyWay()) return;
        var graph = new AliasGraph(new JoinedRecords([.. _tables.Select(table => table.Records)]), _tables[0].Context.Folding);
        var delimiters = system.ValueOf("recipient_delimiter").ToCharArray();
        foreach (var (context, name, place) in _elsewhere)
        {
            if (IsKnown(name, graph, delimiters)) continue;
            context.Report(
                Rules.UnknownAliasTarget,
                place,
                $"{ShownName.Escape(name)} is neither an alias nor a user of this host; Postfix bounces the mail",
                "correct the name, or create an alias or an account");
        }
    }

    private bool IsOnlyWay()
    {
        if (!system.HasOnly(_tables.Select(table => table.Context), "alias_maps")) return false;
        if (OtherWays.Any(parameter => system.ValueOf(parameter).Length > 0)) return false;
        return system.ValueOf("local_transport").Split(':')[0] == "local"
            && system.WordsOf("mydestination").Contains(system.ValueOf("myorigin"), StringComparer.OrdinalIgnoreCase);
    }

    private bool IsKnown(string name, AliasGraph graph, char[] delimiters)
    {
        if (graph.Find(name) >= 0 || IsUser(name)) return true;
        var end = name.IndexOfAny(delimiters);
        return end > 0 && (graph.Find(name[..end]) >= 0 || IsUser(name[..end]));
    }

    private bool IsUser(string name)
    {
        if (!_users.TryGetValue(name, out var isUser))
            _users[name] = isUser = system.Accounts!.FindUser(ByteText.ToText(name)) is not null;
        return isUser;
    }

    /// <summary>Stores the local names that are not aliases in the same table.</summary>
    private sealed class Targets(List<(LintContext Context, string Name, SourcePlace Place)> elsewhere, LintContext table, StoredAliases aliases) : IEntryRule
    {
        public void See(in Entry entry)
        {
            if (entry.Value.Length > TableFormat.LongestExplained || !aliases.AreOf(entry)) return;
            foreach (var name in aliases.Graph.NamesIn(entry.Key, entry.Value))
            {
                if (aliases.Graph.Find(name) < 0) elsewhere.Add((table, name, PartOf(entry, name).PlaceIn(entry)));
            }
        }

        public void End()
        {
        }

        private static EntryPart PartOf(in Entry entry, string name)
        {
            var destinations = AliasEntry.FromLatin1(ByteText.FromBytes(entry.Key), ByteText.FromBytes(entry.Value), out _)?.Destinations ?? [];
            var item = destinations.FirstOrDefault(item => string.Equals(item.Address?.LocalPart, name, StringComparison.OrdinalIgnoreCase));
            return item is null ? EntryPart.Value : EntryPart.InValue(item.Start, item.Length);
        }
    }
}
