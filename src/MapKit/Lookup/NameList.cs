using System.Buffers;
using MapKit.Lookup.Probes;
using MapKit.Platform;
using MapKit.Source;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Lookup;

/// <summary>
/// A list of names in main.cf, such as <c>mydestination</c>: names, <c>/file</c> with more of them, <c>type:table</c>, each perhaps after
/// <c>!</c>; the first entry that matches decides (<c>match_list</c>, docs/formats/configuration.md#match-lists).
/// </summary>
internal sealed class NameList : IDisposable
{
    private const int DeepestNesting = 100;

    /// <summary>A file is read again each time it is named, so that a few files that name others twice become millions of reads.</summary>
    private const int MostFiles = 1000;

    private static readonly SearchValues<char> NetworkCharacters = SearchValues.Create("0123456789.abcdefABCDEF:[]/");

    private readonly NameMatching _matching;
    private readonly Func<string, LookupTable> _open;
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private int _filesRead;

    /// <summary>Reads a list. Tables are opened at their first query.</summary>
    /// <param name="value">The list, one character per byte.</param>
    /// <param name="matching">Which names an entry matches.</param>
    /// <param name="open">Opens a table.</param>
    /// <remarks>A file that it names and that cannot be read is an entry that cannot answer.</remarks>
    public NameList(string value, NameMatching matching, Func<string, LookupTable> open)
    {
        _matching = matching;
        _open = open;
        Read(Latin1Text.Bytes(value), isNegated: false, depth: 0);
    }

    /// <summary>Adds the names of a file; one that cannot be read becomes an entry that cannot answer.</summary>
    private void TryReadFile(string path, bool isNegated, int depth)
    {
        try
        {
            ReadFile(path, isNegated, depth);
        }
        catch (IOException exception)
        {
            _entries.Add(new Entry("", isNegated, IsTable: false) { Failure = exception.Message });
        }
        catch (UnauthorizedAccessException exception)
        {
            _entries.Add(new Entry("", isNegated, IsTable: false) { Failure = exception.Message });
        }
    }

    /// <summary>Whether it is empty.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The names of the list and the keys of its tables, without those after <c>!</c>.</summary>
    /// <param name="unlisted">Takes the tables that cannot be listed.</param>
    public IEnumerable<string> Names(Action<string> unlisted)
    {
        foreach (var entry in _entries.Where(entry => !entry.IsNegated && entry.Text.Length > 0))
        {
            if (!entry.IsTable)
            {
                yield return entry.Text;
                continue;
            }

            foreach (var name in KeysOf(entry, unlisted)) yield return name;
        }
    }

    private IEnumerable<string> KeysOf(Entry entry, Action<string> unlisted)
    {
        IEnumerator<Maps.MapRecord> records;
        try
        {
            records = (entry.Table ??= _open(ByteText.ToText(entry.Text))).Records.GetEnumerator();
        }
        catch (LookupException)
        {
            unlisted(ByteText.ToText(entry.Text));
            yield break;
        }

        using (records)
        {
            while (TryNext(records)) yield return ByteText.FromBytes(records.Current.Key.Span);
        }

        bool TryNext(IEnumerator<Maps.MapRecord> rest)
        {
            try
            {
                return rest.MoveNext();
            }
            catch (Exception exception) when (exception is LookupException or Maps.MapFormatException)
            {
                unlisted(ByteText.ToText(entry.Text));
                return false;
            }
        }
    }

    /// <summary>Whether the list contains a name.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <exception cref="LookupException">A table cannot be queried.</exception>
    public bool Contains(string name)
    {
        var folded = FoldedText.Fold(name);
        foreach (var entry in _entries)
        {
            if (entry.Failure is { } failure) throw new LookupException(failure);
            if (entry.IsTable ? IsInTable(entry, folded) : Matches(entry.Text, folded)) return !entry.IsNegated;
        }

        return false;
    }

    /// <summary>Whether the list contains a host, by its name or its address (<c>namadr_list</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="address">The address; text that is none matches no address.</param>
    /// <exception cref="LookupException">A table cannot be queried, or an entry is not a network.</exception>
    public bool ContainsHost(string name, string address)
    {
        var folded = FoldedText.Fold(name);
        var hasAddress = NetworkAddress.TryParse(Latin1Text.Bytes(address), out var parsed);
        foreach (var entry in _entries)
        {
            if (entry.Failure is { } failure) throw new LookupException(failure);
            var matches = entry.IsTable
                ? IsInTable(entry, folded) || (hasAddress && entry.Table!.TryFind(Latin1Text.Bytes(address), out _))
                : Matches(entry.Text, folded) || (hasAddress && MatchesAddress(entry.Text, address, parsed));
            if (matches) return !entry.IsNegated;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _entries) entry.Table?.Dispose();
    }

