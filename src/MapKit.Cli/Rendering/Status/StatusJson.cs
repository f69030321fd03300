using System.Text.Json;
using MapKit.Configuration.References;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Operations.Status;

namespace MapKit.Cli.Rendering.Status;

/// <summary>The tables of <c>status</c> as JSON lines, and a summary line.</summary>
/// <param name="output">Where to.</param>
/// <param name="advice">What to do.</param>
internal sealed class StatusJson(ByteWriter output, StatusAdvice advice)
{
    /// <summary>Writes everything.</summary>
    /// <param name="report">The tables.</param>
    /// <param name="instances">The folders of further instances, which have separate tables.</param>
    public void Write(StatusReport report, IReadOnlyList<string> instances)
    {
        foreach (var table in report.Tables) JsonLine.Write(output, "table", writer => WriteTable(writer, table));
        foreach (var problem in report.Problems) JsonLine.Write(output, "problem", writer => WriteProblem(writer, problem));
        JsonLine.Write(output, "result", writer =>
        {
            writer.WriteNumber("tables", report.Tables.Count);
            writer.WriteNumber("toDo", report.ToDo);
            writer.WriteNumber("problems", report.Problems.Count);
            if (instances.Count > 0) WriteStrings(writer, "instances", instances);
        });
    }

    private void WriteTable(Utf8JsonWriter writer, TableStatus table)
    {
        writer.WriteString("role", table.Role.Name);
        writer.WriteString("type", table.Type);
        writer.WriteString("name", table.ShownName);
        if (table.SourcePath is { } source) writer.WriteString("source", source);
        if (table.MapPath is { } map) writer.WriteString("map", map);
        if (table.MapType is { } type && MapTypes.NameOf(type) != table.Type) writer.WriteString("openedAs", MapTypes.NameOf(type));
        if (table.FoundType is { } found) writer.WriteString("typeInFile", MapTypes.NameOf(found));
        if (table.Entries is { } entries) writer.WriteNumber("entries", entries);
        writer.WriteString("state", StatusWords.NameOf(table.State));
        writer.WriteString("message", StatusWords.Describe(table));
        if (table.State == TableState.Stale)
        {
            writer.WriteNumber("missing", table.Missing);
            writer.WriteNumber("extra", table.Extra);
            writer.WriteNumber("changed", table.Changed);
        }

        if (table.Servers.Count > 0) WriteServers(writer, table.Servers);
        writer.WriteBoolean("toDo", table.NeedsWork);
        if (advice.HelpFor(table) is { } help) writer.WriteString("help", help);
        WriteStrings(writer, "commands", advice.For(table));
        writer.WriteStartArray("notes");
        foreach (var note in table.Notes) WriteNote(writer, note, table.Role);
        writer.WriteEndArray();
        writer.WriteStartArray("uses");
        foreach (var use in table.Reference?.Uses ?? []) WriteUse(writer, use);
        writer.WriteEndArray();
    }

    private static void WriteServers(Utf8JsonWriter writer, IReadOnlyList<ServerState> servers)
    {
        writer.WriteStartArray("servers");
        foreach (var server in servers)
        {
            writer.WriteStartObject();
            writer.WriteString("server", server.Server);
            if (server.Problem is not null) writer.WriteString("problem", server.Problem);
            if (server.Published is { } published) writer.WriteNumber("generation", published.Generation);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNote(Utf8JsonWriter writer, TableNote note, TableRole role)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", StatusWords.NameOf(note.Kind));
        writer.WriteString("message", StatusWords.Describe(note, role));
        WriteStrings(writer, "paths", note.Paths);
        writer.WriteEndObject();
    }

    private static void WriteUse(Utf8JsonWriter writer, TableUse use)
    {
        writer.WriteStartObject();
        writer.WriteString("parameter", use.Parameter);
        if (use.Service is { } service) writer.WriteString("service", service.ToString());
        writer.WriteString("role", use.Role.Name);
        writer.WriteString("writtenIn", use.WrittenIn);
        if (use.Path is { } path) writer.WriteString("path", path);
        if (use.Place is { } place)
        {
            writer.WriteNumber("line", place.Line);
            writer.WriteNumber("column", place.Column);
            writer.WriteNumber("endColumn", place.EndColumn);
        }

        if (use.Through.Count > 0) WriteStrings(writer, "through", use.Through);
        writer.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter writer, ReferenceProblem problem)
    {
        writer.WriteString("parameter", problem.Parameter);
        if (problem.Service is { } service) writer.WriteString("service", service.ToString());
        if (problem.Setting is { } setting)
        {
            writer.WriteString("path", setting.Path);
            writer.WriteNumber("line", setting.FirstLine);
        }

        writer.WriteString("message", problem.Message);
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
