using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
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

    private TableContents(RecordSet? records = null)
    {
        _first = records ?? new RecordSet();

        // The numbers of records are final from here on.
        _first.AsStored(withNul: false);
    }

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
        new MapWalk(map).Run(() => new ReadRecords(raw), read =>
        {
            contents.Add(read.Batch);
            read.Batch.Dispose();
        });
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
        var stored = keys.Stored;
        foreach (var number in KeyOrder.Sort(stored))
        {
            var key = stored.Key(number);
            if (table.TryFind(key, out var value)) contents.Add(key, value.Span);
        }

        return contents;
    }

    /// <summary>The first record of each key.</summary>
    internal StoredRecords Stored => _first.AsStored(withNul: false);

    /// <summary>The values of a key in the order of the table.</summary>
    /// <param name="number">The number of its first record in <see cref="Stored"/>.</param>
    internal byte[][] Values(int number)
    {
        var value = _first.ValueAt(number).ToArray();
        return _further.TryGetValue(number, out var more) ? [value, .. more] : [value];
    }

    /// <summary>Whether a key has only one value here and in another table, and it is the same.</summary>
    internal bool HasSameValue(int number, TableContents other, int otherNumber) =>
        !_further.ContainsKey(number) && !other._further.ContainsKey(otherNumber) && HasSameFirstValue(number, other, otherNumber);

    /// <summary>Whether the first value of a key, the one that Postfix finds, is the same in another table.</summary>
    internal bool HasSameFirstValue(int number, TableContents other, int otherNumber) => _first.ValueAt(number).Span.SequenceEqual(other._first.ValueAt(otherNumber).Span);

    /// <summary>Finds the keys of some records in another table.</summary>
    internal void FindIn(TableContents other, RecordRange range, Span<int> numbers) => _first.FindIn(other._first, range, numbers);

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_first.Add(key, value) >= 0) AddFurther(key, value);
    }

    private void Add(RecordBatch batch) => _first.Add(batch, (record, earlierLine) =>
    {
        if (earlierLine >= 0) AddFurther(batch.Key(record), batch.Value(record));
    });

    private void AddFurther(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var index = _first.IndexOf(key);
        if (!_further.TryGetValue(index, out var more)) _further.Add(index, more = []);
        more.Add(value.ToArray());
    }

    /// <summary>Records of a map as they are compared.</summary>
    private sealed class ReadRecords(bool raw) : IWalkPart
    {
        public RecordBatch Batch { get; private set; } = new();

        public void Begin() => Batch = new RecordBatch();

        public void Add(in MapRecord record)
        {
            if (raw) Batch.Add(record.Key.Span, record.Value.Span, line: 0);
            else if (!AliasMarks.IsYpRecord(record.Key) && !AliasMarks.IsMark(record.Key, record.Value)) Batch.Add(StoredText.WithoutNul(record.Key).Span, StoredText.WithoutNul(record.Value).Span, line: 0);
        }

        public void Complete()
        {
        }
    }
}
