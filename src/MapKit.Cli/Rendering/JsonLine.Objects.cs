using System.Buffers;
using System.Text.Json;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Operations.Compile;

namespace MapKit.Cli.Rendering;

/// <content>The objects of the command.</content>
internal static partial class JsonLine
{
    /// <summary>Writes an object whose members the caller writes.</summary>
    public static void Write(ByteWriter output, string kind, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, kind, members);
        output.Write(buffer.WrittenSpan);
    }

    /// <summary>Writes an error that ended the work, or a part of it.</summary>
    public static void WriteError(ByteWriter output, string message) => Write(output, "error", writer => writer.WriteString("message", message));

    /// <summary>Writes a finding.</summary>
    public static void Write(ByteWriter output, Diagnostic diagnostic) => Write(output, "finding", writer =>
    {
        writer.WriteString("path", diagnostic.Path);
        if (diagnostic.Place is { } place)
        {
            writer.WriteNumber("line", place.Line);
            writer.WriteNumber("column", place.Column);
            writer.WriteNumber("endColumn", place.EndColumn);
        }

        writer.WriteString("severity", DiagnosticText.NameOf(diagnostic.Severity));
        writer.WriteString("code", diagnostic.Rule.Code);
        writer.WriteString("message", diagnostic.Message);
        if (diagnostic.Help is { } help) writer.WriteString("help", help);
    });

    /// <summary>Writes a rule.</summary>
    public static void Write(ByteWriter output, DiagnosticRule rule) => Write(output, "rule", writer =>
    {
        writer.WriteString("code", rule.Code);
        writer.WriteString("severity", DiagnosticText.NameOf(rule.Severity));
        writer.WriteString("title", rule.Title);
        writer.WriteString("finds", rule.Finds);
        writer.WriteString("effect", rule.Effect);
        writer.WriteString("example", rule.Example);
        writer.WriteString("remedy", rule.Remedy);
    });

    /// <summary>Writes the result for a map.</summary>
    public static void Write(ByteWriter output, string source, CompileResult result, FormatChoice? format) => Write(output, "map", writer =>
    {
        writer.WriteString("source", source);
        writer.WriteString("map", result.Path);
        writer.WriteString("type", Maps.MapTypes.NameOf(result.Type));
        if (format is not null) Write(writer, format);
        writer.WriteString("outcome", CompileText.NameOf(result.Outcome));
        writer.WriteNumber("records", result.Records);
        writer.WriteNumber("bytes", result.Bytes);
        writer.WriteNumber("milliseconds", Math.Round(result.Elapsed.TotalMilliseconds, 1));
        if (result.Notes.Count > 0) WriteStrings(writer, "notes", result.Notes);
    });

    /// <summary>Writes a list of texts.</summary>
    public static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Writes a list of numbers.</summary>
    public static void WriteNumbers(Utf8JsonWriter writer, string name, IReadOnlyList<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>Writes the format of a table that was checked.</summary>
    public static void Write(ByteWriter output, string table, FormatChoice format) => Write(output, "format", writer =>
    {
        writer.WriteString("table", table);
        Write(writer, format);
    });

    private static void Write(Utf8JsonWriter writer, FormatChoice format)
    {
        writer.WriteString("format", format.Format.Name);
        writer.WriteString("formatFrom", format.Origin);
    }
}
