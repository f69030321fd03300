using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;

namespace MapKit.Operations.Diff;

/// <summary>
/// All records of a table, of a source or a map of any type, prepared for a comparison: as text, without the NULs that
/// depend on the map type and without the marks of alias maps, or exactly as stored.
/// </summary>
public sealed class TableContents
{
    private readonly RecordSet _first;

    // By the number of the first record of the key. Few keys of few maps have more than one value.
    private readonly Dictionary<int, List<byte[]>> _further = [];

    private TableContents(RecordSet? records = null) => _first = records ?? new RecordSet();

    /// <summary>Number of keys.</summary>
    public int KeyCount => _first.Count;

    /// <summary>Reads a map.</summary>
    /// <param name="map">The open map.</param>
    /// <param name="raw">Keys and values exactly as stored, and every record.</param>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public static TableContents OfMap(IMapReader map, bool raw)
    {
        ArgumentNullException.ThrowIfNull(map);
        var contents = new TableContents();
        foreach (var (key, value) in map.Records)
        {
            if (raw) contents.Add(key.Span, value.Span);
            else if (!AliasMarks.IsYpRecord(key) && !AliasMarks.IsMark(key, value)) contents.Add(StoredText.WithoutNul(key).Span, StoredText.WithoutNul(value).Span);
        }

        return contents;
    }

    /// <summary>Reads a source, with the same folding and duplicate policy as compile.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="name">Its name, for findings.</param>
    /// <param name="options">How it is compiled.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <param name="rawAs">The map type in which the records are stored, NULs and marks included; null to compare text.</param>
    public static TableContents OfSource(Stream source, string name, CompileOptions options, IDiagnosticSink diagnostics, MapType? rawAs)
    {
        ArgumentNullException.ThrowIfNull(options);
        var format = options.Format ?? TableFormat.ForFileName(name);
        var wording = new DuplicateKeyWording(name, format.IsSecret, options.Duplicates, options.DuplicatesAreErrors);
        var loader = new TableLoader(name, format, options with { Types = rawAs is { } known ? [known] : [] }, diagnostics)
        {
            OnRepeatedKey = repeated => diagnostics.Report(wording.Word(repeated)),
        };
        var records = loader.Load(source);

        // Not copied where they are what is compared: the table may be as large as memory allows.
        if (rawAs is null && format.Syntax != SourceSyntax.Aliases && options.Duplicates != DuplicatePolicy.KeepAll) return new TableContents(records);
        var stored = records.AsStored(rawAs is { } type && MapEngines.For(type).WithNul(options.Nul));
        var contents = new TableContents();
        for (var i = 0; i < stored.Count; i++)
        {
            if (rawAs is null && format.Syntax == SourceSyntax.Aliases && stored.Key(i).SequenceEqual(AliasMarks.Mark) && stored.Value(i).SequenceEqual(AliasMarks.Mark)) continue;
            contents.Add(stored.Key(i), stored.Value(i));
        }

        return contents;
    }

    /// <summary>Takes the entries of a table on a server.</summary>
    /// <param name="records">The entries, without NULs.</param>
    internal static TableContents OfRecords(IEnumerable<MapRecord> records)
    {
        var contents = new TableContents();
        foreach (var (key, value) in records) contents.Add(key.Span, value.Span);
        return contents;
    }

    /// <summary>Looks up the keys of another table in one that can only be queried. Keys that it does not find are not part of the result.</summary>
    /// <param name="table">The table that is queried.</param>
    /// <param name="keys">The other table.</param>
    /// <exception cref="Lookup.LookupException">A query fails.</exception>
    internal static TableContents OfLookups(Lookup.LookupTable table, TableContents keys)
    {
        var contents = new TableContents();
        foreach (var (key, _) in keys.Sorted())
        {
            if (table.TryFind(key, out var value)) contents.Add(key, value.Span);
        }

        return contents;
    }

    /// <summary>All keys in order, each with its values in the order of the table.</summary>
    internal IEnumerable<(byte[] Key, IReadOnlyList<byte[]> Values)> Sorted()
    {
        var stored = _first.AsStored(withNul: false);
        foreach (var index in KeyOrder.Sort(stored))
        {
            var value = stored.Value(index).ToArray();
            yield return (stored.Key(index).ToArray(), _further.TryGetValue(index, out var more) ? [value, .. more] : [value]);
        }
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_first.Add(key, value) < 0) return;
        var index = _first.IndexOf(key);
        if (!_further.TryGetValue(index, out var more)) _further.Add(index, more = []);
        more.Add(value.ToArray());
    }
}
