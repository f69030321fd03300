using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Loading;

/// <summary>
/// The part of loading that does not depend on other lines: lines, entries,
/// checked values, folded keys. For any number of threads.
/// </summary>
internal sealed class BlockParser
{
    private const int ShownOfLongKey = 80;

    private readonly string _path;
    private readonly TableFormat _format;
    private readonly LoadOptions _options;
    private readonly EntryReaderOptions _readerOptions;
    private readonly bool _notesFoldedKeys;

    /// <summary>Creates a parser for one source.</summary>
    public BlockParser(string path, TableFormat format, LoadOptions options, bool notesFoldedKeys = false)
    {
        _notesFoldedKeys = notesFoldedKeys;
        _path = path;
        _format = format;
        _options = options;
        _readerOptions = new EntryReaderOptions { Syntax = format.Syntax, Utf8 = options.Utf8, Secret = format.IsSecret };
    }

    /// <summary>Reads a block. Afterwards its memory holds the records instead of the text.</summary>
    public ParsedBlock Parse(SourceBlock block)
    {
        var parsed = new ParsedBlock(block);
        var folder = new KeyFolder(_options.Folding);
        using var reader = new EntryReader(block, _path, _readerOptions, parsed);
        while (reader.Read(out var entry))
        {
            if (_notesFoldedKeys && folder.MayChange(entry.Key)) parsed.LastFoldedLine = entry.Line.FirstLine;
            if (_options.ValuesAreFiles)
            {
                if (TryReadFiles(entry, parsed, out var content)) AddCopy(entry, content, folder, parsed);
                continue;
            }

            if (!_format.IsCommon(entry.Key, entry.Value)) ReportProblems(entry, parsed);
            Add(entry, block, folder, parsed);
        }

        return parsed;
    }

    private void Add(in Entry entry, SourceBlock block, KeyFolder folder, ParsedBlock parsed)
    {
        if (entry.IsInSource && folder.TryFoldInPlace(block.Bytes.AsSpan((int)(entry.KeyOffset - block.Start), entry.Key.Length)))
            parsed.AddInPlace(entry.KeyOffset, entry.Key.Length, entry.ValueOffset, entry.Value.Length, entry.Line.FirstLine);
        else
            AddCopy(entry, entry.Value, folder, parsed);
    }

    private void AddCopy(in Entry entry, ReadOnlySpan<byte> value, KeyFolder folder, ParsedBlock parsed)
    {
        var line = entry.Line.FirstLine;
        var place = entry.KeyPlace;
        if (_options.AliasKeys != AliasKeys.Internal) parsed.Add(folder.Fold(entry.Key), value, line, place);
        if (_options.AliasKeys == AliasKeys.Internal || (_options.AliasKeys == AliasKeys.Both && !entry.InternalKey.SequenceEqual(entry.Key)))
            parsed.Add(folder.Fold(entry.InternalKey), value, line, place, onlyWithPrevious: _options.AliasKeys == AliasKeys.Both);
    }

    private void ReportProblems(in Entry entry, ParsedBlock parsed)
    {
        if (entry.Key.Length + (long)entry.Value.Length > TableFormat.LongestExplained)
        {
            parsed.Report(new Diagnostic(
                Rules.EntryTooLong,
                _path,
                entry.PlaceInKey(0, Math.Min(entry.Key.Length, ShownOfLongKey)),
                string.Create(CultureInfo.InvariantCulture, $"the entry has {entry.Key.Length + (long)entry.Value.Length} bytes, too many to check; Postfix stores it"),
                "is a quote or the end of a line missing?"));
            return;
        }

        var problems = _format.Check(ByteText.FromBytes(entry.Key), ByteText.FromBytes(entry.Value));
        foreach (var problem in problems) parsed.Report(problem.In(entry, _path));
    }

    private bool TryReadFiles(in Entry entry, ParsedBlock parsed, [NotNullWhen(true)] out byte[]? content)
    {
        if (FileValues.TryEncode(entry.Value, _options.ValueFiles, out content, out var problem)) return true;
        parsed.Report(new Diagnostic(Rules.FileOfValueUnreadable, _path, entry.ValuePlace, $"{ByteText.ToText(problem)}; the line is ignored")
        {
            PostfixText = $"{ByteText.FromText(_path)}, line {entry.Line.FirstLine}: {problem}: skipping this entry",
        });
        return false;
    }
}
