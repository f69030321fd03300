using System.Text;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary><c>inline:{key=value, {key = text with spaces}}</c>: a table in its name. Of duplicate keys the last is used.</summary>
internal static class InlineTable
{
    private const string Type = "inline";

    /// <summary>Opens a table.</summary>
    /// <exception cref="LookupException">The name is not a valid table.</exception>
    public static LookupTable Open(string name, LookupOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (!BracedText.TryUnwrap(bytes, out var rest) || rest.IsEmpty) throw Refusal("bad syntax", name, "value");

        var folder = new KeyFolder(options.FoldingOfLoadedKeys);
        var records = new RecordSet(DuplicatePolicy.Last);
        while (BracedText.TryTakeWord(ref rest, out var word))
        {
            if (Add(word, records, folder, options) is { } error) throw Refusal(error, name, ValueName(options));
        }

        return records.Count > 0 ? new InternalTable(Type, name, records, options) : throw Refusal("empty table", name, ValueName(options));
    }

    private static string? Add(ReadOnlySpan<byte> pair, RecordSet records, KeyFolder folder, LookupOptions options)
    {
        if (pair[0] == '{' && BracedText.Unwrap(pair, out pair) is { } unbalanced) return unbalanced;
        if (BracedText.SplitPair(pair, out var key, out var value) is { } malformed) return malformed;
        if (options.ValuesAreFiles)
        {
            if (!FileValues.TryEncode(value, out var encoded, out var unreadable)) return unreadable;
            value = encoded;
        }

        records.Add(folder.Fold(key), value);
        return null;
    }

    private static string ValueName(LookupOptions options) => options.ValuesAreFiles ? "filename" : "value";

    private static LookupException Refusal(string error, string name, string value) =>
        new($"{error}: \"{Type}:{ByteText.FromText(name)}\"; need \"{Type}:{{name={value}...}}\"");
}
