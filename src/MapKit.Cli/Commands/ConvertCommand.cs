using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit convert</c>: map to map.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Argument<string> Output = new("OUT") { Description = "Map to write: TYPE:NAME, or a file whose suffix gives the type" };
    private static readonly Option<string> Duplicates = DuplicatesOption.Create("Which value of a duplicate key is kept; error refuses them", withError: true);

    private static readonly Option<string?> Nul = new Option<string?>("--nul") { Description = "Whether stored keys and values end in NUL. Default: Postfix's rule for the map type" }
        .Among("yes", "no");

    private static readonly Option<bool> InPlace = new("--in-place") { Description = "Replace the input file, although it has another type" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace OUT although it is not a map" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line to standard output" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("convert", "Convert a map to another type. No source is needed.")
        {
            Map, Output, MapOperand.Database, ConfigurationOption.Folder, Nul, Duplicates, InPlace, Force, WriteOptions.DryRun, Json,
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
        var settings = ConfigurationOption.Read(arguments, environment);
        var json = arguments.GetValue(Json);
        var options = new ConvertOptions
        {
            Type = type,
            OutputPath = outputPath,
            Database = database,
            Nul = KeyOptions.NulOf(arguments, Nul),
            Duplicates = DuplicatesOption.PolicyOf(arguments, Duplicates),
            DuplicatesAreErrors = DuplicatesOption.AreErrors(arguments, Duplicates),
            InPlace = arguments.GetValue(InPlace),
            Force = arguments.GetValue(Force),
            CheckOnly = arguments.GetValue(WriteOptions.DryRun),
            Secret = SecretOption.MaskOf(arguments, settings, null, path, outputPath).Hides,
            Cancellation = signals.Token,
            OnWaiting = held => MapkitCommand.Note(environment, $"{held}"),
        };
        using var progress = ProgressBar.On(environment, path, $"converting to {MapTypes.NameOf(type)}");
        var result = ConvertOperation.Run(path, options, new DiagnosticPrinter(environment, json, FindingMask.WithoutExcerpts));
        CompileCommand.Print(result, path, json, environment);
        return result.Outcome == CompileOutcome.WouldChange ? MapkitCommand.Success : CompileCommand.StatusOf(result.Outcome);
    }

    /// <summary>Finds the map's type, and prints a note if its name says otherwise.</summary>
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

        // Hash and btree share a suffix: the map keeps its present type.
        if (operand.Name.EndsWith(MapTypes.SuffixOf(old), StringComparison.Ordinal)) return (MapTypes.WrittenAs(old), operand.Name);
        foreach (var type in MapTypes.All)
        {
            if (operand.Name.EndsWith(MapTypes.SuffixOf(type), StringComparison.Ordinal)) return (type, operand.Name);
        }

        throw new FormatException($"{text}: which type of map? Write TYPE:NAME, or a name that ends in {string.Join(", ", MapTypes.All.Select(MapTypes.SuffixOf).Distinct())}");
    }
}
