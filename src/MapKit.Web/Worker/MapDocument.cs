using System.Buffers;
using System.Globalization;
using System.Text;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Operations.Dump;
using MapKit.Operations.Info;
using MapKit.Operations.Verify;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables;
using MapKit.Web.Model;

namespace MapKit.Web.Worker;

/// <summary>The map that is open in the page.</summary>
internal sealed class MapDocument
{
    private const int ShownProblems = 100;
    private const int LongestShown = 400;

    private static readonly string[] Kinds = ["source", .. MapTypes.All.Select(MapTypes.NameOf), "json"];

    private readonly string _name;
    private readonly MapBytes _bytes;
    private readonly RecordArena _records = new();
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _databases;
    private IMapReader? _reader;
    private MapVerification? _verification;
    private SecretMask _mask = SecretMask.None;
    private List<int>? _found;

    private MapDocument(string name, ReadOnlyMemory<byte> content, int database)
    {
        _name = name;
        _bytes = MapBytes.FromMemory(name, content);
        _databases = Databases();
        Database = database;
    }

    private int Database { get; }

    private string? DatabaseName => _databases.Count == 0 ? null : DisplayText.Escape(_databases[Database].Span);

    private bool IsSound => _verification is { IsSound: true } && _reader is not null;

    private MapType Type { get; set; }

    private string BaseName => MapTypes.SourceNameOf(_name) ?? _name;

    /// <summary>Opens a map, checks all of it and reads its records; of a damaged one those that can still be read.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="database">The number of a database in it, if it has several.</param>
    /// <param name="view">What the page shows of it.</param>
    public static MapDocument Open(string name, ReadOnlyMemory<byte> content, int database, out MapView view)
    {
        var map = new MapDocument(name, content, database);
        view = map.Read();
        return map;
    }

    /// <summary>Finds the records with a text.</summary>
    /// <param name="text">The text; empty for all.</param>
    /// <param name="showsSecrets">Whether hidden values are searched too.</param>
    /// <returns>Their number.</returns>
    public int Find(string text, bool showsSecrets)
    {
        _found = text.Length == 0 ? null : _records.Find(Encoding.UTF8.GetBytes(Lower(text)), showsSecrets);
        return _found?.Count ?? _records.Count;
    }

    /// <summary>Some of the records that were found.</summary>
    /// <param name="start">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="showsSecrets">Whether to show hidden values.</param>
    public RecordRow[] Rows(int start, int count, bool showsSecrets)
    {
        var total = _found?.Count ?? _records.Count;
        var rows = new RecordRow[Math.Clamp(total - start, 0, count)];
        for (var i = 0; i < rows.Length; i++)
        {
            var index = _found is { } found ? found[start + i] : start + i;
            var (key, value) = Masked(_records[index], showsSecrets, raw: false);
            rows[i] = new RecordRow(index + 1, Shown(key), Shown(value));
        }

        return rows;
    }

    /// <summary>The stored bytes of one of the records that were found.</summary>
    /// <param name="position">Its place among them, from 0.</param>
    /// <param name="showsSecrets">Whether to show hidden values.</param>
    public RecordBytes Bytes(int position, bool showsSecrets)
    {
        var index = _found is { } found ? found[position] : position;
        var record = _records[index];
        var (key, value) = Masked(record, showsSecrets, raw: true);
        return new RecordBytes(index + 1, View(record.Key, key), View(record.Value, value));
    }

    /// <summary>Makes a file of the map, with the bytes that the command makes.</summary>
    /// <param name="kind">source, json, or a type of map.</param>
    /// <param name="showsSecrets">Whether JSON has the hidden values.</param>
    /// <param name="output">Takes the bytes.</param>
    public MadeFile Make(string kind, bool showsSecrets, Stream output)
    {
        var fileName = FileNameOf(kind);
        if (kind == "source") return new MadeFile(fileName, WriteSource(output), null);
        if (kind == "json")
        {
            WriteJson(output, MaskFor(showsSecrets));
            return new MadeFile(fileName, null, null);
        }

        if (!MapTypes.TryParse(kind, out var type)) throw new ArgumentException("no such kind", nameof(kind));
        var findings = new DiagnosticList();
        var result = IsSound ? Convert(type, output, findings) : CompileSalvaged(type, output, findings);
        return result.Outcome == CompileOutcome.Written
            ? new MadeFile(fileName, string.Join("; ", result.Notes.Concat(findings.Select(finding => finding.Message)).Take(3)), null)
            : new MadeFile(fileName, null, findings.Count > 0 ? findings[0].Message : "the records do not fit this type");
    }

