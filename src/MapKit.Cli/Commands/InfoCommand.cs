using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations.Info;
using MapKit.Source;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit info</c>: what a map file is.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("info", "Say what a map file is: type, pages and how full they are, records and their lengths, NUL convention, writer.")
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

        using var map = MapOperand.Open(operand, environment, database);
        MapFacts facts;
        try
        {
            facts = new MapFacts(map.Path, database, map.Reader.Info, MapContents.Read(map.Reader), MapStructure.Measure(map.Reader));
        }
        catch (MapFormatException damage)
        {
            // What the header says is known all the same; the error follows it.
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
            // Whoever opens the map meets the damage too, and can say more.
            return [];
        }
    }

    private static void WriteDatabases(string path, IReadOnlyList<ReadOnlyMemory<byte>> names, bool json, CommandEnvironment environment)
    {
        if (json)
        {
            JsonLine.Write(environment.Output, writer =>
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
