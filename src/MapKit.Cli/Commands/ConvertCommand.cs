using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations.Convert;
using MapKit.Records;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit convert</c>: map to map.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Argument<string> Output = new("OUT") { Description = "TYPE:NAME, or a file whose suffix says its type" };
    private static readonly Option<string> Duplicates = new Option<string>("--duplicates") { Description = "Which value stays of a key that has several", DefaultValueFactory = _ => "first" }
        .Among("first", "last", "error");

    private static readonly Option<string?> Nul = new Option<string?>("--nul") { Description = "Keys and values with (yes) or without (no) a trailing NUL; default as Postfix for the type" }
        .Among("yes", "no");

    private static readonly Option<bool> InPlace = new("--in-place") { Description = "Let the map take the place of the file it is made from, although that is of another type" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace OUT although it is not a map" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line on standard output" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("convert", "Make a map of one type from a map of another; no source is needed.")
        {
            Map, Output, MapOperand.Database, ConfigurationOption.Folder, Nul, Duplicates, InPlace, Force, Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var database = arguments.GetValue(MapOperand.Database);
        using var signals = new AbortOnSignal();
        var (path, old) = Look(arguments.GetRequiredValue(Map), database, environment);
        var (type, outputPath) = TargetOf(arguments.GetRequiredValue(Output), old);
        var duplicates = arguments.GetRequiredValue(Duplicates);
        var settings = ConfigurationOption.Read(arguments, environment);
        var json = arguments.GetValue(Json);
        var options = new ConvertOptions
        {
            Type = type,
            OutputPath = outputPath,
            Database = database,
            Nul = arguments.GetValue(Nul) switch { "yes" => NulConvention.WithNul, "no" => NulConvention.WithoutNul, _ => NulConvention.TypeDefault },
            Duplicates = duplicates == "last" ? DuplicatePolicy.Last : DuplicatePolicy.First,
            DuplicatesAreErrors = duplicates == "error",
            InPlace = arguments.GetValue(InPlace),
            Force = arguments.GetValue(Force),
            Secret = SecretOption.MaskOf(arguments, settings, null, path, outputPath).Hides,
            Cancellation = signals.Token,
            OnWaiting = held => MapkitCommand.Note(environment, $"{held}"),
        };
        var result = ConvertOperation.Run(path, options, new DiagnosticPrinter(environment, json, FindingMask.WithoutExcerpts));
        CompileCommand.Print(result, path, json, environment);
        return CompileCommand.StatusOf(result.Outcome);
    }

    /// <summary>What the map is, and the note where it is not what its name says.</summary>
    private static (string Path, MapType Type) Look(string text, string? database, CommandEnvironment environment)
    {
        using var map = MapOperand.Open(text, environment, database);
        return (map.Path, map.Reader.Type);
    }

    private static (MapType Type, string Path) TargetOf(string text, MapType old)
    {
        var operand = TableOperand.Parse(text);
        if (operand.Type is { } given)
            return (given, operand.Name.EndsWith(MapTypes.SuffixOf(given), StringComparison.Ordinal) ? operand.Name : operand.MapPath(given));

        // Hash and btree share a suffix: what it is now it stays.
        if (operand.Name.EndsWith(MapTypes.SuffixOf(old), StringComparison.Ordinal)) return (MapTypes.WrittenAs(old), operand.Name);
        foreach (var type in MapTypes.All)
        {
            if (operand.Name.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal)) return (type, operand.Name);
        }

        throw new FormatException($"{text}: which type of map? Write TYPE:NAME, or a name that ends in {string.Join(", ", MapTypes.All.Select(MapTypes.SuffixOf).Distinct())}");
    }
}