    private MapView Read()
    {
        try
        {
            _verification = MapVerification.Verify(_bytes, null);
            Type = _verification.Type;
            _reader = Database < _databases.Count ? OpenDatabase() : MapFile.Open(_bytes);
            Type = _reader.Type;
            if (_verification.IsSound)
            {
                foreach (var record in _reader.Records) _records.Add(record);
            }
        }
        catch (MapFormatException exception)
        {
            _reader = null;
            _verification = _verification is { IsSound: false } known ? known : new MapVerification(Type, [ProblemOf(exception)], 1);
        }

        IReadOnlyList<Fact> facts = [];
        if (!IsSound && !TrySalvage(out var losses)) return new MapView { Name = _name, Refusal = $"{_name}: {losses}" };
        _mask = MaskOfName();
        if (!_mask.Hides) _mask = CredentialGuess.MaskOf(_records);
        if (_reader is not null) facts = Facts(_reader);
        var problems = _verification!.Problems;
        return new MapView
        {
            Name = _name,
            Type = MapTypes.NameOf(Type),
            Facts = facts,
            IsSound = IsSound,
            Problems = [.. problems.Take(ShownProblems).Select(View)],
            ProblemCount = _verification.ProblemCount,
            Records = _records.Count,
            IsSecret = _mask.Hides,
            Databases = [.. _databases.Select(database => DisplayText.Escape(database.Span))],
            Database = Database,
            Downloads = [.. Kinds.Select(kind => new DownloadView(kind, FileNameOf(kind)))],
        };
    }

    private IMapReader OpenDatabase() => MapFile.Open(_bytes, LosslessName());

    private string LosslessName() => Platform.LosslessText.FromBytes(_databases[Database].Span);

    private IReadOnlyList<ReadOnlyMemory<byte>> Databases()
    {
        try
        {
            return _bytes.Length == 0 ? [] : MapFile.DatabasesIn(_bytes);
        }
        catch (MapFormatException)
        {
            // The check of the file finds the same.
            return [];
        }
    }

    /// <summary>Reads what can still be read.</summary>
    /// <param name="losses">Why nothing can be read.</param>
    private bool TrySalvage(out string losses)
    {
        try
        {
            using var salvage = MapSalvage.Create(_bytes);
            Type = salvage.Type;
            foreach (var record in salvage.Records) _records.Add(record);
            losses = "";
            return true;
        }
        catch (MapFormatException exception)
        {
            losses = _verification is { Problems: [{ } first, ..] } ? first.Reason : exception.Reason;
            return false;
        }
    }

    private SecretMask MaskOfName() => new PostfixSettings("/", new PostfixSettingsOptions()).MaskOf("/" + _name);

    private List<Fact> Facts(IMapReader reader)
    {
        var info = reader.Info;
        var facts = new List<Fact>
        {
            new("type", MapTypes.NameOf(info.Type)),
            new("format", info.Format),
            new("byte order", info.BigEndian ? "big endian" : "little endian"),
            new("size", Text($"{info.FileSize:N0} bytes")),
        };
        if (info.PageSize > 0) facts.Add(new("pages", Text($"{info.PageCount:N0} of {info.PageSize} bytes")));
        facts.Add(new("records", Text($"{_records.Count:N0}{(IsSound ? "" : " can be read")}")));
        if (!IsSound) return facts;
        var contents = MapContents.Read(reader);
        var structure = MapStructure.Measure(reader);
        if (info.Depth > 0) facts.Add(new("depth", Text($"{info.Depth}")));
        facts.Add(new("keys", Lengths(contents.Keys)));
        facts.Add(new("values", Lengths(contents.Values)));
        facts.Add(new("trailing NUL", contents.NulStyle));
        if (contents.HasAliasMark) facts.Add(new("alias map", "yes (has the @ record)"));
        facts.Add(new("probably written by", ProbableWriter.Guess(info, contents, structure)));
        return facts;
    }

