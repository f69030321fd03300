using System.Buffers;
using System.Text.Json;
using MapKit.Operations.Graph;

namespace MapKit.Cli.Rendering.Graph;

/// <summary>A graph as one JSON object.</summary>
internal static class GraphJson
{
    /// <summary>Returns the object and a line end.</summary>
    public static byte[] Write(MailGraph graph)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonLine.Write(buffer, "graph", writer =>
        {
            writer.WriteString("title", graph.Title);
            writer.WriteStartArray("nodes");
            foreach (var node in graph.Nodes) Write(writer, node);
            writer.WriteEndArray();
            writer.WriteStartArray("edges");
            foreach (var edge in graph.Edges) Write(writer, edge);
            writer.WriteEndArray();
            Write(writer, "notes", graph.Notes);
        });
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, GraphNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("id", node.Id);
        writer.WriteString("is", JsonNamingPolicy.CamelCase.ConvertName(node.Kind.ToString()));
        writer.WriteString("caption", node.Caption);
        writer.WriteString("title", node.Title);
        if (node.Details.Count > 0) Write(writer, "details", node.Details);
        if (node.Routes.Count > 0) Write(writer, "routes", node.Routes);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GraphEdge edge)
    {
        writer.WriteStartObject();
        writer.WriteString("from", edge.From);
        writer.WriteString("to", edge.To);
        writer.WriteString("is", JsonNamingPolicy.CamelCase.ConvertName(edge.Kind.ToString()));
        if (edge.Label.Length > 0) writer.WriteString("label", edge.Label);
        if (edge.Place is { } place)
        {
            writer.WriteString("path", place.Path);
            writer.WriteNumber("line", place.Place.Line);
            writer.WriteBoolean("current", place.IsCurrent);
        }

        writer.WriteBoolean("loop", edge.IsLoop);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
