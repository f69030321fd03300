using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Senders in several tables of <c>smtpd_sender_login_maps</c>: Postfix uses the logins of the first table only.</summary>
internal sealed class HiddenLoginRule : ICrossTableRule
{
    private const string Parameter = "smtpd_sender_login_maps";

    private readonly MailSystem _system;
    private readonly string[] _order;
    private readonly List<(string Path, LintContext Table, RecordSet Records, Logins Logins)> _tables = [];

    private HiddenLoginRule(MailSystem system)
    {
        _system = system;
        _order =
        [
            .. system.Tables.Tables.SelectMany(table => table.Uses, (table, use) => (table, use))
                .Where(named => named.use.Parameter == Parameter && named.use.Service is null && named.table.HasSource && !named.use.Through.Contains("unionmap"))
                .OrderBy(named => (named.use.Place?.Line, named.use.Place?.Column))
                .Select(named => Path.GetFullPath(named.table.Name)),
        ];
    }

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new HiddenLoginRule(system!), _ => false, NeedsConfiguration: true, new RuleScope { WhenCompiling = false }, Rules.HiddenLogins);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        var path = Path.GetFullPath(table.Path);
        if (_order.Length < 2 || Array.IndexOf(_order, path) < 0) return null;
        var logins = new Logins();
        _tables.Add((path, table, records, logins));
        return logins;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        var inOrder = _tables.OrderBy(table => Array.IndexOf(_order, table.Path)).ToArray();
        for (var index = 1; index < inOrder.Length; index++)
        {
            foreach (var (key, value, place) in inOrder[index].Logins.Found)
            {
                var earlier = Array.Find(inOrder[..index], table => table.Records.TryFind(Latin1Text.Bytes(key), out _));
                if (earlier.Records is null || (earlier.Records.TryFind(Latin1Text.Bytes(key), out var first) && ByteText.FromBytes(first.Span) == value)) continue;
                inOrder[index].Table.Report(
                    Rules.HiddenLogins,
                    place,
                    $"{Latin1Text.Show(key)} is also in {earlier.Table.Path}, which {Parameter} names first: Postfix uses the logins there and never those here",
                    $"join the tables: {Parameter} = unionmap:{{{string.Join(", ", _system.WordsOf(Parameter))}}}");
            }
        }
    }

    private sealed class Logins : IEntryRule
    {
        public List<(string Key, string Value, SourcePlace Place)> Found { get; } = [];

        public void See(in Entry entry) => Found.Add((ByteText.FromBytes(entry.Key).ToLowerInvariant(), ByteText.FromBytes(entry.Value), entry.KeyPlace));

        public void End()
        {
        }
    }
}
