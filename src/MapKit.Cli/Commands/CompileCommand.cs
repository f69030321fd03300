using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Platform;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit compile</c>: source to map.</summary>
internal static class CompileCommand
{
    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "[TYPE:]SOURCE to compile. - reads standard input and needs -o",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Types = new("--type", "-t") { HelpName = "TYPE", Description = "Map types, separated by commas: hash, btree, lmdb, cdb. Default: default_database_type of main.cf or of the installed Postfix, else hash" };
    private static readonly Option<string?> Format = FormatOption.Create();

    private static readonly Option<string?> Output = new("--output", "-o") { HelpName = "FILE", Description = "Map file to write" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Write nothing if there is an error finding" };
    private static readonly Option<bool> Force = new("--force") { Description = "Compile a file that looks like no table, and replace a map file that is a source or not a map" };
    private static readonly Option<bool> Check = new("--check") { Description = "Write nothing. Exit status: 0 up to date, 1 would change" };

    private static readonly Option<string> Duplicates = DuplicatesOption.Create("Which entry of a duplicate key is stored; error refuses them", withError: true);

    private static readonly Option<string> AliasNames = AliasKeysOption.Create();

    private static readonly Option<bool> FileValues = new("--file-values", "-F") { Description = "Values name files whose content is stored in base64, as with postmap -F. Default for the tables of tls_server_sni_maps and with -f server_sni" };
    private static readonly Option<string?> YpMaster = new("--yp-records") { HelpName = "NAME", Description = "Add the NIS records to alias maps, with this master name. They contain the time, so the map always changes" };
    private static readonly Option<string?> Memory = MemoryOption.Create();
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line to standard output" };

    // Progress is always shown on a terminal; scripts may still give the option.
    private static readonly Option<bool> Progress = new("--progress") { Hidden = true };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("compile", "Compile sources to the map files that Postfix opens.")
        {
            Sources, Types, Format, ConfigurationOption.Folder, Output, Strict, Check, Force, Duplicates, KeyOptions.NoFold, KeyOptions.NoUtf8, KeyOptions.Nul, AliasNames, FileValues, YpMaster, Memory, Json, Progress,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var sources = arguments.GetRequiredValue(Sources);
        if (arguments.GetValue(Output) is not null && sources.Length > 1)
            throw new FormatException("-o names one map: give one source");

        using var signals = new AbortOnSignal();
        var settings = ConfigurationOption.Read(arguments, environment, signals.Token);
        var status = MapkitCommand.Success;
        var together = sources.Length > 1 ? new TablesTogether([.. sources.Select(source => FormatOf(NameOf(source), arguments, settings).Format)]) : null;
        var others = sources.Length > 1 ? new SourceSet(sources.Select(NameOf)) : null;
        ParseTypes(arguments.GetValue(Types) ?? []);
        if (!SourceOperand.AreAllSources(sources, arguments.GetValue(Force), environment)) return MapkitCommand.Trouble;
        var work = sources.Select(source => PlanOf(source, arguments, settings, environment).Among(together, others, signals.Token)).ToList();
        if (work.Count > 1 && !SourceOperand.AreAllRight(work, ProblemOfTargets, environment)) return MapkitCommand.Trouble;
        var isRefused = work.Count > 1 && work.Exists(IsRefused);
        foreach (var one in isRefused ? work.Select(plan => plan.Checking()) : work)
        {
            try
            {
                status = Math.Max(status, CompileOne(one, arguments, settings, environment));
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception) && exception is not OutputException)
            {
                // The other sources are still compiled.
                MapkitCommand.Fail(environment, exception.Message);
                status = MapkitCommand.Trouble;
            }
        }

        // One of several tables may be secret.
        together?.Report(new DiagnosticPrinter(environment, arguments.GetValue(Json), FindingMask.WithoutExcerpts));
        if (isRefused) MapkitCommand.Note(environment, "nothing was written, because of the errors above");
        return status;
    }

    private static string? ProblemOfTargets(Plan plan)
    {
        CompileOperation.CheckTargets(plan.Operand.Name, plan.Options);
        return null;
    }

    /// <summary>Whether the content of a source refuses its map: known before the first of several maps is written.</summary>
    private static bool IsRefused(Plan plan)
    {
        if (!(plan.Options.Strict || plan.Options.DuplicatesAreErrors) || !FilePresence.IsRegularFile(plan.Operand.Name)) return false;
        var results = CompileOperation.Run(plan.Operand.Name, plan.Checking().Options with { Together = null, OnWaiting = null }, new NoFindings());
        return results.Any(result => result.Outcome is CompileOutcome.Refused or CompileOutcome.DoesNotFit);
    }