    private static string Lengths(LengthDistribution lengths) => lengths.Count == 0 ? "none" : Text($"{lengths.Shortest} to {lengths.Longest} bytes, mean {lengths.Mean:0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Lower(string text) => string.Create(text.Length, text, static (lower, text) =>
    {
        for (var i = 0; i < lower.Length; i++) lower[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
    });

    private static MapProblem ProblemOf(MapFormatException exception) => new(exception.Reason, exception.Page, exception.Offset, null);

    private static ProblemView View(MapProblem problem)
    {
        var parts = new[] { problem.Page is { } page ? Text($"page {page}") : null, problem.Offset is { } offset ? Text($"offset {offset}") : null, problem.Field };
        return new ProblemView(string.Join(", ", parts.OfType<string>()), problem.Reason);
    }

    private static string Shown(ReadOnlyMemory<byte> bytes) => DisplayText.Escape(bytes.Span, LongestShown);

    private static BytesView View(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> shown)
    {
        var isHidden = !stored.Span.SequenceEqual(shown.Span);
        return new BytesView(stored.Length, isHidden ? Shown(shown) : EscapedBytes.Escape(stored.Span[..Math.Min(stored.Length, HexDump.LongestShown)]), isHidden ? [] : HexDump.Lines(stored.Span));
    }

    private (ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value) Masked(in MapRecord record, bool showsSecrets, bool raw)
    {
        var mask = MaskFor(showsSecrets);
        var key = mask.Key(raw ? record.Key : StoredText.UpToNul(record.Key), record.Value);
        return (key, mask.ValueWithUser(raw ? record.Value : StoredText.UpToNul(record.Value)));
    }

    /// <summary>The values of any map can be hidden.</summary>
    private SecretMask MaskFor(bool showsSecrets) => showsSecrets ? SecretMask.Nothing : _mask.Hides ? _mask : SecretMask.PrivateKeys;

    private string FileNameOf(string kind) => kind switch
    {
        "source" => BaseName == _name ? _name + ".txt" : BaseName,
        "json" => BaseName + ".json",
        _ when MapTypes.TryParse(kind, out var type) => BaseName + MapTypes.SuffixOf(type),
        _ => _name,
    };

    private CompileResult Convert(MapType type, Stream output, DiagnosticList findings) =>
        ConvertOperation.Run(_reader!, _name, output, new ConvertOptions { Type = type, OutputPath = FileNameOf(MapTypes.NameOf(type)), Secret = _mask.Hides }, findings);

    /// <summary>What can still be read, as its source would be compiled.</summary>
    private CompileResult CompileSalvaged(MapType type, Stream output, DiagnosticList findings)
    {
        var source = new MemoryStream();
        var salvaged = Salvage(source);
        source.Position = 0;
        return CompileOperation.Run(source, BaseName, output, new CompileOptions
        {
            Types = [type],
            Format = salvaged.Syntax == SourceSyntax.Aliases ? TableFormat.Aliases : TableFormat.Plain,
            AliasKeys = salvaged.Written.AliasKeys,
        }, findings);
    }

    private SalvageResult Salvage(Stream output)
    {
        using var salvage = MapSalvage.Create(_bytes);
        return SalvageOperation.Run(salvage, new SourceTextOptions(), null, line => output.Write(line), static _ => { });
    }

    private string? WriteSource(Stream output)
    {
        if (!IsSound)
        {
            var salvaged = Salvage(output);
            return Text($"{salvaged.Written.Lines:N0} entries could still be read; {salvaged.LossCount:N0} places could not");
        }

        var options = new SourceTextOptions { Syntax = SourceDump.SyntaxOf(_reader!) };
        if (options.Syntax == SourceSyntax.Aliases) options = options with { AliasKeys = SourceDump.AliasKeysOf(_reader!.Records, options) };
        var result = SourceDump.Write(_reader!.Records, options, line => output.Write(line), static _ => { });
        return result.Problems == 0 ? null : Text($"a source cannot say {result.Problems:N0} of the records exactly");
    }

    private void WriteJson(Stream output, SecretMask mask)
    {
        void Format(in MapRecord record, IBufferWriter<byte> line)
        {
            var key = mask.Key(StoredText.UpToNul(record.Key), record.Value);
            RecordText.WriteJson(line, key, mask.ValueWithUser(StoredText.UpToNul(record.Value)), raw: false);
        }

        if (IsSound)
        {
            DumpOperation.Run(_reader!, Format, output.Write);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        for (var i = 0; i < _records.Count; i++)
        {
            buffer.ResetWrittenCount();
            Format(_records[i], buffer);
            output.Write(buffer.WrittenSpan);
        }
    }
}
