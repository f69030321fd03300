using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.Lint;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Lint;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit lint</c>: reports mistakes in sources and what Postfix does with them. It changes nothing.</summary>
internal static class LintCommand
{
    private const string InputName = "stdin";

    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "[TYPE:]SOURCE to check. Several are also checked against each other, and against a main.cf and master.cf among them. - reads standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Format = FormatOption.Create(name: "--table-format");

    private static readonly Option<string[]> Types = new("--type", "-t") { Description = "Map types to which the sources will be compiled. Only lmdb limits the key length" };

    private static readonly Option<string> Level = new Option<string>("--level") { Description = "Minimum severity to report. Lower findings do not affect the exit status", DefaultValueFactory = _ => "warning" }
        .Among("error", "warning", "info");

    private static readonly Option<string> Output = new Option<string>("--format") { Description = "Output format of findings", DefaultValueFactory = _ => "text" }
        .Among("text", "json", "sarif", "github");

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("lint", "Check sources for mistakes, and report what Postfix does with them and what to write instead.")
        {
            Sources, Format, Types, ConfigurationOption.Folder, KeyOptions.NoUtf8, Level, Output,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var sources = arguments.GetRequiredValue(Sources);
        var findings = new DiagnosticList();
        var files = sources.Where(LintOperand.IsConfiguration).ToArray();
        var mainFolder = FolderOf(files, LintOperand.MainName) ?? arguments.GetValue(ConfigurationOption.Folder);
        var masterFolder = FolderOf(files, LintOperand.MasterName);
        var mainIsGiven = mainFolder is not null;
        var settings = new PostfixSettings(ConfigurationOption.FolderOf(mainFolder ?? masterFolder, environment), new PostfixSettingsOptions
        {
            IsRequired = mainIsGiven || masterFolder is not null,
            IgnoresMain = !mainIsGiven && masterFolder is not null,
            MasterDirectory = masterFolder,
            Warnings = findings,
        });
        var configuration = mainIsGiven || masterFolder is not null ? Read(settings, isMasterGiven: masterFolder is not null) : null;
        var options = new LintOptions
        {
            Utf8 = KeyOptions.IsUtf8(arguments, settings),
            Configuration = configuration,
            IsForThisHost = mainIsGiven,
            Regexp = PosixRegularExpressions.Find,
            Pcre = Pcre2RegularExpressions.Find,
            Level = arguments.GetRequiredValue(Level) switch { "error" => Severity.Error, "info" => Severity.Info, _ => Severity.Warning },
        };
        var types = CompileCommand.ParseTypes(arguments.GetValue(Types) ?? []);
        if (types.Count == 0 && mainIsGiven && MapTypes.TryParse(settings.Parameters.DefaultDatabaseType, out var type)) types.Add(type);

        var masks = new Dictionary<string, FindingMask>(StringComparer.Ordinal) { [InputName] = FindingMask.WithoutExcerpts };
        foreach (var path in new[] { settings.MainPath, settings.MasterPath }) masks[path] = settings.HoldsSecrets ? FindingMask.WithoutExcerpts : FindingMask.None;
        var operation = new LintOperation(options);
        var unread = 0;
        foreach (var text in sources.Where(source => !LintOperand.IsConfiguration(source)))
        {
            try
            {
                var given = arguments.GetValue(Format);
                var operand = LintOperand.Parse(text, given is null ? settings : null);
                var format = given is not null ? TableFormat.ByName(given)! : settings.FormatOf(operand.Name);
                var mask = SecretOption.FindingsOf(settings, operand.RuleType is null ? format : null, operand.Name);

                // If only a master.cf is given, the tables may be those of this host.
                if (mask == FindingMask.None && settings.IsRequired && !mainIsGiven) mask = SecretOption.FindingsOf(ConfigurationOption.Read(arguments, environment), null, operand.Name);
                if (mask != FindingMask.None) masks[operand.Name == "-" ? InputName : operand.Name] = mask;
                Read(operation, operand, format, operand.MapType is { } own ? [own] : types, environment);
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception))
            {
                // The other sources are still checked.
                MapkitCommand.Fail(environment, exception.Message);
                unread++;
            }
        }

        var output = arguments.GetRequiredValue(Output);
        using var counts = new FindingCounts(OutputOf(output, environment, masks), masks);
        foreach (var finding in findings.Where(finding => finding.Severity >= options.Level)) counts.Report(finding);
        operation.Report(counts);
        counts.End();
        if (output == "text") environment.Error.WriteLine($"mapkit: {counts.Summary(operation.TableCount, unread)}");
        return unread > 0 ? MapkitCommand.Trouble : counts.Any ? MapkitCommand.No : MapkitCommand.Success;
    }

    private static string? FolderOf(string[] files, string name) =>
        Array.FindLast(files, file => Path.GetFileName(file) == name) is { } found ? Path.GetDirectoryName(found) is { Length: > 0 } folder ? folder : "." : null;

    /// <summary>The configuration that uses the tables. Each of its files that exists must be valid.</summary>
    private static PostfixConfiguration Read(PostfixSettings settings, bool isMasterGiven)
    {
        _ = settings.IsUtf8Enabled;
        var configuration = settings.Configuration;
        return configuration.MasterProblem is { } problem && (isMasterGiven || settings.HasMaster)
            ? throw new FormatException($"{settings.MasterPath}: {ConfigurationMessage.WithoutSecrets(problem)}", problem)
            : configuration;
    }

    private static void Read(LintOperation operation, LintOperand operand, TableFormat format, IReadOnlyList<MapType> types, CommandEnvironment environment)
    {
        var fromInput = operand.Name == "-";
        if (operand.RuleType is { } rules)
        {
            if (fromInput) operation.ReadRules(environment.Input, InputName, rules);
            else operation.ReadRules(operand.Name, rules);
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

    private static ILintOutput OutputOf(string format, CommandEnvironment environment, Dictionary<string, FindingMask> masks) => format switch
    {
        "json" => new JsonLintOutput(environment.Output),
        "sarif" => new SarifLintOutput(environment.Output),
        "github" => new GitHubLintOutput(environment.Output),
        _ => new TextLintOutput(environment, path => masks.GetValueOrDefault(path) != FindingMask.None),
    };
}
