using MapKit.Concurrency;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Records.Spilling;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Loading;

/// <summary>Turns the bytes of a source into records: lines, entries, checked values, folded keys, duplicates.</summary>
internal sealed class TableLoader : IDisposable
{
    // Later lines may be shorter than the first ones.
    private const double SpareRoom = 1.1;

    private readonly LoadOptions _options;
    private readonly TableFormat _format;
    private readonly IDiagnosticSink _diagnostics;
    private readonly string _path;
    private readonly RunSpace? _disk;
    private RecordSet _records;
    private RecordSpill? _spill;
    private readonly KeyLimit[] _limits;
    private long _read;
    private long _putOnDisk;

    /// <summary>Creates a loader for one source.</summary>
    public TableLoader(string path, TableFormat format, LoadOptions options, IDiagnosticSink diagnostics)
    {
        _path = path;
        _format = format;
        _options = options;
        _diagnostics = diagnostics;
        _records = new RecordSet(options.Duplicates);
        _disk = options.CreateScratchFile is { } create && format.Syntax == SourceSyntax.Postmap && !options.Duplicates.KeepsAll()
            ? new RunSpace(create, options.MemoryLimit ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3)
            : null;
        _limits = [.. options.Types.Select(type => KeyLimit.Create(MapEngines.For(type), options.Nul)).OfType<KeyLimit>()];
    }

    /// <summary>Called for each line with the key of an earlier line, in source order, between the findings.</summary>
    public Action<RepeatedKey>? OnRepeatedKey { get; init; }

    /// <summary>Whether to find <see cref="LastFoldedLine"/>.</summary>
    public bool NotesFoldedKeys { get; init; }

    /// <summary>The last line with a key that folding may change; 0 if there is none.</summary>
    public int LastFoldedLine { get; private set; }

    /// <summary>Whether one of the keys exceeds the limit of a type.</summary>
    public bool FoundKeyWithoutRoom { get; private set; }

    /// <summary>Whether there was a duplicate key.</summary>
    public bool FoundDuplicates { get; private set; }

    /// <summary>Number of records that have been loaded.</summary>
    public int Count => _spill?.Keys ?? _records.Count;

    /// <summary>Whether the records are on disk because they did not fit in memory.</summary>
    public bool IsOnDisk => _spill is not null;

    /// <summary>The records as a map stores them.</summary>
    /// <param name="withNul">Whether keys and values end in a NUL.</param>
    public MapRecords AsStored(bool withNul) => _spill is { } spill ? spill.AsStored(withNul) : new MemoryRecords(_records.AsStored(withNul));

    /// <summary>Reads the whole source: all processors parse blocks, whose keys are then compared with earlier ones in order.</summary>
    /// <returns>The records; empty if they are on disk (<see cref="IsOnDisk"/>).</returns>
    public RecordSet Load(Stream source)
    {
        var length = source.CanSeek ? source.Length - source.Position : 0;
        var parser = new BlockParser(_path, _format, _options, NotesFoldedKeys);
        OrderedWork.Run(SourceBlockReader.Read(source, _path), parser.Parse, block => Add(block, length));
        _options.OnSourceRead?.Invoke(_read);
        if (_spill is not null) FinishOnDisk(_spill);
        if (_format.Syntax == SourceSyntax.Aliases) AddMarks();
        return _records;
    }

    /// <summary>Releases the disk space.</summary>
    public void Dispose() => _spill?.Dispose();

    private void Add(ParsedBlock block, long sourceLength)
    {
        if (_records.Count == 0 && block.Records.Count > 0 && sourceLength - _read > block.Length) Reserve(block, sourceLength - _read);
        _records.Add(block.Records, (record, earlierLine) =>
        {
            block.PassFindings(_diagnostics, record);
            if (earlierLine < 0) CheckRoom(block, record);
            else if (_spill is { } spill) AddCopy(spill, block.Records, record);
            else if (!_options.Duplicates.KeepsAll())
                ReportRepeated(new RepeatedKey(block.Records.Key(record).ToArray(), block.KeyPlace(record), block.Records.Entries[record].Line, earlierLine));
        });
        block.PassFindings(_diagnostics);
        LastFoldedLine = Math.Max(LastFoldedLine, block.LastFoldedLine);
        block.Records.Dispose();
        if (_records.Footprint > _disk?.ReadMemory) PutOnDisk(_disk);
        _read += block.Length;
        _options.OnProgress?.Invoke(new TableProgress(_putOnDisk + _records.Count, _read, sourceLength, 0, 0));
    }

    /// <summary>The first block gives an estimate of the number of records: memory for them is reserved once.</summary>
    private void Reserve(ParsedBlock block, long length)
    {
        var expected = (double)length / block.Length * block.Records.Count * SpareRoom;
        var most = (double?)_disk?.ReadMemory / (((double)block.Length / block.Records.Count) + RecordSet.LargestOverhead);
        _records.Reserve((long)Math.Min(expected, most ?? expected));
    }

    /// <summary>Moves the records from memory to disk, sorted, and continues with empty memory.</summary>
    private void PutOnDisk(RunSpace disk)
    {
        _spill ??= new RecordSpill(disk, _options.Duplicates);
        _spill.Add(_records);
        _putOnDisk += _records.Count;

        // Later records may repeat a key that is on disk. Merging detects this; here the first record of each key is kept.
        _records = new RecordSet();
        GC.Collect();
    }

    private static void AddCopy(RecordSpill spill, RecordBatch batch, int record) =>
        spill.AddCopy(batch.Key(record), batch.Value(record), batch.Entries[record].Line);

    private void FinishOnDisk(RecordSpill spill)
    {
        spill.Add(_records);
        _records = new RecordSet();
        var found = new List<(int Line, int EarlierLine, byte[] Key)>();
        spill.Count((key, line, earlierLine) => found.Add((line, earlierLine, key.ToArray())));
        foreach (var (line, earlierLine, key) in found.OrderBy(duplicate => duplicate.Line))
        {
            ReportRepeated(new RepeatedKey(key, LogicalLine.PlaceOfStart(key, 0, line) with { Span = default }, line, earlierLine));
        }
    }

    private void CheckRoom(ParsedBlock block, int record)
    {
        foreach (var limit in _limits)
        {
            if (limit.Problem(block.Records.Entries[record].KeyLength) is not { } problem) continue;
            FoundKeyWithoutRoom = true;
            _diagnostics.Report(problem.In(_path, block.KeyPlace(record)));
        }
    }

    private void AddMarks()
    {
        if (AliasMarks.AddTo(_records, _options.YpRecords) is > 0 and var line)
            ReportRepeated(new RepeatedKey(AliasMarks.Mark.ToArray(), new SourcePlace(default, line, 1, 1), line, EarlierLine: 0));
    }

    private void ReportRepeated(RepeatedKey repeated)
    {
        FoundDuplicates = true;
        OnRepeatedKey?.Invoke(repeated);
    }
}
