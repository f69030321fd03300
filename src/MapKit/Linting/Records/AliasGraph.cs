using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Addresses;
using MapKit.Tables.Aliases;
using MapKit.Tables.Grammar;

namespace MapKit.Linting.Records;

/// <summary>
/// The graph of the aliases of tables that are looked up in order. An alias that names itself goes to the local
/// user (docs/formats/table-formats.md#aliases). <c>\name</c> does not: postalias stores <c>name</c>.
/// </summary>
internal sealed class AliasGraph(JoinedRecords records, KeyFolding folding)
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly KeyFolder _folder = new(folding);

    /// <summary>All loops.</summary>
    public IEnumerable<NameLoop> Loops()
    {
        var search = new LoopSearch(OthersOf, long.MaxValue);
        foreach (var record in new AliasLinks(this, records, folding).FindLoops())
        {
            // A name that needs quotes may also be stored without them: the same alias.
            var name = LocalPart.Unquote(ByteText.FromBytes(records.Key(record)));
            foreach (var loop in search.From(name)) yield return loop;
        }
    }

    /// <summary>The record of a name, or -1.</summary>
    public int Find(string name)
    {
        var found = records.Find(_folder.Fold(Latin1Text.Bytes(LocalPart.External(name))));
        return found >= 0 ? found : records.Find(_folder.Fold(Latin1Text.Bytes(name)));
    }

    /// <summary>The local names in the value of an alias, folded.</summary>
    public IReadOnlyList<string> NamesIn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny(AliasLinks.OddBytes)) return [.. Fold(ByteText.FromBytes(value)).Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(IsName)];
        var alias = AliasEntry.FromLatin1(ByteText.FromBytes(key), ByteText.FromBytes(value), out _);
        if (alias is null) return [];
        var names = new List<string>();
        foreach (var item in alias.Destinations)
        {
            // A backslash that remains at delivery means the user, even if there is an alias. An empty value, "", is not a name.
            if (item.Address is { Domain: null, LocalPart: not "" } local && !item.Text.StartsWith('\\')) names.Add(Fold(local.LocalPart));
        }

        return names;
    }

    private static bool IsName(string word) => word[0] is not ('/' or '|') && !word.Contains('@', StringComparison.Ordinal);

    private string[] OthersOf(string name) =>
        Find(name) is >= 0 and var record ? [.. NamesIn(records.Key(record), records.Value(record)).Where(other => other != name)] : [];

    private string Fold(string text) => ByteText.FromBytes(_folder.Fold(Latin1Text.Bytes(text)));
}
