using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Dump;
using MapKit.Operations.Verify;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit verify</c>: whether a map is sound and says what its source says.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP" };
    private static readonly Option<string?> Source = new("--source") { Description = "The source to compare with; default the map's name without its suffix, if there is such a file" };
    private static readonly Option<string?> Format = new Option<string?>("--format", "-f") { Description = "Table format of the source; default by the map's records and the file's name" }
        .Among([.. TableFormat.All.Select(format => format.Name)]);

    private static readonly Option<bool> FileValues = new("--file-values", "-F") { Description = "Values of the source name files, whose content is in the map, as postmap -F" };
    private static readonly Option<string?> AliasNames = AliasKeysOption.CreateOptional("Form of quoted alias names; default that of the map");

    private static readonly Option<string> Duplicates = DuplicatesOption.Create("Which entry of the source wins", withError: false);

    private static readonly Option<string?> Salvage = new("--salvage") { Description = "Write a source to this new file from every record that can still be reached" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("verify", "Check every page of a map and compare it with its source; exit 0 if both are right, 1 if not.")
        {
            Map, MapOperand.Database, Source, Format, ConfigurationOption.Folder, KeyOptions.NoFold, KeyOptions.NoUtf8, KeyOptions.Nul, AliasNames, FileValues, Duplicates, Salvage, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var operand = TableOperand.Parse(arguments.GetRequiredValue(Map));
        var path = operand.FindMap();
        var source = arguments.GetValue(Source) ?? VerifyOperation.FindSource(path);
        var settings = ConfigurationOption.Read(arguments, environment);
        var format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name) : null;
        var mask = SecretOption.MaskOf(arguments, settings, format, source is null ? [path] : [path, source]);
        var report = new VerifyReport(environment, path, arguments.GetValue(Json), mask);
        var database = arguments.GetValue(MapOperand.Database);
        if (database is not null && arguments.GetValue(Salvage) is not null) throw new FormatException("--salvage writes every record in the file, whatever its database: leave out --database");

        // What can be saved is saved also from a file that nothing can be said of.
        if (arguments.GetValue(Salvage) is { } output) WriteSalvage(path, output, arguments, settings, report);
        var result = VerifyOperation.Run(path, new VerifyOptions
        {
            SourcePath = source,
            Database = database,
            Compile = CompileOptionsOf(arguments, settings),
            AliasKeys = AliasKeysOf(arguments),
            OnProblem = report.Write,
            OnDifference = report.Write,
        });
        if (operand.Type is { } named && named != result.Structure.Type)
        {
            var found = MapTypes.NameOf(result.Structure.Type);
            MapkitCommand.Note(environment, $"{path}: holds a map of type {found}, not {MapTypes.NameOf(named)}; reading it as {found}");
        }

        report.Write(result);
        return result.IsGood ? MapkitCommand.Success : MapkitCommand.No;
    }

    private static CompileOptions CompileOptionsOf(ParseResult arguments, PostfixSettings settings) => new()
    {
        Format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name) : null,
        Utf8 = KeyOptions.IsUtf8(arguments, settings),
        Folding = KeyOptions.FoldingOf(arguments, settings),
        Nul = KeyOptions.NulOf(arguments),
        ValuesAreFiles = arguments.GetValue(FileValues),
        Duplicates = DuplicatesOption.PolicyOf(arguments, Duplicates),
    };

    private static AliasKeys? AliasKeysOf(ParseResult arguments) => arguments.GetValue(AliasNames) is { } word ? AliasKeysOption.Named(word) : null;

    private static void WriteSalvage(string path, string output, ParseResult arguments, PostfixSettings settings, VerifyReport report)
    {
        var options = new SourceTextOptions { Utf8 = KeyOptions.IsUtf8(arguments, settings), Folding = KeyOptions.FoldingOf(arguments, settings) };

        // Another table's passwords may be in it: nobody else reads it until its owner says so.
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(output, file);
        report.Write(output, SalvageOperation.Run(path, options, AliasKeysOf(arguments), stream.Write, report.Write));
    }
}
