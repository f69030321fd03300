using System.Text;
using System.Text.Unicode;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Entries;

/// <summary>
/// Reads the entries of a source. A malformed line is reported and skipped, as in Postfix.
/// </summary>
internal sealed class EntryReader : IDisposable
{
    private readonly LogicalLineReader _lines;
    private readonly string _path;
    private readonly string _shownPath;
    private readonly IDiagnosticSink _diagnostics;
    private readonly bool _utf8;
    private readonly bool _secret;
    private readonly AliasEntryParser? _aliases;

    /// <summary>Creates a reader.</summary>
    /// <param name="source">The bytes; not disposed.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="options">How the lines are to be read.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public EntryReader(Stream source, string path, EntryReaderOptions options, IDiagnosticSink diagnostics)
        : this(new LogicalLineReader(source), path, options, diagnostics)
    {
    }

    /// <summary>Creates a reader of a block.</summary>
    /// <param name="block">The block. Entries that are one piece of it have <see cref="Entry.IsInSource"/> set.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="options">How the lines are to be read.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    internal EntryReader(SourceBlock block, string path, EntryReaderOptions options, IDiagnosticSink diagnostics)
        : this(new LogicalLineReader(block), path, options, diagnostics)
    {
    }

    /// <summary>Creates a reader of lines.</summary>
    /// <param name="lines">The lines; disposed with this reader.</param>
    /// <param name="path">Name of the source, for findings.</param>
    /// <param name="options">How the lines are to be read.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    internal EntryReader(LogicalLineReader lines, string path, EntryReaderOptions options, IDiagnosticSink diagnostics)
    {
        _lines = lines;
        _path = path;
        _shownPath = ByteText.FromText(path);
        _diagnostics = diagnostics;
        _utf8 = options.Utf8;
        _secret = options.Secret;
        _aliases = options.Syntax == SourceSyntax.Aliases ? new AliasEntryParser() : null;
    }

    /// <inheritdoc cref="LogicalLineReader.BytesDecoded"/>
    internal long BytesDecoded => _lines.BytesDecoded;

    /// <summary>Called for each logical line, before it is parsed.</summary>
    internal Action<LogicalLine>? OnLine { get; init; }

    /// <summary>Reads the next entry.</summary>
    /// <param name="entry">The entry, valid until the next call.</param>
    /// <returns>False at the end of the source.</returns>
    public bool Read(out Entry entry)
    {
        while (_lines.Read(out var line))
        {
            OnLine?.Invoke(line);
            if (line.SawNul) _diagnostics.Report(LineFindings.OfNul(line, _path, _shownPath));
            if (line.StartsWithSpace)
            {
                _diagnostics.Report(LineFindings.OfLeadingSpace(line, _path, _shownPath));
                continue;
            }

            var text = line.Text;
            var end = line.SawNul ? text.IndexOf((byte)0) : -1;
            if (end >= 0) text = text[..end];

            if (_utf8 && !Utf8.IsValid(text))
            {
                ReportNotUtf8(line, text);
                continue;
            }

            if (_aliases is null ? ParsePostmap(line, text, out entry) : ParseAlias(line, text, out entry)) return true;
        }

        entry = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private bool ParsePostmap(LogicalLine line, ReadOnlySpan<byte> text, out Entry entry)
    {
        entry = default;
        var keyLength = PostmapEntryParser.KeyLength(text, out var openQuote);
        if (openQuote >= 0)
        {
            Report(
                Rules.UnbalancedQuote,
                line.PlaceOf(openQuote, 1),
                "the quote is never closed; Postfix ignores this line",
                "close the quote, or write \\\" for a quote that is part of the key",
                $"{_shownPath}, line {line.FirstLine}: unbalanced '\"' in '{Quote(text)}' -- ignoring this line");
            return false;
        }

        var (valueStart, valueLength) = PostmapEntryParser.Value(text, keyLength);
        if (keyLength == 0 || valueLength == 0)
        {
            Report(
                Rules.MissingValue,
                line.PlaceOf(0, keyLength),
                $"{Name(text[..keyLength])} has no value; Postfix ignores this line",
                "write the key, whitespace and the value on one line",
                $"{_shownPath}, line {line.FirstLine}: expected format: key whitespace value");
            return false;
        }

        if (text[keyLength - 1] == ':')
        {
            Report(
                Rules.KeyEndsInColon,
                line.PlaceOf(0, keyLength),
                $"{Name(text[..keyLength])} ends in a colon, which becomes part of the key; is this an alias file?",
                "use -f aliases for an alias file, or remove the colon",
                $"{_shownPath}, line {line.FirstLine}: record is in \"key: value\" format; is this an alias file?");
        }

        entry = new Entry(line, 0, keyLength, valueStart, valueLength);
        return true;
    }

    private bool ParseAlias(LogicalLine line, ReadOnlySpan<byte> text, out Entry entry)
    {
        entry = default;
        switch (_aliases!.Parse(text))
        {
            case AliasEntryParser.Result.Entry:
                entry = new Entry(line, _aliases);
                return true;
            case AliasEntryParser.Result.NeedsNameAndValue:
                Report(
                    Rules.AliasNeedsNameAndValue,
                    line.PlaceOf(0, AsciiSpace.TrimmedLength(text)),
                    "expected name: value; Postfix ignores this line",
                    "write one name, a colon and at least one destination; an empty value is written \"\"",
                    $"{_shownPath}, line {line.FirstLine}: need name:value pair");
                return false;
            case AliasEntryParser.Result.NameHasDomain:
                var colon = _aliases.KeyTokens[^1];
                Report(
                    Rules.AliasNameHasDomain,
                    line.PlaceOf(0, colon.SourceStart + colon.SourceLength),
                    "an alias name must be local and have no domain; Postfix ignores this line",
                    "write the name alone, or put the address into a virtual table",
                    $"{_shownPath}, line {line.FirstLine}: name must be local and have no domain");
                return false;
            default:
                return false;
        }
    }

    private void ReportNotUtf8(LogicalLine line, ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done) position += consumed;
        Report(
            Rules.NotUtf8,
            line.PlaceOf(position, 1),
            "the line is not valid UTF-8; Postfix ignores it",
            "save the file as UTF-8",
            $"{_shownPath}, line {line.FirstLine}: non-UTF-8 input \"{Quote(text)}\" -- ignoring this line");
    }

    private void Report(DiagnosticRule rule, SourcePlace place, string message, string help, string postfixText) =>
        _diagnostics.Report(new Diagnostic(rule, _path, place, message, help) { PostfixText = postfixText });

    /// <summary>A key in a message. A line without a value in a credential table may consist of a secret.</summary>
    private string Name(ReadOnlySpan<byte> key) => _secret ? "the key" : $"\"{DisplayText.Escape(key)}\"";

    private static string Quote(ReadOnlySpan<byte> text) => ByteText.FromBytes(text);
}