    private static FormatChoice FormatOf(string source, ParseResult arguments, PostfixSettings settings) =>
        arguments.GetValue(Format) is { } name ? FormatChoice.Given(name) : settings.FormatOf(source);

    private static string NameOf(string operand) => operand[(operand.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static Plan PlanOf(string text, ParseResult arguments, PostfixSettings settings, CommandEnvironment environment)
    {
        var operand = text == "-" ? new TableOperand(null, "-") : TableOperand.Parse(text);
        var choice = FormatOf(operand.Name, arguments, settings);
        var options = Options(arguments, operand, choice.Format, settings, environment);
        if (operand.Name == "-" && options.OutputPath is null) throw new FormatException("standard input has no name for the map: give -o FILE");
        return new Plan(operand, choice, options);
    }

    private static int CompileOne(Plan plan, ParseResult arguments, PostfixSettings settings, CommandEnvironment environment)
    {
        var (operand, choice, options) = plan;
        var fromInput = operand.Name == "-";
        MapkitCommand.Detail(environment, $"{operand.Name}: {choice}");
        MapkitCommand.Detail(environment, $"{operand.Name}: {(options.Types.Count == 1 ? "type" : "types")} {string.Join(", ", options.Types.Select(MapTypes.NameOf))} ({OriginOfTypes(arguments, operand, settings)})");

        var json = arguments.GetValue(Json);
        if (!json && !fromInput) NoteOtherType(operand, options, settings, environment);
        using var progress = ProgressBar.On(environment, operand.Name);
        if (progress is not null) options = options with { OnProgress = progress.Show };
        var printer = new DiagnosticPrinter(environment, json, fromInput && !options.Secret ? FindingMask.WithoutExcerpts : FindingsOf(operand.Name, options, settings));
        var results = fromInput
            ? CompileOperation.Run(environment.Input, "stdin", options, printer)
            : CompileOperation.Run(operand.Name, options, printer);

        foreach (var result in results) Print(result, operand.Name, json, environment, choice);
        return results.Max(result => StatusOf(result.Outcome));
    }

    private static FindingMask FindingsOf(string source, CompileOptions options, PostfixSettings settings) =>
        SecretOption.FindingsOf(settings, options.ValuesAreFiles ? null : options.Format, options.OutputPath is { } output ? [source, output] : [source]);

    /// <summary>The exit status for a compile result.</summary>
    public static int StatusOf(CompileOutcome outcome) => outcome switch
    {
        CompileOutcome.Written or CompileOutcome.Unchanged => MapkitCommand.Success,
        CompileOutcome.WouldChange or CompileOutcome.Refused => MapkitCommand.No,
        _ => MapkitCommand.Trouble,
    };

    /// <summary>Prints the result for a map.</summary>
    public static void Print(CompileResult result, string source, bool json, CommandEnvironment environment, FormatChoice? format = null)
    {
        if (json) JsonLine.Write(environment.Output, source, result, format);
        else if (result.Outcome is CompileOutcome.Refused or CompileOutcome.DoesNotFit) MapkitCommand.Fail(environment, $"{result.Path}: not written, because of the errors above");
        else if (!environment.IsQuiet || result.Outcome == CompileOutcome.WouldChange) environment.Output.WriteLine(environment.FitOutput(CompileText.Format(result)));
        if (json) return;
        foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
    }

    /// <summary>The types that main.cf gives the table, one for each file; else the default type.</summary>
    private static List<MapType> TypesFor(string source, PostfixSettings settings, bool isOne) =>
        NamedTypes(source, settings, isOne) is { Count: > 0 } named ? named : [settings.DefaultMapType];

    private static List<MapType> NamedTypes(string source, PostfixSettings settings, bool isOne)
    {
        var types = settings.MapTypesOf(source).DistinctBy(MapTypes.SuffixOf).ToList();
        return isOne && types.Count > 1 ? [] : types;
    }

    private static string OriginOfTypes(ParseResult arguments, TableOperand operand, PostfixSettings settings) =>
        arguments.GetValue(Types) is { Length: > 0 } ? "-t"
        : operand.Type is not null ? "the operand"
        : NamedTypes(operand.Name, settings, isOne: arguments.GetValue(Output) is not null).Count > 0 ? "main.cf"
        : "the default type";

    /// <summary>Notes that main.cf names the table with another type, so that Postfix does not read the map that is built.</summary>
    private static void NoteOtherType(TableOperand operand, CompileOptions options, PostfixSettings settings, CommandEnvironment environment)
    {
        if (options.OutputPath is not null || settings.MapTypesOf(operand.Name) is not { Count: > 0 } named || options.Types.Any(named.Contains)) return;
        MapkitCommand.Note(environment, $"main.cf names {MapTypes.NameOf(named[0])}:{operand.Name}; Postfix does not read a map of type {string.Join(", ", options.Types.Select(MapTypes.NameOf))}");
    }

    private static CompileOptions Options(ParseResult arguments, TableOperand operand, TableFormat format, PostfixSettings settings, CommandEnvironment environment)
    {
        var types = ParseTypes(arguments.GetValue(Types) ?? []);
        if (types.Count == 0) types = operand.Type is { } own ? [own] : TypesFor(operand.Name, settings, arguments.GetValue(Output) is not null);
        else if (operand.Type is { } given && !types.Contains(given))
            throw new FormatException($"{MapTypes.NameOf(given)}:{operand.Name}: the operand's type is not among those of -t");
        if (arguments.GetValue(Output) is "") throw new FormatException("-o: the name of the map is empty");
        if (arguments.GetValue(Output) is not null && types.Count > 1) throw new FormatException("-o names one map: give one type");
        if (types.GroupBy(MapTypes.SuffixOf).FirstOrDefault(shared => shared.Count() > 1) is { } same)
            throw new FormatException($"{string.Join(" and ", same.Select(MapTypes.NameOf))} maps share the suffix {same.Key}: compile one of them, or use -o");

        var valuesAreFiles = arguments.GetValue(FileValues) || format == TableFormat.ServerSni || (arguments.GetValue(Format) is null && settings.ValuesAreFiles(operand.Name));
        string[] files = arguments.GetValue(Output) is { } output ? [operand.Name, output] : [operand.Name];
        return new CompileOptions
        {
            Types = types,
            Format = format,
            Secret = valuesAreFiles || SecretOption.MaskOf(arguments, settings, format, files).Hides,
            OutputPath = arguments.GetValue(Output),
            Utf8 = KeyOptions.IsUtf8(arguments, settings),
            Folding = KeyOptions.FoldingOf(arguments, settings),
            Nul = KeyOptions.NulOf(arguments),
            Duplicates = DuplicatesOption.PolicyOf(arguments, Duplicates),
            DuplicatesAreErrors = DuplicatesOption.AreErrors(arguments, Duplicates),
            Strict = arguments.GetValue(Strict),
            WithLint = true,
            CheckOnly = arguments.GetValue(Check),
            Force = arguments.GetValue(Force),
            AliasKeys = AliasKeysOption.ValueOf(arguments, AliasNames),
            ValuesAreFiles = valuesAreFiles,
            YpRecords = arguments.GetValue(YpMaster) is { } master ? new YpRecords(DateTimeOffset.UtcNow, master) : null,
            MemoryLimit = MemoryOption.Read(arguments.GetValue(Memory)),
            OnWaiting = held => MapkitCommand.Note(environment, $"{held}"),
        };
    }

    internal static List<MapType> ParseTypes(string[] values)
    {
        var types = new List<MapType>();
        foreach (var name in values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (MapTypes.WhyNotWritten(name) is { } reason) throw new FormatException($"-t {name}: {reason}");
            if (!MapTypes.TryParse(name, out var type))
                throw new FormatException($"-t {name}: no such map type; {UsageError.Advice(name, MapTypes.All.Select(MapTypes.NameOf), $"mapkit builds {string.Join(", ", MapTypes.All.Select(MapTypes.NameOf))}")}");
            if (!types.Contains(type)) types.Add(type);
        }

        return types.Count > 0 || values.Length == 0 ? types : throw new FormatException($"-t \"{values[0]}\": names no map type; mapkit builds {string.Join(", ", MapTypes.All.Select(MapTypes.NameOf))}");
    }

    /// <summary>What is done with an operand.</summary>
    private sealed record Plan(TableOperand Operand, FormatChoice Format, CompileOptions Options)
    {
        public Plan Among(TablesTogether? together, SourceSet? others, CancellationToken cancellation) =>
            this with { Options = Options with { Together = together, OtherSources = others, Cancellation = cancellation } };

        public Plan Checking() => this with { Options = Options with { CheckOnly = true } };
    }
}
