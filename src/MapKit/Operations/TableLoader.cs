using MapKit.Concurrency;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations;

/// <summary>The road from the bytes of a source to its records: lines, entries, checked values, folded keys, duplicates.</summary>
internal sealed class TableLoader
{
    // Later lines may be shorter than the first ones.
    private const double SpareRoom = 1.1;

    private readonly CompileOptions _options;
    private readonly TableFormat _format;
    private readonly IDiagnosticSink _diagnostics;
    private readonly string _path;
    private readonly RecordSet _records;
    private readonly KeyLimit[] _limits;
    private long _read;

    /// <summary>Creates a loader for one source.</summary>
    public TableLoader(string path, TableFormat format, CompileOptions options, IDiagnosticSink diagnostics)
    {
        _path = path;
        _format = format;
        _options = options;
        _diagnostics = diagnostics;
        _records = new RecordSet(options.Duplicates);
        _limits = [.. options.Types.Select(type => KeyLimit.Of(MapFormats.Of(type), options.Nul)).OfType<KeyLimit>()];
    }

    /// <summary>Whether a type has no room for one of the keys.</summary>
    public bool FoundKeyWithoutRoom { get; private set; }

    /// <summary>Whether a key was there twice.</summary>
    public bool FoundDuplicates { get; private set; }

    /// <summary>Reads the whole source: blocks by all processors, in which what was there before is looked for one after the other.</summary>
    public RecordSet Load(Stream source)
    {
        var length = source.CanSeek ? source.Length - source.Position : 0;
        var parser = new BlockParser(_path, _format, _options);
        OrderedWork.Run(SourceBlockReader.Read(source, _path), parser.Parse, block => Add(block, length));
        if (_format.Syntax == SourceSyntax.Aliases) AddSignatures();
        return _records;
    }

    private void Add(ParsedBlock block, long sourceLength)
    {
        // The first block tells how many records there will be: room for them is made once.
        if (_records.Count == 0 && block.Records.Count > 0 && sourceLength > block.Length)
            _records.Reserve((long)((double)sourceLength / block.Length * block.Records.Count * SpareRoom));

        _records.Add(block.Records, (record, earlierLine) =>
        {
            block.PassFindings(_diagnostics, record);
            if (earlierLine < 0) CheckRoom(block, record);
            else if (_options.Duplicates != DuplicatePolicy.KeepAll) ReportDuplicate(block, record, earlierLine);
        });
        block.PassFindings(_diagnostics);
        block.Records.Dispose();
        _read += block.Length;
        _options.OnProgress?.Invoke(new CompileProgress(_records.Count, _read, sourceLength, 0, 0));
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

    private void AddSignatures()
    {
        var earlier = _records.Add("@"u8, "@"u8);
        if (earlier >= 0) ReportTakenMark(earlier);
        foreach (var (key, value) in _options.YpRecords?.Stored ?? []) _records.Add(key, value, bare: true);
    }

    /// <summary>The internal form of the quoted name <c>"@"</c> is the key of the mark that postalias adds.</summary>
    private void ReportTakenMark(int line)
    {
        var outcome = _options.Duplicates == DuplicatePolicy.Last ? "the mark replaces it" : "the map has no such mark";
        ReportDuplicate(
            "@"u8,
            new SourcePlace(default, line, 1, 1),
            $"the plain form of this name is \"@\", the key of the mark that says that an alias map is complete; {outcome}",
            "choose another name",
            relatedLine: 0);
    }

    private void ReportDuplicate(ParsedBlock block, int record, int earlierLine)
    {
        // A key of a credential table may be the credentials, put into the wrong column.
        var key = block.Records.Key(record);
        var shown = _format.IsSecret ? "the key" : $"\"{DisplayText.Of(key)}\"";
        var outcome = _options.Duplicates == DuplicatePolicy.Last ? "this one replaces it" : "the first stays, this line is ignored";
        ReportDuplicate(
            key,
            block.KeyPlace(record),
            $"{shown} is there already, on line {earlierLine}; {outcome}",
            $"remove one of lines {earlierLine} and {block.Records.Entries[record].Line}",
            earlierLine);
    }

    private void ReportDuplicate(ReadOnlySpan<byte> key, SourcePlace place, string message, string help, int relatedLine)
    {
        FoundDuplicates = true;
        _diagnostics.Report(new Diagnostic(Rules.DuplicateKey, _path, place, message, help)
        {
            RelatedLine = relatedLine,
            Severity = _options.DuplicatesAreErrors ? Severity.Error : Rules.DuplicateKey.Severity,
            PostfixText = _options.Duplicates == DuplicatePolicy.First ? $"duplicate entry: \"{ByteText.Of(key)}\"" : null,
        });
    }
}
