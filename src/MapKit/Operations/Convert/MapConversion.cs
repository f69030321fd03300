using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Operations.Convert;

/// <summary>The records of a map that is converted: without NULs and duplicate keys.</summary>
internal sealed class MapConversion
{
    private readonly string _path;
    private readonly ConvertOptions _options;
    private readonly IDiagnosticSink _diagnostics;
    private readonly KeyLimit? _limit;
    private readonly List<string> _notes = [];
    private bool _foundDuplicates;
    private bool _foundKeyWithoutRoom;

    /// <summary>Creates an empty conversion.</summary>
    public MapConversion(string path, ConvertOptions options, IDiagnosticSink diagnostics)
    {
        _path = path;
        _options = options;
        _diagnostics = diagnostics;
        _limit = KeyLimit.Create(MapEngines.For(options.Type), options.Nul);
        Records = new RecordSet(options.Duplicates);
    }

    /// <summary>The records as text.</summary>
    public RecordSet Records { get; }

    /// <summary>Whether there are private keys among the values.</summary>
    public bool HoldsKeys { get; private set; }

    /// <summary>Notes on omitted records.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Why no map may be written, or null.</summary>
    public CompileOutcome? Stop =>
        _foundKeyWithoutRoom ? CompileOutcome.DoesNotFit
        : _options.DuplicatesAreErrors && _foundDuplicates ? CompileOutcome.Refused
        : null;

    /// <summary>Adds all records of a map.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public void Read(IMapReader map)
    {
        new MapWalk(map).Run(static () => new ConvertedRecords(), Add);
    }

    private void Add(ConvertedRecords read)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        foreach (var key in read.Omitted) _notes.Add($"{_path}: the record {DisplayText.Escape(key)} describes the old build and is omitted");
        HoldsKeys |= read.HoldsKeys;
        Records.Add(read.Batch, (record, earlierLine) =>
        {
            var key = read.Batch.Key(record);
            if (earlierLine >= 0) ReportDuplicate(key);
            else if (_limit?.Problem(key.Length) is { } problem) ReportNoRoom(key, problem);
        });
        read.Batch.Dispose();
    }

    private void ReportDuplicate(ReadOnlySpan<byte> key)
    {
        _foundDuplicates = true;
        _diagnostics.Report(new DuplicateKeyWording(_path, _options.Secret, _options.Duplicates, _options.DuplicatesAreErrors).WordStored(key));
    }

    private void ReportNoRoom(ReadOnlySpan<byte> key, KeyLimit.KeyProblem problem)
    {
        _foundKeyWithoutRoom = true;
        _diagnostics.Report(new Diagnostic(problem.Rule, _path, null, $"{Shown(key)}: {problem.Message}", problem.Help));
    }

    // A key of a credential table may be the credentials, in the wrong column.
    private string Shown(ReadOnlySpan<byte> key) => _options.Secret ? "the key" : $"\"{DisplayText.Escape(key)}\"";
}
