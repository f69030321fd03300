using System.CommandLine;
using MapKit.Cli.Commands.Ignoring;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.Lint;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tables.Lists;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit lint</c>: reports mistakes in sources and what Postfix does with them. It changes nothing.</summary>
internal static class LintCommand
{
    private const string InputName = "stdin";

    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "[TYPE:]SOURCE to check. Several are also checked against each other, and against a main.cf and master.cf among them. - reads standard input. Without SOURCE, or for a folder or main.cf alone: main.cf, master.cf and every table that they name",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Format = FormatOption.Create(more: MatchListKinds.All);

    private static readonly Option<string[]> Types = new("--type", "-t") { HelpName = "TYPE", Description = "Map types to which the sources will be compiled. Only lmdb limits the key length" };

    private static readonly Option<string> Level = new Option<string>("--level") { Description = "Minimum severity to report. Lower findings do not affect the exit status", DefaultValueFactory = _ => LintSettings.DefaultLevel }
        .Among("error", "warning", "info");

    private static readonly Option<string> Output = new Option<string>("--output-format") { Description = "Output format of findings", DefaultValueFactory = _ => "text" }
        .Among(LintOutputs.Names);

    private static readonly Option<bool> Json = new("--json") { Description = "Same as --output-format json" };

    /// <summary>The formats whose tables look up lines of messages, which only patterns match.</summary>
    private static readonly TableFormat[] Checks =
        [TableFormat.HeaderChecks, TableFormat.BodyChecks, TableFormat.SmtpHeaderChecks, TableFormat.SmtpBodyChecks, TableFormat.MilterHeaderChecks];

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("lint", "Check the configuration and its tables, or some sources, for mistakes: what Postfix does with them and what to write instead.")
        {
            Sources, Format, Types, ConfigurationOption.Folder, KeyOptions.NoUtf8, Level, Output, Json,
        };
        IgnoreOptions.AddTo(command);
        command.SetAction(result =>
        {
            try
            {
                return Run(result, environment);
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception) && exception is not OutputException)
            {
                // A missing report could be taken for one without findings.
                LintOutputs.WriteFailure(FormatOf(result), environment, exception.Message);
                throw;
            }
        });
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        var folder = arguments.GetValue(ConfigurationOption.Folder);
        ConfigurationOption.Check(folder);
        var targets = LintTargets.From(arguments.GetValue(Sources) ?? [], folder, ConfigurationOption.PathOf(null, environment));
        var isConfigurationGiven = targets.MainFolder is not null || targets.MasterFolder is not null;
        var mainIsGiven = targets.MainFolder is not null;
        var ignored = IgnoreOptions.Read(arguments, targets.MainFolder ?? targets.MasterFolder);
        var level = arguments.GetResult(Level) is { Implicit: false } ? arguments.GetRequiredValue(Level) : ignored[^1].Level ?? arguments.GetRequiredValue(Level);
        var postconf = targets.IsWhole ? PostfixPrograms.Find(PostfixPrograms.Postconf, environment) : null;
        var findings = new DiagnosticList();
        var settings = new PostfixSettings(ConfigurationOption.PathOf(targets.MainFolder ?? targets.MasterFolder, environment), new PostfixSettingsOptions
        {
            IsRequired = isConfigurationGiven,
            IgnoresMain = !mainIsGiven && targets.MasterFolder is not null,
            MasterDirectory = targets.MasterFolder,
            Warnings = findings,
            Version = targets.IsWhole ? PostfixPrograms.InstalledVersion(postconf, environment, signals.Token) : default,
        });
        var masks = new Dictionary<string, FindingMask>(StringComparer.Ordinal) { [InputName] = FindingMask.WithoutExcerpts };
        foreach (var path in new[] { settings.MainPath, settings.MasterPath }) masks[path] = settings.HoldsSecrets ? FindingMask.WithoutExcerpts : FindingMask.None;
        var configuration = isConfigurationGiven ? Read(settings, targets, findings, environment) : null;
        var options = new LintOptions
        {
            Utf8 = IsUtf8(arguments, settings, targets, configuration),
            Configuration = configuration,
            ChecksConfiguration = targets.IsWhole,
            IsOneTable = !targets.IsWhole && targets.Tables.Count == 1,
            SupportedTypes = postconf is null ? null : PostfixPrograms.TypesOf(postconf, signals.Token),
            IsForThisHost = mainIsGiven,
            Regexp = PosixRegularExpressions.Find,
            Pcre = Pcre2RegularExpressions.Find,
            Level = LintSettings.SeverityOf(level),
        };
        var types = CompileCommand.ParseTypes(arguments.GetValue(Types) ?? []);
        var operation = new LintOperation(options);
        using var progress = ProgressBar.On(environment, targets.IsWhole ? settings.Directory : targets.Tables[0], "checking");
        var choices = new List<(string Table, FormatChoice Choice)>();
        var failures = new List<string>();
        if (isConfigurationGiven && configuration is null) targets = targets with { Tables = [], IsWhole = false };
        if (targets.IsWhole)
        {
            foreach (var source in operation.ConfiguredSources())
            {
                Mask(source.Path, source.Path, source.RuleType is null || source.Format.IsSecret ? source.Format : null, source.Client is not null);
                if (source.Choice is { } choice) choices.Add((source.Path, choice));
            }

            operation.ReadConfigured((_, exception) => Fail(exception.Message));
        }
        else
        {
            if (types.Count == 0 && configuration is not null && mainIsGiven && MapTypes.TryParse(settings.Parameters.DefaultDatabaseType, out var type)) types.Add(type);
            foreach (var text in targets.Tables) ReadOperand(text);
        }

        var output = FormatOf(arguments);
        using var counts = new FindingCounts(LintOutputs.Open(output, environment, masks), masks);
        operation.Add(findings);
        var reported = new IgnoredFindings(ignored, counts);
        operation.Report(reported);
        foreach (var failure in failures) counts.ReportFailure(failure);
        counts.End();
        if (output == LintOutputs.Json)
        {
            foreach (var (table, choice) in choices) JsonLine.Write(environment.Output, table, choice);
        }
        else if (output == LintOutputs.Text && !targets.IsWhole && arguments.GetValue(Format) is null)
        {
            foreach (var (table, choice) in choices) MapkitCommand.Note(environment, $"{table}: {choice}");
        }

        if (targets.IsWhole && output != LintOutputs.Json)
        {
            foreach (var (table, choice) in choices) MapkitCommand.Detail(environment, $"{table}: {choice}");
        }

        if (output == LintOutputs.Text) environment.Error.WriteLine(environment.FitError($"mapkit: {counts.Summary(operation.TableCount, failures.Count, reported.Count)}"));
        return failures.Count > 0 ? MapkitCommand.Trouble : counts.Any ? MapkitCommand.No : MapkitCommand.Success;

        void Mask(string path, string name, TableFormat? format, bool isClient)
        {
            var mask = SecretOption.FindingsOf(settings, format, path);

            // If only a master.cf is given, the tables may be those of this host.
            if (mask == FindingMask.None && settings.IsRequired && !mainIsGiven) mask = SecretOption.FindingsOf(ConfigurationOption.Read(arguments, environment), null, path);

            // The findings about the settings of a client quote no values.
            if (mask != FindingMask.None || isClient) masks[name] = isClient ? FindingMask.WithoutExcerpts : mask;
        }

        void Fail(string message)
        {
            MapkitCommand.Fail(environment, message);
            failures.Add(message);
        }

        // If one cannot be read, the others are still checked.
        void ReadOperand(string text)
        {
            try
            {
                TryReadOperand(text);
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception))
            {
                Fail(exception.Message);
            }
        }

        void TryReadOperand(string text)
        {
            if (Directory.Exists(text)) throw new FormatException($"{text}: is a directory without {LintOperand.MainName}; give a folder of Postfix's configuration, or tables in it");
            progress?.Next(text, "checking");
            var given = arguments.GetValue(Format);
            var operand = LintOperand.Parse(text, given is null ? settings : null);
            if (given is not null && MatchListKinds.ByName(given) is { } kind) operand = operand with { List = new MatchListUse(kind) };
            var choice = given is not null ? FormatChoice.Given(given)
                : operand.RuleType is null ? settings.FormatOf(operand.Name) : settings.FormatOfRules(operand.Name);
            var format = choice.Format;
            if (operand is { List: null, Client: null, RuleType: null, MapType: null } && Checks.Contains(format) && !text.Contains(':', StringComparison.Ordinal))
                operand = operand with { RuleType = RuleTableTypes.ForFileName(operand.Name) ?? RuleTableType.RegexpOrPcre };
            Mask(operand.Name, operand.Name == "-" ? InputName : operand.Name, operand.RuleType is null || format.IsSecret ? format : null, operand.Client is not null);
            var isGuess = given is null && !settings.Names(operand.Name);
            Read(operation, operand, isGuess ? null : format, operand.MapType is { } own ? [own] : types, environment);
            if (operand is { List: null, Client: null }) choices.Add((operand.Name == "-" ? InputName : operand.Name, choice));
        }
    }

    private static string FormatOf(ParseResult arguments) => arguments.GetValue(Json) ? LintOutputs.Json : arguments.GetRequiredValue(Output);

    /// <summary>Whether UTF-8 mode is on. A whole configuration is checked even if postmap would refuse a parameter of it.</summary>
    private static bool IsUtf8(ParseResult arguments, PostfixSettings settings, LintTargets targets, PostfixConfiguration? configuration) =>
        (configuration is null && settings.IsRequired) || arguments.GetValue(KeyOptions.NoUtf8) ? !arguments.GetValue(KeyOptions.NoUtf8)
        : targets.IsWhole ? configuration!.Get("smtputf8_enable") != "no"
        : KeyOptions.IsUtf8(arguments, settings);

    /// <summary>
    /// The configuration that uses the tables. A line that Postfix refuses is a finding; without master.cf, main.cf is still checked.
    /// </summary>
    /// <returns>The configuration, or null if a line of main.cf is refused.</returns>
    private static PostfixConfiguration? Read(PostfixSettings settings, LintTargets targets, DiagnosticList findings, CommandEnvironment environment)
    {
        PostfixConfiguration configuration;
        try
        {
            configuration = settings.Configuration;
        }
        catch (ConfigurationException exception) when (exception.Place is not null)
        {
            findings.Report(ConfigurationMessage.RefusedLine(exception, settings.MainPath, isMaster: false));
            return null;
        }
        catch (ConfigurationException exception)
        {
            throw new FormatException($"{settings.MainPath}: {ConfigurationMessage.WithoutSecrets(exception)}", exception);
        }

        if (configuration.MasterProblem is not { } problem) return configuration;
        if (problem.Place is not null) findings.Report(ConfigurationMessage.RefusedLine(problem, settings.MasterPath, isMaster: true));
        else if (targets.MasterFolder is not null || settings.HasMaster) throw new FormatException($"{settings.MasterPath}: {ConfigurationMessage.WithoutSecrets(problem)}", problem);
        else if (targets.IsWhole) MapkitCommand.Note(environment, $"{settings.MasterPath}: no such file; the -o settings of services are unknown");
        return configuration;
    }

    private static void Read(LintOperation operation, LintOperand operand, TableFormat? format, IReadOnlyList<MapType> types, CommandEnvironment environment)
    {
        var fromInput = operand.Name == "-";
        if (operand.Client is { } client)
        {
            if (fromInput) operation.ReadClientSettings(environment.Input, InputName, isFile: false, client);
            else operation.ReadClientSettings(operand.Name, client);
            return;
        }

        if (operand.List is { } list)
        {
            if (fromInput) operation.ReadList(environment.Input, InputName, list);
            else operation.ReadList(operand.Name, list);
            return;
        }

        if (operand.RuleType is { } rules)
        {
            if (fromInput) operation.ReadRules(environment.Input, InputName, rules, format);
            else operation.ReadRules(operand.Name, rules, format);
        }
        else if (fromInput)
        {
            operation.Read(environment.Input, InputName, format, types);
        }
        else
        {
            operation.Read(operand.Name, format, types);
        }
    }
}
