using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Operations;

/// <summary>The road from the bytes of a source to its records: lines, entries, checked values, folded keys, duplicates.</summary>
internal sealed class TableLoader
{
    private readonly CompileOptions _options;
    private readonly TableFormat _format;
    private readonly IDiagnosticSink _diagnostics;
    private readonly KeyFolder _folder;
    private readonly string _path;
    private readonly RecordSet _records;
    private readonly KeyLimit[] _limits;

    /// <summary>Creates a loader for one source.</summary>
    public TableLoader(string path, TableFormat format, CompileOptions options, IDiagnosticSink diagnostics)
    {
        _path = path;
        _format = format;
        _options = options;
        _diagnostics = diagnostics;
        _folder = new KeyFolder(options.Folding);
        _records = new RecordSet(options.Duplicates);
        _limits = [.. options.Types.Select(type => KeyLimit.Of(MapFormats.Of(type), options.Nul)).OfType<KeyLimit>()];
    }

    /// <summary>Whether a type has no room for one of the keys.</summary>
    public bool FoundKeyWithoutRoom { get; private set; }

    /// <summary>Whether a key was there twice.</summary>
    public bool FoundDuplicates { get; private set; }

    /// <summary>Reads the whole source.</summary>
    public RecordSet Load(Stream source)
    {
        var readerOptions = new EntryReaderOptions { Syntax = _format.Syntax, Utf8 = _options.Utf8, Secret = _format.IsSecret };
        using var reader = new EntryReader(source, _path, readerOptions, _diagnostics);
        while (reader.Read(out var entry))
        {
            var value = entry.Value;
            if (_options.ValuesAreFiles)
            {
                if (!TryReadFiles(entry, out var content)) continue;
                value = content;
            }
            else if (!_format.IsCommon(entry.Key, value))
            {
                ReportProblems(entry);
            }

            Add(entry, value);
        }

        if (_format.Syntax == SourceSyntax.Aliases) AddSignatures();
        return _records;
    }

    private void Add(in Entry entry, ReadOnlySpan<byte> value)
    {
        if (_options.AliasKeys == AliasKeys.Internal)
        {
            AddUnder(entry.InternalKey, value, entry);
            return;
        }

        var isNew = AddUnder(entry.Key, value, entry);
        if (isNew && _options.AliasKeys == AliasKeys.Both && !entry.InternalKey.SequenceEqual(entry.Key)) AddUnder(entry.InternalKey, value, entry);
    }

    private bool AddUnder(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, in Entry entry)
    {
        var key = _folder.Fold(name);
        var earlier = _records.Add(key, value, entry.Line.FirstLine);
        if (earlier < 0)
        {
            foreach (var limit in _limits) CheckRoom(limit, key.Length, entry);
            return true;
        }

        if (_options.Duplicates != DuplicatePolicy.KeepAll) ReportDuplicate(key, entry, earlier);
        return false;
    }

    private void CheckRoom(KeyLimit limit, int length, in Entry entry)
    {
        if (limit.Problem(length) is not { } problem) return;
        FoundKeyWithoutRoom = true;
        _diagnostics.Report(problem.In(_path, entry.KeyPlace));
    }

    private bool TryReadFiles(in Entry entry, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? content)
    {
        if (FileValues.TryEncode(entry.Value, out content, out var problem)) return true;
        _diagnostics.Report(new Diagnostic(Rules.FileOfValueUnreadable, _path, entry.ValuePlace, $"{ByteText.ToText(problem)}; the line is ignored")
        {
            PostfixText = $"{ByteText.Of(_path)}, line {entry.Line.FirstLine}: {problem}: skipping this entry",
        });
        return false;
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
            "choose another name");
    }

    private void ReportDuplicate(ReadOnlySpan<byte> key, in Entry entry, int earlierLine)
    {
        // A key of a credential table may be the credentials, put into the wrong column.
        var shown = _format.IsSecret ? "the key" : $"\"{DisplayText.Of(key)}\"";
        var outcome = _options.Duplicates == DuplicatePolicy.Last ? "this one replaces it" : "the first stays, this line is ignored";
        ReportDuplicate(
            key,
            entry.KeyPlace,
            $"{shown} is there already, on line {earlierLine}; {outcome}",
            $"remove one of lines {earlierLine} and {entry.Line.FirstLine}");
    }

    private void ReportDuplicate(ReadOnlySpan<byte> key, SourcePlace place, string message, string help)
    {
        FoundDuplicates = true;
        _diagnostics.Report(new Diagnostic(Rules.DuplicateKey, _path, place, message, help)
        {
            Severity = _options.DuplicatesAreErrors ? Severity.Error : Rules.DuplicateKey.Severity,
            PostfixText = _options.Duplicates == DuplicatePolicy.First ? $"duplicate entry: \"{ByteText.Of(key)}\"" : null,
        });
    }

    private void ReportProblems(in Entry entry)
    {
        var problems = _format.Check(ByteText.Of(entry.Key), ByteText.Of(entry.Value));
        foreach (var problem in problems) _diagnostics.Report(problem.In(entry, _path));
    }
}
