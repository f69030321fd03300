using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Operations.Explain;
using MapKit.Platform;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit test</c>: checks that the tables give the results that a file expects.</summary>
internal static class TestCommand
{
    private static readonly Argument<string> File = new("EXPECTATIONS")
    {
        Description = "File (- for standard input) of lines FORMAT ADDRESS [from SENDER] [host NAME] [message FILE] -> RESULT, or -> not found, for delivery also -> bounced [STATUS], rejected [REPLY], deferred [STATUS], discarded, held, or relayed ROUTE [as USER]; or lines session client=ADDR[:NAME] [helo=H] from=S to=R [login=USER] [tls] [service=NAME] [assume=NAME=yes|no] -> REPLY (its code, code and status, or all of it). A line use FORMAT TABLE... sets the tables for the lines below it",
    };

    private static readonly Option<string?> JUnit = new("--junit") { HelpName = "FILE", Description = "Also write the results to this file as JUnit XML" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("test", "Check the answers of explain against a file of expectations.")
        {
            File, ConfigurationOption.Folder, ExplainSettings.Sources, ExplainSettings.NoPostmap, JUnit, Json,
        };
        command.SetAction(result =>
        {
            try
            {
                return Run(result, environment);
            }
            catch (Exception exception) when (MapkitCommand.IsExpected(exception) && exception is not OutputException)
            {
                // A report of the run before could be taken for that of this one.
                ReportProblems(result, [exception.Message]);
                throw;
            }
        });
        return command;
    }

    private static void ReportProblems(ParseResult arguments, IReadOnlyList<string> problems)
    {
        if (arguments.GetValue(JUnit) is { } report) JUnitReport.WriteProblems(report, arguments.GetRequiredValue(File), problems);
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var path = arguments.GetRequiredValue(File);
        if (path == "-") path = "stdin";
        var reader = new ExpectationReader(path);
        var expectations = reader.Read(ReadLines(arguments.GetRequiredValue(File), environment));
        if (reader.Problems.Count > 0)
        {
            foreach (var problem in reader.Problems) MapkitCommand.Fail(environment, problem);
            ReportProblems(arguments, [.. reader.Problems]);
            return MapkitCommand.Trouble;
        }

        var settings = ExplainSettings.Read(arguments, needsFile: expectations.Any(expectation => expectation.Tables.Count == 0), environment);
        if (expectations.Any(expectation => expectation.Name == ExplainOperation.DeliveryName)) settings.NoteMissingServices(environment);
        var json = arguments.GetValue(Json);
        var results = new List<TestResult>();
        foreach (var expectation in expectations)
        {
            var result = Check(expectation, settings, environment);
            if (json) TestJson.Write(environment.Output, path, result);
            else environment.Output.WriteLine(TextOf(path, result));
            results.Add(result);
        }

        if (arguments.GetValue(JUnit) is { } report) JUnitReport.Write(report, path, results);
        var met = results.Count(result => result.Status == MapkitCommand.Success);
        if (json) TestJson.WriteResult(environment.Output, results.Count, met);
        else environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mapkit: {met} of {results.Count} expectations met"));
        return results.Count == 0 ? MapkitCommand.Success : results.Max(result => result.Status);
    }

    private static IEnumerable<string> ReadLines(string path, CommandEnvironment environment)
    {
        using var reader = path == "-" ? new StreamReader(environment.Input, leaveOpen: true) : new StreamReader(new FileStream(UnlockedFile.OpenNamed(path), FileAccess.Read));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static TestResult Check(Expectation expectation, ExplainSettings settings, CommandEnvironment environment)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var tables = expectation.Tables.Select(table => settings.TableOf(table, expectation.Name));
            var options = settings.Options with
            {
                Tables = [.. tables],
                Sender = expectation.Sender,
                Host = expectation.Host,
                Message = expectation.MessageFile is { } file ? MessageFile.Read(file, environment) : null,
            };
            var explanation = ExplainSettings.Explained(
                expectation.Question, () => expectation.Session is { } session
                    ? ExplainOperation.Session(settings.Configuration, session, options)
                    : ExplainOperation.Run(settings.Configuration, expectation.Name, expectation.Address, options));
            var (status, problem) = expectation.IsMetBy(explanation) ? (MapkitCommand.Success, (string?)null)
                : explanation.Outcome == ExplainOutcome.Trouble ? (MapkitCommand.Trouble, Troubles(explanation.Steps))
                : (MapkitCommand.No, $"expected {expectation.Expected}, got {expectation.Actual(explanation)}");
            return new TestResult(expectation, status, problem, watch.Elapsed);
        }
        catch (Exception exception) when (MapkitCommand.IsExpected(exception))
        {
            // The other lines are still checked.
            return new TestResult(expectation, MapkitCommand.Trouble, exception.Message, watch.Elapsed);
        }
    }

    /// <summary>The reasons for a missing answer.</summary>
    private static string Troubles(IReadOnlyList<ExplanationNode> steps)
    {
        var reasons = steps.SelectMany(ReasonsIn).Distinct().ToArray();

        // The step that a failed search defers repeats the reason of the search.
        var distinct = reasons.Where(reason => !Array.Exists(reasons, other => other != reason && reason.Contains(other, StringComparison.Ordinal)));
        return reasons.Length == 0 ? "there is no answer" : string.Join("; ", distinct);

        static IEnumerable<string> ReasonsIn(ExplanationNode node)
        {
            var own = node.Search?.Steps.Where(step => step.Outcome is SearchOutcome.Failed or SearchOutcome.Unanswerable).Select(step => step.Reason!) ?? [];
            if (node.Kind == ExplanationKind.Deferral && node.Children.Count == 0) own = own.Append(node.Text);
            return own.Concat(node.Children.SelectMany(ReasonsIn));
        }
    }

    private static string TextOf(string path, TestResult result)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{result.Expectation.Line}: {result.Expectation.Question}");
        return ExplanationWords.Printable(result.Status switch
        {
            MapkitCommand.Success => $"ok      {place} -> {result.Expectation.Expected}",
            MapkitCommand.No => $"failed  {place}: {result.Problem}",
            _ => $"error   {place}: {result.Problem}",
        });
    }
}
