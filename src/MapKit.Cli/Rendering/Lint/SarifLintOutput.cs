using System.Buffers;
using System.Text.Json;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>
/// SARIF 2.1.0, one log with one run: every rule of the catalogue, and the findings. Each finding is written when it is reported; columns count
/// characters.
/// </summary>
internal sealed class SarifLintOutput : ILintOutput
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = JsonLine.Options with { Indented = true, NewLine = "\n" };

    private readonly ByteWriter _output;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly string _folder = Directory.GetCurrentDirectory();
    private readonly Dictionary<DiagnosticRule, int> _indexes = [];
    private readonly List<string> _failures = [];

    /// <summary>Writes the start of the log.</summary>
    public SarifLintOutput(ByteWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, Options);
        _json.WriteStartObject();
        _json.WriteString("$schema", Schema);
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        WriteTool();
        _json.WriteString("columnKind", "unicodeCodePoints");
        _json.WriteStartArray("results");
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId", diagnostic.Rule.Code);
        if (_indexes.TryGetValue(diagnostic.Rule, out var index)) _json.WriteNumber("ruleIndex", index);
        _json.WriteString("level", LevelOf(diagnostic.Severity));
        WriteText("message", diagnostic.Help is { } help ? $"{diagnostic.Message}\nHelp: {help}" : diagnostic.Message);
        WriteLocation("locations", diagnostic.Path, diagnostic.Place?.Line ?? 0, diagnostic.Place);
        if (diagnostic.RelatedLine > 0) WriteLocation("relatedLocations", diagnostic.Path, diagnostic.RelatedLine, null);
        _json.WriteEndObject();
        if (_json.BytesPending + _buffer.WrittenCount > FlushAt) Flush();
    }

    /// <inheritdoc/>
    public void ReportFailure(string message) => _failures.Add(message);

    /// <inheritdoc/>
    public void End()
    {
        _json.WriteEndArray();
        WriteInvocation();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        Flush();
        _output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static string LevelOf(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private void WriteTool()
    {
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "mapkit");
        if (char.IsAsciiDigit(ProgramVersion.Text[0])) _json.WriteString("semanticVersion", ProgramVersion.Text);
        if (ProgramVersion.Home is { } home) _json.WriteString("informationUri", home);
        _json.WriteStartArray("rules");
        foreach (var rule in Rules.All)
        {
            _indexes.Add(rule, _indexes.Count);
            _json.WriteStartObject();
            _json.WriteString("id", rule.Code);
            _json.WriteString("name", NameOf(rule));
            if (ProgramVersion.HelpOf(rule) is { } page) _json.WriteString("helpUri", page);
            WriteText("shortDescription", rule.Title);
            WriteText("fullDescription", $"{rule.Finds} What Postfix does: {rule.Effect}");
            WriteText("help", $"{rule.Remedy} More: mapkit rule {rule.Code}".TrimStart());
            _json.WriteStartObject("defaultConfiguration");
            _json.WriteString("level", LevelOf(rule.Severity));
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    /// <summary>Whether everything could be checked, and what could not.</summary>
    private void WriteInvocation()
    {
        _json.WriteStartArray("invocations");
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful", _failures.Count == 0);
        if (_failures.Count > 0)
        {
            _json.WriteStartArray("toolExecutionNotifications");
            foreach (var failure in _failures)
            {
                _json.WriteStartObject();
                _json.WriteString("level", "error");
                WriteText("message", failure);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    /// <summary>The title as one word: "bad port" is BadPort.</summary>
    private static string NameOf(DiagnosticRule rule) =>
        string.Concat(rule.Title.Split([' ', '-', '/', ',', '\'', '(', ')', '.', ':', '@', '*', '_'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private void WriteText(string name, string text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("text", text);
        _json.WriteEndObject();
    }

    private void WriteLocation(string name, string path, int line, SourcePlace? columns)
    {
        _json.WriteStartArray(name);
        _json.WriteStartObject();
        _json.WriteStartObject("physicalLocation");
        _json.WriteStartObject("artifactLocation");
        _json.WriteString("uri", UriOf(path));
        _json.WriteEndObject();
        if (line > 0)
        {
            _json.WriteStartObject("region");
            _json.WriteNumber("startLine", line);
            if (columns is { } place)
            {
                _json.WriteNumber("startColumn", place.Column);
                _json.WriteNumber("endColumn", place.EndColumn);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    /// <summary>A path relative to the current folder if the file is below it, so that a code host finds it; otherwise absolute.</summary>
    private string UriOf(string path)
    {
        var relative = Path.GetRelativePath(_folder, path);
        var isOutside = Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal);
        return isOutside
            ? "file://" + Escaped(Path.GetFullPath(path))
            : Escaped(relative);
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private void Flush()
    {
        _json.Flush();
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
