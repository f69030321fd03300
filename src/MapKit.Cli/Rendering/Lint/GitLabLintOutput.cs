using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MapKit.Diagnostics;

namespace MapKit.Cli.Rendering.Lint;

/// <summary>GitLab's code quality report: one JSON array.</summary>
internal sealed class GitLabLintOutput : ILintOutput
{
    private readonly ByteWriter _output;
    private readonly MemoryStream _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>Writes the start of the report.</summary>
    public GitLabLintOutput(ByteWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, JsonLine.Options with { Indented = true, NewLine = "\n" });
        _json.WriteStartArray();
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => Write(
        diagnostic.Help is { } help ? $"{diagnostic.Message}; {help}" : diagnostic.Message, diagnostic.Rule.Code,
        FingerprintOf($"{diagnostic.Path}\0{diagnostic.Rule.Code}\0{diagnostic.Message}"),
        diagnostic.Severity switch { Severity.Error => "major", Severity.Warning => "minor", _ => "info" }, diagnostic.Path, diagnostic.Place?.Line ?? 1);

    /// <inheritdoc/>
    public void ReportFailure(string message) => Write($"not checked: {message}", "mapkit", FingerprintOf($"\0mapkit\0{message}"), "blocker", message.Split(": ")[0], 1);

    private void Write(string description, string check, string fingerprint, string severity, string path, int line)
    {
        _json.WriteStartObject();
        _json.WriteString("description", description);
        _json.WriteString("check_name", check);
        _json.WriteString("fingerprint", fingerprint);
        _json.WriteString("severity", severity);
        _json.WriteStartObject("location");
        _json.WriteString("path", path);
        _json.WriteStartObject("lines");
        _json.WriteNumber("begin", line);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void End()
    {
        _json.WriteEndArray();
        _json.Flush();
        _output.Write(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>The same for the same finding after lines above it have changed; different for each finding of a report.</summary>
    private string FingerprintOf(string text)
    {
        var number = _seen[text] = _seen.GetValueOrDefault(text) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\0{number}")))[..32];
    }
}
