using System.CommandLine;
using MapKit.Cli.Commands.Ignoring;
using MapKit.Cli.Help;
using MapKit.Cli.Rendering;
using MapKit.Diagnostics;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit rule</c>: what a rule finds, what Postfix does, an example and the remedy.</summary>
internal static class RuleCommand
{
    private static readonly Argument<string[]> Codes = new("CODE") { Description = "Code of a rule, such as MK2101. Without one, every rule is listed", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("rule", "Show what a rule finds, what Postfix does then, an example, and what to do.") { Codes, Json };
        command.SetAction(result => Run(result.GetValue(Codes) ?? [], result.GetValue(Json), environment));
        return command;
    }

    private static int Run(string[] codes, bool json, CommandEnvironment environment)
    {
        var rules = codes.Length == 0 ? Rules.All : [.. codes.Select(RuleCode.Find)];
        var first = true;
        foreach (var rule in rules)
        {
            if (json) JsonLine.Write(environment.Output, rule);
            else if (codes.Length == 0) environment.Output.WriteLine($"{rule.Code}  {DiagnosticText.NameOf(rule.Severity),-7}  {rule.Title}");
            else environment.Output.Write((first ? "" : "\n") + PageOf(rule, environment.HelpWidth));
            first = false;
        }

        return MapkitCommand.Success;
    }

    private static string PageOf(DiagnosticRule rule, int width)
    {
        var page = new TextColumns(width);
        page.Add($"{rule.Code} ({DiagnosticText.NameOf(rule.Severity)}): {rule.Title}");
        page.Skip();
        if (rule.Finds.Length > 0) page.Add($"Finds: {rule.Finds}", hanging: 7);
        if (rule.Effect.Length > 0) page.Add($"Postfix: {rule.Effect}", hanging: 9);
        if (rule.Example.Length > 0)
        {
            page.Add("Example:");
            page.AddLines(rule.Example, indent: 4);
        }

        if (rule.Remedy.Length > 0) page.Add($"Remedy: {rule.Remedy}", hanging: 8);
        return page.ToString();
    }
}
