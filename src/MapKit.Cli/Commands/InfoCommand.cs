using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations.Info;
using MapKit.Source;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit info</c>: describes a map file.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("info", "Show a map's type, page usage, record counts, lengths, NUL convention and probable writer.")
        {
            Map, MapOperand.Database, Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var operand = arguments.GetRequiredValue(Map);
        var database = arguments.GetValue(MapOperand.Database);
        var json = arguments.GetValue(Json);
        var path = TableOperand.Parse(operand).FindMap();
        if (database is null && DatabasesIn(path) is { Count: > 0 } names)
        {
            WriteDatabases(path, names, json, environment);
            return MapkitCommand.Success;
        }

        using var progress = ProgressBar.On(environment, path, "reading");
        using var map = MapOperand.Open(operand, environment, database);
        MapFacts facts;
        try
        {
            facts = new MapFacts(map.Path, database, map.Reader.Info, MapContents.Read(map.Reader), MapStructure.Measure(map.Reader));
        }
        catch (MapFormatException damage)
        {
            // The header can still be read: it is printed before the error.
            if (json) InfoJson.WriteHeader(environment.Output, map.Path, database, map.Reader.Info, damage.Message);
            else InfoText.WriteHeader(environment.Output, map.Path, database, map.Reader.Info);
            throw;
        }

        if (json)
        {
            InfoJson.Write(environment.Output, facts);
        }
        else
        {
            InfoText.Write(environment.Output, facts);
            if (environment.OutputIsTerminal) LengthChart.Write(environment, facts.Contents);
        }

        return MapkitCommand.Success;
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> DatabasesIn(string path)
    {
        try
        {
            return MapFile.DatabasesIn(path);
        }
        catch (MapFormatException)
        {
            // Opening the map finds the same damage and reports it in more detail.
            return [];
        }
    }

    private static void WriteDatabases(string path, IReadOnlyList<ReadOnlyMemory<byte>> names, bool json, CommandEnvironment environment)
    {
        if (json)
        {
            JsonLine.Write(environment.Output, "databases", writer =>
            {
                writer.WriteString("map", path);
                writer.WriteStartArray("databases");
                foreach (var name in names) writer.WriteStringValue(DisplayText.Escape(name.Span));
                writer.WriteEndArray();
            });
            return;
        }

        InfoText.Row(environment.Output, "file", path);
        InfoText.Row(environment.Output, "format", "a directory of named databases");
        InfoText.Row(environment.Output, "databases", string.Join(", ", names.Select(name => DisplayText.Escape(name.Span))));
    }
}
