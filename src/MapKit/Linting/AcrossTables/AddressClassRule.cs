using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Linting.Configuration;
using MapKit.Linting.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.AcrossTables;

/// <summary>Domains in two address classes, and virtual aliases whose domain is in none.</summary>
internal sealed class AddressClassRule(MailSystem system) : ICrossTableRule
{
    private const int MostDomainsShown = 3;

    /// <summary>The pairs about which trivial-rewrite(8) warns; the first decides.</summary>
    private static readonly (string First, string Second)[] Pairs =
    [
        (AddressClasses.Local, AddressClasses.Alias), (AddressClasses.Local, AddressClasses.Mailbox), (AddressClasses.Alias, AddressClasses.Mailbox),
        (AddressClasses.Alias, AddressClasses.Relay), (AddressClasses.Mailbox, AddressClasses.Relay),
    ];

    private readonly AddressClasses _classes = new(system);
    private readonly List<Domains> _aliases = [];

    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } = new CrossTableLintRule(
        system => new AddressClassRule(system!),
        _ => false,
        NeedsConfiguration: true,
        new RuleScope { WhenCompiling = false },
        Rules.DomainInTwoClasses, Rules.AliasWithoutClass);

    /// <inheritdoc/>
    public IEntryRule? Begin(LintContext table, RecordSet records)
    {
        _classes.Add(table, records);
        if (table.Format != TableFormat.Virtual || !system.ParametersOf(table).Contains("virtual_alias_maps")) return null;
        var domains = new Domains(table);
        _aliases.Add(domains);
        return domains;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (!system.KnowsMain) return;
        if (system.ChecksConfiguration)
        {
            foreach (var (first, second) in Pairs) CheckPair(first, second);
        }

        if (AddressClasses.Lists.All(_classes.IsComplete))
        {
            foreach (var aliases in _aliases) CheckAliases(aliases);
        }
    }

    private void CheckPair(string first, string second)
    {
        var words = _classes.WordsOf(first).Where(word => IsIn(word.Domain, first, second)).ToArray();
        foreach (var word in words) Report(first, second, word.Domain, word.Place);
        foreach (var word in _classes.WordsOf(second).Where(word => words.All(other => other.Domain != word.Domain) && IsIn(word.Domain, first, second)))
            Report(first, second, word.Domain, word.Place);
        var keys = _classes.KeysOf(second).ToHashSet(StringComparer.Ordinal);
        foreach (var domain in _classes.KeysOf(first).Where(domain => keys.Contains(domain) && IsIn(domain, first, second)).Take(MostDomainsShown))
            Report(first, second, domain, null);
    }

    /// <summary>Whether two lists contain a domain, and no list before them, which would decide.</summary>
    private bool IsIn(string domain, string first, string second) =>
        _classes.Contains(first, domain) && _classes.Contains(second, domain)
        && !AddressClasses.Lists.TakeWhile(list => list != first).Any(list => _classes.Contains(list, domain));

    private void Report(string first, string second, string domain, (MapKit.Configuration.Setting Setting, SourcePlace Place)? place)
    {
        var effect = (first, second) switch
        {
            (AddressClasses.Local, AddressClasses.Mailbox) => "Postfix delivers it with local(8), not to its virtual mailboxes",
            (AddressClasses.Local, _) => "Postfix delivers it with local(8): an address without an alias is a local user",
            (AddressClasses.Alias, AddressClasses.Mailbox) => "every address must be an alias, and its virtual mailboxes are not used",
            (AddressClasses.Alias, _) => "every address must be an alias, and nothing is relayed",
            _ => "Postfix delivers it to virtual mailboxes, and relays nothing",
        };
        var message = $"{Latin1Text.Show(domain)} is in both {first} and {second}: {effect}; it logs a warning for each message";
        var help = $"remove it from {(first == AddressClasses.Local ? $"{first} (or from {second}, if its users are users of this host)" : $"one of {first} and {second}")}";
        if (place is { } found) system.Report(Rules.DomainInTwoClasses, found.Setting, found.Place, message, help);
        else system.Report(Rules.DomainInTwoClasses, system.PlaceOf(first) ?? system.PlaceOf(second), message, help);
    }

    private void CheckAliases(Domains aliases)
    {
        foreach (var (domain, place, count) in aliases.Found)
        {
            if (AddressClasses.Lists.Any(list => _classes.Contains(list, domain))) continue;
            aliases.Table.Report(
                Rules.AliasWithoutClass,
                place,
                $"{Latin1Text.Show(domain)} is in no address class of main.cf: smtpd rejects mail for it from outside with \"Relay access denied\"{MoreEntries.Text(count)}",
                $"add the line \"{ByteText.ToText(domain)} anything\" to this table, or the domain to virtual_alias_domains, virtual_mailbox_domains, relay_domains or mydestination");
        }
    }

    /// <summary>The domains of the addresses of one table, without duplicates.</summary>
    private sealed class Domains(LintContext table) : IEntryRule
    {
        private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

        public LintContext Table => table;

        public List<(string Domain, SourcePlace Place, int Count)> Found { get; } = [];

        public void See(in Entry entry)
        {
            var at = entry.Key.LastIndexOf((byte)'@');
            if (at < 0 || at + 1 == entry.Key.Length || entry.Key[at + 1] == '[') return;
            var domain = ByteText.FromBytes(entry.Key[(at + 1)..]).ToLowerInvariant();
            if (_byName.TryGetValue(domain, out var index))
            {
                Found[index] = Found[index] with { Count = Found[index].Count + 1 };
                return;
            }

            _byName.Add(domain, Found.Count);
            Found.Add((domain, entry.PlaceInKey(at + 1, entry.Key.Length - at - 1), 1));
        }

        public void End()
        {
        }
    }
}
