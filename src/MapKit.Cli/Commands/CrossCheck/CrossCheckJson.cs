using System.Text.Json;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Operations.CrossCheck;

namespace MapKit.Cli.Commands.CrossCheck;

/// <summary>A report as one JSON object on a line.</summary>
internal static class CrossCheckJson
{
    /// <summary>Writes a report.</summary>
    public static void Write(ByteWriter output, CrossCheckReport report, string reference, CrossCheckShown shown) => JsonLine.Write(output, "crosscheck", writer =>
    {
        writer.WriteString("source", report.SourcePath);
        writer.WriteString("type", MapTypes.NameOf(report.Type));
        writer.WriteString("outcome", CrossCheckText.NameOf(report.Outcome));
        writer.WriteString("reference", reference);
        if (report.Refusal is { } refusal)
        {
            writer.WriteString("reason", shown.Message(refusal));
            return;
        }

        WriteSide(writer, CrossCheckDropIn.MapKit, report.MapKit!);
        WriteSide(writer, "peer", report.Reference!);
        if (report.Failure is { } failure) writer.WriteString("failure", shown.Message(failure));
        WriteMessages(writer, report, shown);
        WriteCounts(writer, report.MissingRecords, report.ExtraRecords, report.DifferingRecords);
        if (report.RecordsInOtherOrder) writer.WriteBoolean("recordsInOtherOrder", true);
        WriteRecords(writer, report.Records, shown);
        if (report.Reading is { } reading) WriteReading(writer, reading, shown);
        if (report.FirstDifferingByte is { } at) writer.WriteNumber("firstDifferingByte", at);
    });

    private static void WriteSide(Utf8JsonWriter writer, string name, CrossCheckSide side)
    {
        writer.WriteStartObject(name);
        if (side.ExitStatus is { } status) writer.WriteNumber("exitStatus", status);
        if (side.MapSuffix is { } suffix) writer.WriteString("suffix", suffix);
        if (side.MapProblem is { } problem) writer.WriteString("problem", problem);
        writer.WriteNumber("records", side.Records);
        writer.WriteNumber("bytes", side.Bytes);
        writer.WriteNumber("milliseconds", Math.Round(side.Elapsed.TotalMilliseconds, 1));
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, CrossCheckReport report, CrossCheckShown shown)
    {
        writer.WriteNumber("differingMessages", report.DifferingMessages);
        if (report.MessagesInOtherOrder) writer.WriteBoolean("messagesInOtherOrder", true);
        if (report.Messages.Count == 0) return;
        writer.WriteStartArray("messages");
        foreach (var message in report.Messages)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", CrossCheckText.NameOf(message.Kind));
            writer.WriteString("text", shown.Message(message.Text));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReading(Utf8JsonWriter writer, CrossCheckReading reading, CrossCheckShown shown)
    {
        writer.WriteStartObject("reading");
        writer.WriteNumber("records", reading.Records);
        if (reading.Problem is { } problem) writer.WriteString("problem", problem);
        WriteCounts(writer, reading.Missing, reading.Extra, reading.Differing);
        WriteRecords(writer, reading.Listed, shown);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, long missing, long extra, long differing)
    {
        writer.WriteNumber("missingRecords", missing);
        writer.WriteNumber("extraRecords", extra);
        writer.WriteNumber("differingRecords", differing);
    }

    private static void WriteRecords(Utf8JsonWriter writer, IReadOnlyList<CrossCheckRecord> records, CrossCheckShown shown)
    {
        if (records.Count == 0) return;
        writer.WriteStartArray("records");
        foreach (var record in records)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", CrossCheckText.NameOf(record.Kind));
            JsonLine.WriteBytes(writer, "key", shown.Key(record).Span);
            if (record.Kind != DifferenceKind.Missing) JsonLine.WriteBytes(writer, "value", shown.Value(record.Value).Span);
            if (record.Kind != DifferenceKind.Extra) JsonLine.WriteBytes(writer, "peerValue", shown.Value(record.ReferenceValue).Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
