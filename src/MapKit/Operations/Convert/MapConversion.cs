using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations.Convert;

/// <summary>The records of a map on their way to another: without NULs, each key once.</summary>
internal sealed class MapConversion
{
    private readonly string _path;
    private readonly ConvertOptions _options;
    private readonly IDiagnosticSink _diagnostics;
    private readonly KeyLimit? _limit;
    private readonly List<string> _notes = [];
    private bool _foundDuplicates;
    private bool _foundKeyWithoutRoom;

    /// <summary>Creates an empty one.</summary>
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

    /// <summary>What stayed behind.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Why nothing may be written, or null.</summary>
    public CompileOutcome? Stop =>
        _foundKeyWithoutRoom ? CompileOutcome.DoesNotFit
        : _options.DuplicatesAreErrors && _foundDuplicates ? CompileOutcome.Refused
        : null;

    /// <summary>Takes all records of a map.</summary>
    /// <exception cref="MapFormatException">The map is damaged.</exception>
    public void Read(IMapReader map)
    {
        foreach (var (key, value) in map.Records)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            if (AliasMarks.IsYpRecord(key)) _notes.Add($"{_path}: the record {DisplayText.Escape(key.Span)} describes the old build and is omitted");
            else Add(StoredText.WithoutNul(key).Span, StoredText.WithoutNul(value).Span);
        }
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        HoldsKeys |= EncodedKeys.Holds(value);
        if (Records.Add(key, value) >= 0) ReportDuplicate(key);
        else if (_limit?.Problem(key.Length) is { } problem) ReportNoRoom(key, problem);
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

    // A key of a credential table may be the credentials, put into the wrong column.
    private string Shown(ReadOnlySpan<byte> key) => _options.Secret ? "the key" : $"\"{DisplayText.Escape(key)}\"";
}
