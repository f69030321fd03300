using System.Text;
using System.Text.Json;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Rendering;

/// <summary>An explanation as one JSON object.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes an explanation.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The question, for the title.</param>
    /// <param name="address">The address.</param>
    /// <param name="explanation">The answer.</param>
    public static void Write(ByteWriter output, string name, string address, Explanation explanation) => JsonLine.Write(output, "explanation", writer =>
    {
        writer.WriteString("format", name);
        writer.WriteString("address", address);
        writer.WriteString("outcome", CamelCase(explanation.Outcome));
        writer.WriteStartArray("results");
        foreach (var result in explanation.Results) writer.WriteStringValue(result);
        writer.WriteEndArray();
        Write(writer, "steps", explanation.Steps);
    });

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ExplanationNode> nodes)
    {
        writer.WriteStartArray(name);
        foreach (var node in nodes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", CamelCase(node.Kind));
            writer.WriteString("text", node.Text);
            foreach (var facts in node.Facts.GroupBy(fact => fact.Name, fact => fact.Value)) Write(writer, facts.Key, [.. facts]);
            if (node.Search is { } search) Write(writer, search);
            if (node.Children.Count > 0) Write(writer, "steps", node.Children);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string[] values)
    {
        // A member that may have several values is always a list.
        if (name != "to")
        {
            writer.WriteString(name, values[0]);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Search search)
    {
        writer.WriteString("list", search.List);
        writer.WriteStartArray("tables");
        foreach (var table in search.Tables) writer.WriteStringValue(table);
        writer.WriteEndArray();
        writer.WriteStartArray("probes");
        foreach (var step in search.Steps) Write(writer, step);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SearchStep step)
    {
        writer.WriteStartObject();
        JsonLine.WriteBytes(writer, "key", Encoding.Latin1.GetBytes(step.Probe.Key));
        writer.WriteString("reason", CamelCase(step.Probe.Reason));
        writer.WriteBoolean("partial", step.Probe.IsPartial);
        writer.WriteString("table", step.Table);
        writer.WriteString("outcome", CamelCase(step.Outcome));
        if (step.Value is { } value)
        {
            if (step.IsListing) writer.WriteString("value", "there");
            else if (step.IsSecret) writer.WriteString("value", ExplanationWords.ShownValue(step));
            else JsonLine.WriteBytes(writer, "value", Encoding.Latin1.GetBytes(value));
        }

        if (step.Place is { } place)
        {
            writer.WriteString("path", place.Path);
            writer.WriteNumber("line", place.Place.Line);
            writer.WriteNumber("column", place.Place.Column);
            writer.WriteBoolean("current", place.IsCurrent);
        }

        if (step.Reason is { } reason) writer.WriteString("message", reason);
        writer.WriteEndObject();
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
