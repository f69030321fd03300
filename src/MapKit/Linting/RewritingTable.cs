using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;

namespace MapKit.Linting;

/// <summary>
/// A canonical or virtual table as far as its own text says how addresses go on from entry to entry (postfix-tables 5.1). Where
/// that depends on main.cf (which domains are local, the delimiter of extensions) no entry is found, so that nothing is claimed.
/// </summary>
internal sealed class RewritingTable(KeyFolding folding)
{
    private readonly KeyFolder _folder = new(folding);
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _localParts = new(StringComparer.Ordinal);
    private readonly List<(string Start, string[] Results, SourcePlace Place)> _entries = [];

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The address that an entry is about; for <c>@domain</c> one that no other key matches.</summary>
    public string StartOf(int entry) => _entries[entry].Start;

    /// <summary>Where the results of an entry stand.</summary>
    public SourcePlace PlaceOf(int entry) => _entries[entry].Place;

    /// <summary>Adds an entry; of several with one key the first counts. One that matches no address that is known from it is left out.</summary>
    public void Add(AddressPattern pattern, IEnumerable<AddressReplacement> results, SourcePlace place)
    {
        if (pattern.Kind is not (AddressPatternKind.Address or AddressPatternKind.Domain or AddressPatternKind.LocalUser)) return;
        var key = Fold(pattern.Domain is null ? pattern.LocalPart! : $"{pattern.LocalPart}@{pattern.Domain}");
        if (!_keys.TryAdd(key, _entries.Count)) return;
        if (pattern.Kind == AddressPatternKind.Address) _localParts.Add(Fold(pattern.LocalPart!));
        _entries.Add((pattern.Kind == AddressPatternKind.Domain ? ShownName.AnyLocalPart + key : key, [.. results.Select(TextOf).Where(text => text.Length > 0)], place));
    }

    /// <summary>The entry that Postfix finds for an address, or -1.</summary>
    public int Find(string address)
    {
        var at = address.LastIndexOf('@');
        if (_keys.TryGetValue(address, out var entry)) return at >= 0 || !_localParts.Contains(address) ? entry : -1;
        if (at < 0 || _keys.ContainsKey(address[..at])) return -1;
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0 && plus < at && _keys.ContainsKey(address[..plus] + address[at..])) return -1;
        return _keys.GetValueOrDefault(address[at..], -1);
    }

    /// <summary>What an address becomes; nothing where the table does not say.</summary>
    public IReadOnlyList<string> ResultsOf(string address)
    {
        var entry = Find(address);
        if (entry < 0) return [];
        var results = _entries[entry].Results;
        if (!Array.Exists(results, result => result.StartsWith('@'))) return results;
        var at = address.LastIndexOf('@');
        var localPart = at < 0 ? address : address[..at];
        return Array.ConvertAll(results, result => result.StartsWith('@') ? localPart + result : result);
    }

    private string TextOf(AddressReplacement result) => Fold(result.Address is { } address
        ? (address.Domain is null ? address.LocalPart : $"{address.LocalPart}@{address.Domain}")
        : $"@{result.Domain}");

    private string Fold(string text) => ByteText.Of(_folder.Fold(Latin1Text.Bytes(text)));
}