    private void Read(ReadOnlySpan<byte> list, bool isNegated, int depth)
    {
        if (depth > DeepestNesting) throw new IOException("files of lists are nested too deep");
        while (BracedText.TryTakeWord(ref list, out var word))
        {
            var name = word.TrimStart((byte)'!');
            var isItemNegated = isNegated ^ ((word.Length - name.Length) % 2 == 1);
            var text = ByteText.FromBytes(name);
            if (text.StartsWith('/')) TryReadFile(ByteText.ToText(text), isItemNegated, depth);
            else if (text.Contains(':', StringComparison.Ordinal) && text[0] != '[') _entries.Add(new Entry(text, isItemNegated, IsTable: true));
            else if (text.Length > 0) _entries.Add(new Entry(FoldedText.Fold(text), isItemNegated, IsTable: false));
        }
    }

    private void ReadFile(string path, bool isNegated, int depth)
    {
        if (!_files.Add(path)) throw new IOException($"{path}: the file of names names itself");
        if (++_filesRead > MostFiles) throw new IOException($"{path}: the list names more than {MostFiles} files");
        using var stream = Open(path);
        using var lines = new LogicalLineReader(stream);
        while (lines.Read(out var line)) Read(UpToNul(line.Text), isNegated, depth + 1);
        _files.Remove(path);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(UnlockedFile.OpenNamed(path), FileAccess.Read, bufferSize: 0);
        }
        catch (FileNotFoundException exception)
        {
            throw new IOException($"{path}: no such file", exception);
        }
    }

    /// <summary>The part of a line that Postfix reads.</summary>
    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> line) => line.IndexOf((byte)0) is >= 0 and var end ? line[..end] : line;

    private bool IsInTable(Entry entry, string folded)
    {
        var table = entry.Table ??= _open(ByteText.ToText(entry.Text));
        var isWhole = true;
        foreach (var name in HostProbes.NamesFrom(folded, _matching == NameMatching.WithSubdomains))
        {
            if ((isWhole || table.HasFixedKeys) && table.TryFind(Latin1Text.Bytes(name), out _)) return true;
            if (_matching == NameMatching.Exact) return false;
            isWhole = false;
        }

        return false;
    }

    private bool Matches(string entry, string name) => _matching switch
    {
        _ when entry == name => true,
        NameMatching.WithSubdomains => name.Length > entry.Length && name[^(entry.Length + 1)] == '.' && name.EndsWith(entry, StringComparison.Ordinal),
        NameMatching.WithDotForSubdomains => entry[0] == '.' && name.Length > entry.Length && name.EndsWith(entry, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>As <c>match_hostaddr</c>: the same text, or a network that contains the address; other text is ignored.</summary>
    private static bool MatchesAddress(string entry, string address, NetworkAddress parsed)
    {
        if (entry == address || entry == $"[{address}]") return true;
        var isNetwork = entry.Contains(':', StringComparison.Ordinal) == parsed.IsIpv6 && entry.AsSpan().ContainsAny(":/") && !entry.AsSpan().ContainsAnyExcept(NetworkCharacters);
        if (!isNetwork) return false;
        if (!Network.TryParse(Latin1Text.Bytes(entry), out var network, out var problem)) throw new LookupException(problem.Reason);
        return network.Contains(new Network(parsed, UInt128.MaxValue));
    }

    private sealed record Entry(string Text, bool IsNegated, bool IsTable)
    {
        public LookupTable? Table { get; set; }

        /// <summary>Why it cannot answer; null if it can.</summary>
        public string? Failure { get; init; }
    }
}

/// <summary>Which names an entry of a list matches.</summary>
internal enum NameMatching
{
    /// <summary>Only itself (<c>mydestination</c>, <c>virtual_mailbox_domains</c>).</summary>
    Exact,

    /// <summary>Itself and its subdomains (a list that <c>parent_domain_matches_subdomains</c> names).</summary>
    WithSubdomains,

    /// <summary>Itself; if it begins with a dot, the subdomains.</summary>
    WithDotForSubdomains,
}
