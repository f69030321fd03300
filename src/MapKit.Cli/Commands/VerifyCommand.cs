using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Dump;
using MapKit.Operations.Verify;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit verify</c>: checks that a map is sound and agrees with its source.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> Map = new("MAP") { Description = "[TYPE:]MAP, or pgsql:FILE" };
    private static readonly Option<string?> Source = new("--source") { HelpName = "FILE", Description = "Source to compare with. Default: the map's name without its suffix, if that file exists" };
    private static readonly Option<string?> Format = FormatOption.Create("from the map's records and the file name", "Table format of the source");

    private static readonly Option<bool> FileValues = new("--file-values", "-F") { Description = "Values of the source name files whose content is in the map, as with postmap -F" };
    private static readonly Option<string?> AliasNames = AliasKeysOption.CreateOptional();

    private static readonly Option<string> Duplicates = DuplicatesOption.Create("Which source entry of a duplicate key is compared", withError: false);

    private static readonly Option<string?> Salvage = new("--salvage") { HelpName = "FILE", Description = "Write a source with every record that can still be read to this new file" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("verify", "Check every page of a map and compare it with its source. The entries of a pgsql: table that mapkit published are compared with the published digest and with a source; in any other one each key of the source is looked up as Postfix does. Exit status: 0 sound and equal, 1 not.")
        {
            Map, MapOperand.Database, Source, Format, ConfigurationOption.Folder, KeyOptions.NoFold, KeyOptions.NoUtf8, KeyOptions.Nul, AliasNames, FileValues, Duplicates, Salvage, Json, SecretOption.ShowSecrets,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        if (PostgreSqlTables.NameOf(arguments.GetRequiredValue(Map)) is not null) return RunOnServer(arguments, environment);
        var operand = TableOperand.Parse(arguments.GetRequiredValue(Map));
        var path = operand.FindMap();
        var source = arguments.GetValue(Source) ?? VerifyOperation.FindSource(path);
        var settings = ConfigurationOption.Read(arguments, environment);
        var format = arguments.GetValue(Format) is { } name ? TableFormat.ByName(name) : null;
        var mask = SecretOption.MaskOf(arguments, settings, format, source is null ? [path] : [path, source]);
        var report = new VerifyReport(environment, path, arguments.GetValue(Json), mask);
        var database = arguments.GetValue(MapOperand.Database);
        if (database is not null && arguments.GetValue(Salvage) is not null) throw new FormatException("--salvage writes the records of all databases in the file: omit --database");

        // Records are salvaged even if the file's type is unknown.
        if (arguments.GetValue(Salvage) is { } output) WriteSalvage(path, output, arguments, settings, report);
        using var progress = ProgressBar.On(environment, path, "checking the pages");
        var result = VerifyOperation.Run(path, new VerifyOptions
        {
            OnStep = progress is null ? null : progress.Step,
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

    private static int RunOnServer(ParseResult arguments, CommandEnvironment environment)
    {
        foreach (var option in (Option[])[MapOperand.Database, KeyOptions.Nul, Salvage])
        {
            if (arguments.GetResult(option) is { Implicit: false }) throw new FormatException($"{option.Name} belongs to a map file; a pgsql: table is none");
        }

        var (name, source) = (arguments.GetRequiredValue(Map), arguments.GetValue(Source));
        var settings = ConfigurationOption.Read(arguments, environment);
        using var table = PostgreSqlTables.OpenServer(name, settings, environment);
        if (source is null && !table.IsListable) throw new FormatException($"{name}: only the entries of a table that mapkit published can be listed; give --source FILE, whose keys are looked up");
        using var progress = ProgressBar.On(environment, name, "reading the entries");
        var state = PostgreSqlTables.Query(table.CheckEntries);
        var mask = arguments.GetValue(SecretOption.ShowSecrets) ? SecretMask.Nothing
            : state?.Published?.IsCredentials == true ? SecretMask.WholeCredentials
            : SecretOption.MaskOfAnswers(arguments, settings, ByteText.ToText(table.Name)) is { Hides: true } hiding ? hiding
            : SecretOption.MaskOf(arguments, settings, state?.Published?.Format, source is null ? [] : [source]);
        var report = new VerifyReport(environment, name, arguments.GetValue(Json), mask);
        if (state?.Problem is { } problem) report.Write(new MapProblem(problem, null, null, null));
        progress?.Step("comparing with the source");
        var compile = CompileOptionsOf(arguments, settings);
        compile = compile with { Format = compile.Format ?? state?.Published?.Format, AliasKeys = AliasKeysOf(arguments) ?? compile.AliasKeys };
        var comparison = new LookupComparison(table, compile, report.Write);
        if (source is not null) PostgreSqlTables.Query(() => comparison.Run(source));
        report.Write(table, state, comparison, source);
        return state?.Problem is null && comparison.Differences == 0 ? MapkitCommand.Success : MapkitCommand.No;
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
        using var signals = new AbortOnSignal();
        report.Write(output, SalvageOperation.Run(path, output, options, AliasKeysOf(arguments), report.Write, signals.Token));
    }
}
