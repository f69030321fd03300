using System.Buffers;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Tables.Addresses;
using MapKit.Tables.Canonical;
using MapKit.Tables.Generic;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;
using MapKit.Tables.Virtual;

namespace MapKit.Linting.Records;

/// <summary>
/// A generic, canonical or virtual table, as far as its text determines how an address leads from entry to entry
/// (docs/formats/lookups.md#address-lookups). If this depends on main.cf (which domains are local, the delimiter of extensions)
/// no entry is found, so that no wrong finding is reported. Names are addresses without quotes, folded.
/// </summary>
internal sealed class RewritingTable(JoinedRecords records, TableFormat format, KeyFolding folding)
{
    /// <summary>The bytes of a value that only the grammar can parse.</summary>
    public static readonly SearchValues<byte> Odd = SearchValues.Create("\"\\()<>;:[]"u8);

    private readonly KeyFolder _folder = new(folding);
    private HashSet<string>? _ambiguousUsers;

    /// <summary>Number of entries.</summary>
    public int Count => records.Count;

    /// <summary>The line of an entry.</summary>
    public int LineOf(int entry) => records.Line(entry);

    /// <summary>The address of an entry; for <c>@domain</c> one that no other key matches; null if it matches none.</summary>
    public string? StartOf(int entry)
    {
        var name = NameOf(records.Key(entry));
        return name is ['@', ..] ? ShownName.AnyLocalPart + name : name;
    }

    /// <summary>The entry whose key is a name, or -1.</summary>
    public int FindExactly(string name)
    {
        var entry = records.Find(_folder.Fold(KeyOf(name)));
        return entry >= 0 && NameOf(records.Key(entry)) == name ? entry : -1;
    }

    /// <summary>The entry that Postfix finds for an address, or -1.</summary>
    public int Find(string address)
    {
        var at = address.LastIndexOf('@');
        if (FindExactly(address) is >= 0 and var entry) return at >= 0 || !IsAmbiguousUser(address) ? entry : -1;
        if (at < 0 || FindExactly(address[..at]) >= 0) return -1;
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0 && plus < at && FindExactly(address[..plus] + address[at..]) >= 0) return -1;
        return FindExactly(address[at..]);
    }

    /// <summary>The results of an address; empty if the table does not determine them.</summary>
    public IReadOnlyList<string> ResultsOf(string address)
    {
        var entry = Find(address);
        if (entry < 0) return [];
        var results = ResultsOf(entry);
        if (!results.Any(result => result.StartsWith('@'))) return results;
        var at = address.LastIndexOf('@');
        var localPart = at < 0 ? address : address[..at];
        return [.. results.Select(result => result.StartsWith('@') ? localPart + result : result)];
    }

    /// <summary>The results of an entry as written.</summary>
    public IReadOnlyList<string> ResultsOf(int entry) => ResultsIn(records.Key(entry), records.Value(entry));

    /// <summary>The results in the value of an entry.</summary>
    /// <param name="key">The key of the entry.</param>
    /// <param name="value">The value.</param>
    public IReadOnlyList<string> ResultsIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (CommonAddress.Matches(value)) return [Fold(ByteText.FromBytes(value))];
        var (keyText, valueText) = (ByteText.FromBytes(key), ByteText.FromBytes(value));
        IEnumerable<AddressReplacement> results =
            format == TableFormat.Virtual ? VirtualEntry.FromLatin1(keyText, valueText, out _)?.Destinations ?? []
            : format == TableFormat.Generic ? OneOf(GenericEntry.FromLatin1(keyText, valueText, out _)?.Result)
            : OneOf(CanonicalEntry.FromLatin1(keyText, valueText, out _)?.Result);
        return [.. results.Select(TextOf).Where(text => text.Length > 0)];
    }

    /// <summary>The key of a name: its local part in quotes if needed.</summary>
    public static byte[] KeyOf(string name)
    {
        var at = name.LastIndexOf('@');
        return Latin1Text.Bytes(at < 0 ? LocalPart.External(name) : at == 0 ? name : LocalPart.External(name[..at]) + name[at..]);
    }

    private static IEnumerable<AddressReplacement> OneOf(AddressReplacement? result) => result is null ? [] : [result];

    /// <summary>The name of a key; null if it is not an address, user or <c>@domain</c>.</summary>
    private string? NameOf(ReadOnlySpan<byte> key)
    {
        var text = ByteText.FromBytes(key);
        if (CommonAddress.Matches(key) && key.Contains((byte)'@')) return text;
        var forms = format == TableFormat.Virtual ? VirtualEntry.KeyForms : format == TableFormat.Generic ? GenericEntry.KeyForms : CanonicalEntry.KeyForms;
        var pattern = AddressKey.Parse(text, forms).Value;
        if (pattern is not { Kind: AddressPatternKind.Address or AddressPatternKind.Domain or AddressPatternKind.LocalUser }) return null;
        return pattern.Domain is null ? pattern.LocalPart : $"{pattern.LocalPart}@{pattern.Domain}";
    }

    private string TextOf(AddressReplacement result) => Fold(result.Address is { } address
        ? (address.Domain is null ? address.LocalPart : $"{address.LocalPart}@{address.Domain}")
        : $"@{result.Domain}");

    /// <summary>Whether another key is the user with a domain, which is found first if the domain is local.</summary>
    private bool IsAmbiguousUser(string user)
    {
        if (_ambiguousUsers is null)
        {
            _ambiguousUsers = new HashSet<string>(StringComparer.Ordinal);
            for (var entry = 0; entry < records.Count; entry++)
            {
                var key = records.Key(entry);
                if (key.LastIndexOf((byte)'@') is > 0 and var at && records.Find(key[..at]) >= 0) _ambiguousUsers.Add(LocalPart.Unquote(ByteText.FromBytes(key[..at])));
            }
        }

        return _ambiguousUsers.Contains(user);
    }

    private string Fold(string text) => ByteText.FromBytes(_folder.Fold(Latin1Text.Bytes(text)));
}
