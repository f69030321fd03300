using MapKit.Configuration;
using MapKit.Linting.Configuration;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Lists;

namespace MapKit.Linting.AcrossTables;

/// <summary>
/// The domains of Postfix's address classes, as far as main.cf, <c>/file</c> lists and the linted tables name them
/// (docs/formats/lookups.md).
/// </summary>
/// <param name="system">The configuration.</param>
internal sealed class AddressClasses(MailSystem system)
{
    /// <summary>The domains of local(8).</summary>
    public const string Local = "mydestination";

    /// <summary>The domains of which every address is an alias.</summary>
    public const string Alias = "virtual_alias_domains";

    /// <summary>The domains of virtual mailboxes.</summary>
    public const string Mailbox = "virtual_mailbox_domains";

    /// <summary>The domains that are relayed to another host.</summary>
    public const string Relay = "relay_domains";

    /// <summary>The lists, in the order in which Postfix decides.</summary>
    public static readonly IReadOnlyList<string> Lists = [Local, Alias, Mailbox, Relay];

    private readonly Dictionary<string, List<ListedDomain>> _words = [];
    private readonly Dictionary<string, bool> _isPlain = [];
    private readonly Dictionary<string, List<(string Path, RecordSet Records)>> _tables = [];

    /// <summary>Adds a linted table, if a list names it.</summary>
    public void Add(LintContext table, RecordSet records)
    {
        foreach (var list in system.ParametersOf(table).Intersect(Lists))
        {
            if (!_tables.TryGetValue(list, out var tables)) _tables.Add(list, tables = []);
            tables.Add((Path.GetFullPath(table.Path), records));
        }
    }

    /// <summary>The domains that a list names directly or in a <c>/file</c>.</summary>
    public IReadOnlyList<ListedDomain> WordsOf(string list)
    {
        if (_words.TryGetValue(list, out var known)) return known;
        var words = new List<ListedDomain>();
        _words.Add(list, words);
        _isPlain[list] = true;
        if (system.ValueOrNull(list, null) is not { } value) return words;
        foreach (var word in value.Words()) Read(list, word.Text, () => value.PlaceInList(word), words);
        return words;
    }

    /// <summary>Whether the linted tables and the words are the whole list, without patterns and negations.</summary>
    public bool IsComplete(string list)
    {
        WordsOf(list);
        var linted = (_tables.GetValueOrDefault(list) ?? []).Select(table => table.Path).ToHashSet(StringComparer.Ordinal);
        return _isPlain[list] && system.Tables.Tables
            .Where(table => table.Uses.Any(use => use.Parameter == list))
            .All(table => table.HasSource && linted.Contains(Path.GetFullPath(table.Name)));
    }

    /// <summary>Whether a list contains a domain, in lower case. <c>relay_domains</c> may also match subdomains.</summary>
    public bool Contains(string list, string domain)
    {
        if (WordsOf(list).Any(word => word.Domain == domain) || IsKey(list, domain)) return true;
        if (list != Relay) return false;
        var matchesParents = system.ParentsMatch(Relay);
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            var parent = matchesParents ? domain[(dot + 1)..] : domain[dot..];
            if (WordsOf(list).Any(word => word.Domain == parent) || IsKey(list, parent)) return true;
        }

        return false;
    }

    /// <summary>The domains that are keys of a list's tables.</summary>
    public IEnumerable<string> KeysOf(string list)
    {
        foreach (var (_, records) in _tables.GetValueOrDefault(list) ?? [])
        {
            var stored = records.AsStored(withNul: false);
            for (var index = 0; index < stored.Count; index++)
            {
                var key = ByteText.FromBytes(stored.Key(index));
                if (!key.Contains('@', StringComparison.Ordinal)) yield return key;
            }
        }
    }

    private bool IsKey(string list, string domain) => (_tables.GetValueOrDefault(list) ?? []).Exists(table => table.Records.TryFind(Latin1Text.Bytes(domain), out _));

    private void Read(string list, string word, Func<(Setting, SourcePlace)?> placeOf, List<ListedDomain> words)
    {
        if (word[0] == '/') ReadFile(list, word, placeOf, words);
        else if (word[0] is '!' or '{' or '#') _isPlain[list] = false;
        else if (word[0] == '[' || !word.Contains(':', StringComparison.Ordinal)) words.Add(new ListedDomain(word.ToLowerInvariant(), placeOf()));
    }

    private void ReadFile(string list, string path, Func<(Setting, SourcePlace)?> placeOf, List<ListedDomain> words)
    {
        if (!FilePresence.IsRegularFile(ByteText.ToText(path)))
        {
            // A missing file is reported where the list names it.
            _isPlain[list] = false;
            return;
        }

        try
        {
            using var stream = new FileStream(UnlockedFile.OpenNamed(ByteText.ToText(path)), FileAccess.Read, bufferSize: 0);
            using var lines = new LogicalLineReader(stream);
            while (lines.Read(out var line))
            {
                foreach (var word in MatchListWords.Read(Latin1Text.Bytes(SettingText.UpToNul(line.Text))))
                {
                    // A file in a file is rare, and may name itself.
                    if (word.Text[0] == '/') _isPlain[list] = false;
                    else Read(list, word.Text, placeOf, words);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is reported where the list names it.
            _isPlain[list] = false;
        }
    }
}

/// <summary>A domain that a list names.</summary>
/// <param name="Domain">The domain in lower case, one character per byte.</param>
/// <param name="Place">The setting and the place that names it; null for a default.</param>
internal sealed record ListedDomain(string Domain, (Setting Setting, SourcePlace Place)? Place);
