using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Loading;

/// <summary>The parsed content of a block: its records, not yet compared with earlier ones, and the findings among them.</summary>
internal sealed class ParsedBlock : IDiagnosticSink
{
    private readonly SourceBlock _block;
    private readonly List<(int BeforeRecord, Diagnostic Finding)> _findings = [];
    private readonly Dictionary<int, SourcePlace> _keyPlaces = [];
    private int _nextFinding;

    /// <summary>Creates a block without records.</summary>
    /// <param name="block">The block.</param>
    public ParsedBlock(SourceBlock block) => _block = block;

    /// <summary>The records in the order of the source.</summary>
    public RecordBatch Records { get; } = new();

    /// <summary>Bytes of the block.</summary>
    public int Length => _block.Length;

    /// <summary>The last line with a key that folding may change; 0 if there is none, or if not requested.</summary>
    public int LastFoldedLine { get; set; }

    /// <summary>Adds a finding about the next record, or about text before it.</summary>
    public void Report(Diagnostic diagnostic) => _findings.Add((Records.Count, diagnostic));

    /// <summary>Adds a record in place.</summary>
    public void AddInPlace(long keyOffset, int keyLength, long valueOffset, int valueLength, int line) => Records.AddInPlace(
        _block.Bytes, (int)(keyOffset - _block.Start), keyLength, (int)(valueOffset - _block.Start), valueLength, line);

    /// <summary>Adds a copy of a record.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line, SourcePlace keyPlace, bool onlyWithPrevious = false)
    {
        _keyPlaces.Add(Records.Count, keyPlace);
        Records.Add(key, value, line, onlyWithPrevious);
    }

    /// <summary>The place of a record's key in the source.</summary>
    public SourcePlace KeyPlace(int record)
    {
        if (_keyPlaces.TryGetValue(record, out var place)) return place;

        // Folding in place neither moved nor joined characters, and a key that was not copied begins its line.
        return LogicalLine.PlaceOfStart(Records.Key(record), _block.Start + Records.OffsetInPlace(record), Records.Entries[record].Line);
    }

    /// <summary>Passes on the findings that come before a record, or all that are left.</summary>
    public void PassFindings(IDiagnosticSink next, int beforeRecord = int.MaxValue)
    {
        for (; _nextFinding < _findings.Count && _findings[_nextFinding].BeforeRecord <= beforeRecord; _nextFinding++)
        {
            next.Report(_findings[_nextFinding].Finding);
        }
    }
}
