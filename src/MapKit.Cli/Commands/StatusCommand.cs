using System.CommandLine;
using MapKit.Cli.Commands.Ignoring;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Cli.Rendering.Status;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Native.RegularExpressions;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Operations.Status;
using MapKit.PostgreSql.Pulling;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit status</c>: shows every table that the configuration names, and whether its map agrees with its source.</summary>
internal static class StatusCommand
{
    private static readonly Option<bool> Fix = new("--fix") { Description = "Compile every source whose map is not current" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("status", "Show every table that main.cf and master.cf name, and whether its map is current. The servers of pgsql: tables are queried. Exit status: 0 all current, 1 action needed, 2 something could not be read.")
        {
            ConfigurationOption.Folder, Fix, WriteOptions.DryRun, Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        var dryRun = arguments.GetValue(WriteOptions.DryRun);
        if (dryRun && !arguments.GetValue(Fix)) throw new FormatException("--dry-run belongs to --fix; without it, status writes nothing");
        var json = arguments.GetValue(Json);
        var postconf = PostfixPrograms.Find(PostfixPrograms.Postconf, environment);
        var types = postconf is null ? null : PostfixPrograms.TypesOf(postconf, signals.Token);
        var findings = new DiagnosticList();
        var configuration = Load(arguments.GetValue(ConfigurationOption.Folder), postconf, findings, environment, signals.Token);
        using var progress = ProgressBar.On(environment, "status", "reading the configuration");
        var operation = new StatusOperation(configuration, new StatusOptions
        {
            SupportedTypes = types,
            Client = table => PostgreSqlTables.Examine(table, QueriedTable.OptionsFor(configuration, environment)),
            PulledGeneration = PulledMaps(configuration.Main.Directory),
            OnTable = progress is null ? null : (path, number, count) => progress.Next(path, $"table {number} of {count}"),
            CheckOnly = dryRun,
            Cancellation = signals.Token,
        });
        var report = operation.Run();
        var failed = false;
        var printer = new DiagnosticPrinter(environment, json, FindingMask.WithoutExcerpts);
        var wouldBeCurrent = 0;
        if (arguments.GetValue(Fix)) report = Compile(operation, report, printer, json, environment, ref failed, ref wouldBeCurrent);
        foreach (var finding in findings.Where(finding => finding.Rule != Rules.BadMacro).Distinct()) printer.Report(finding);
        var isBroken = SayOfMaster(configuration, environment);
        var instances = InstancesOf(configuration, environment);
        if (!json && instances.Count > 0) MapkitCommand.Note(environment, $"further instances, to be checked separately (-c): {string.Join(", ", instances)}");
        var advice = new StatusAdvice(configuration, types, report);
        if (json) new StatusJson(environment.Output, advice).Write(report, instances);
        else new StatusText(environment, advice).Write(report);
        environment.Output.Flush();
        progress?.Next(configuration.Main.Directory, "checking");
        var found = LintFindings(configuration, types, findings);
        if (!json) environment.Error.WriteLine(environment.FitError($"mapkit: {StatusWords.Describe(report)}{StatusWords.Describe(found.Count, configuration.Main.Directory)}"));
        return failed || isBroken || report.HasTrouble ? MapkitCommand.Trouble : report.ToDo > wouldBeCurrent || found.Any(finding => finding.Rule == Rules.NotATable) ? MapkitCommand.No : MapkitCommand.Success;
    }

    /// <summary>Finds the generation of maps that <c>mapkit pull</c> made and no other program has changed since.</summary>
    private static Func<string, long?> PulledMaps(string folder)
    {
        var state = new Lazy<PullState?>(() =>
        {
            try
            {
                return PullState.Read(Path.Join(folder, PullState.FileName));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        });
        return map => state.Value?.DigestOf(map) is null ? null : state.Value.Generation;
    }

    /// <summary>What <c>mapkit lint</c> finds in the configuration.</summary>
    private static DiagnosticList LintFindings(PostfixConfiguration configuration, IReadOnlySet<string>? types, DiagnosticList warnings)
    {
        var findings = new DiagnosticList();
        var settings = IgnoreOptions.ReadFile(configuration.Main.Directory);
        var operation = new LintOperation(new LintOptions
        {
            Configuration = configuration,
            ChecksConfiguration = true,
            SupportedTypes = types,
            IsForThisHost = true,
            Regexp = PosixRegularExpressions.Find,
            Pcre = Pcre2RegularExpressions.Find,
            Utf8 = configuration.Get("smtputf8_enable") != "no",
            Level = LintSettings.SeverityOf(settings.Level ?? LintSettings.DefaultLevel),
        });

        // A source that cannot be read has that state in the report.
        operation.ReadConfigured(static (_, _) => { });
        operation.Add(warnings);
        operation.Report(new IgnoredFindings([settings], findings));
        return findings;
    }

    private static PostfixConfiguration Load(
        string? folder, string? postconf, DiagnosticList findings, CommandEnvironment environment, CancellationToken cancellation)
    {
        var version = PostfixPrograms.InstalledVersion(postconf, environment, cancellation);
        try
        {
            return new PostfixSettings(
                ConfigurationOption.FolderOf(folder, environment), new PostfixSettingsOptions { IsRequired = true, Warnings = findings, Version = version }).Configuration;
        }
        catch (ConfigurationException exception)
        {
            throw new FormatException(Source.ByteText.ToText(ConfigurationMessage.WithoutSecrets(exception)), exception);
        }
    }

    /// <summary>Without master.cf the folder serves postmap only. A master.cf that master(8) refuses is an error.</summary>
    private static bool SayOfMaster(PostfixConfiguration configuration, CommandEnvironment environment)
    {
        if (configuration.MasterProblem is not { } problem) return false;
        var message = Source.ByteText.ToText(ConfigurationMessage.WithoutSecrets(problem));
        if (problem.InnerException is FileNotFoundException)
        {
            MapkitCommand.Note(environment, $"{message}: the services' -o settings are unknown");
            return false;
        }

        MapkitCommand.Fail(environment, message);
        return true;
    }

    private static IReadOnlyList<string> InstancesOf(PostfixConfiguration configuration, CommandEnvironment environment)
    {
        try
        {
            return configuration.InstanceDirectories;
        }
        catch (ConfigurationException exception)
        {
            MapkitCommand.Note(environment, $"multi_instance_directories: {Source.ByteText.ToText(exception.Detail ?? exception.Message)}");
            return [];
        }
    }

    private static StatusReport Compile(StatusOperation operation, StatusReport report, DiagnosticPrinter findings, bool json, CommandEnvironment environment, ref bool failed, ref int wouldBeCurrent)
    {
        var tables = new List<TableStatus>();
        foreach (var table in report.Tables)
        {
            try
            {
                if (!table.CanCompile)
                {
                    tables.Add(table);
                    continue;
                }

                tables.Add(operation.Compile(table, report, findings, out var result));
                failed |= CompileCommand.StatusOf(result.Outcome) == MapkitCommand.Trouble;
                if (result.Outcome == CompileOutcome.WouldChange && !(table with { State = TableState.Current }).NeedsWork) wouldBeCurrent++;
                if (json) JsonLine.Write(environment.Output, table.SourcePath!, result, format: null);
                else environment.Error.WriteLine($"mapkit: {CompileText.Format(result)}");
                foreach (var note in result.Notes) MapkitCommand.Note(environment, note);
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception))
            {
                // The other tables are still compiled.
                MapkitCommand.Fail(environment, exception.Message);
                failed = true;
                tables.Add(table);
            }
        }

        return report with { Tables = tables };
    }
}
