using MapKit.Diagnostics;
using MapKit.Linting.Entries;
using MapKit.Linting.Records;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Aliases;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// Local names in aliases that are neither aliases nor users of the host. Told only where main.cf says that local(8) would look
/// nowhere else: all its alias files are known, and nobody takes the mail of unknown users.
/// </summary>
internal sealed class AliasTargetsRule(MailSystem system) : ICrossTableRule
{
    private static readonly string[] OtherWays = ["luser_relay", "mailbox_transport", "mailbox_transport_maps", "fallback_transport", "fallback_transport_maps"];

    private readonly List<(LintContext Context, RecordSet Records)> _tables = [];
    private readonly Dictionary<string, bool> _users = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool MayApply(IReadOnlyList<TableFormat> formats) => formats.Contains(TableFormat.Aliases);

    /// <inheritdoc/>
    public ITableRule? Begin(LintContext table, RecordSet records)
    {
        if (table.Format == TableFormat.Aliases) _tables.Add((table, records));
        return null;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_tables.Count == 0 || system.Accounts is null || !IsOnlyWay()) return;
        var joined = new JoinedRecords([.. _tables.Select(table => table.Records)]);
        var graph = new AliasGraph(joined, _tables[0].Context.Folding);
        var delimiters = system.ValueOf("recipient_delimiter").ToCharArray();
        for (var record = 0; record < joined.Count; record++)
        {
            if (joined.Value(record).Length > TableFormat.LongestExplained) continue;
            foreach (var name in graph.NamesIn(joined.Key(record), joined.Value(record)))
            {
                if (!IsKnown(name, graph, delimiters)) Report(joined, record, name);
            }
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

    private void Report(JoinedRecords joined, int record, string name)
    {
        var context = _tables[joined.TableOf(record)].Context;
        var destinations = AliasEntry.FromLatin1(ByteText.Of(joined.Key(record)), ByteText.Of(joined.Value(record)), out _)?.Destinations ?? [];
        var item = destinations.FirstOrDefault(item => string.Equals(item.Address?.LocalPart, name, StringComparison.OrdinalIgnoreCase));
        context.ReportAt(
            joined.Line(record),
            Rules.UnknownAliasTarget,
            $"{ShownName.Of(name)} is no alias and no user of this host; the mail comes back",
            "correct the name, or make an alias or an account of it",
            item is null ? null : EntryPart.InValue(item.Start, item.Length));
    }
}
