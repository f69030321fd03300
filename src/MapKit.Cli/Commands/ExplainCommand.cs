using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Delivery;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit explain</c>: what Postfix makes of an address, question by question.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Name = new("FORMAT")
    {
        Description = $"What is asked: {string.Join(", ", ExplainOperation.Names)}; delivery is the whole road of a message",
    };

    private static readonly Argument<string> Address = new("ADDRESS")
    {
        Description = "The address; <> is the null address. sasl_passwd: a destination such as [relay.example.com]:587, or a sender; access: also a host or its network address",
    };

    private static readonly Argument<string[]> Tables = new("TABLE") { Description = "[TYPE:]TABLE to ask, in this order; source:FILE is a source; default those of main.cf", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Sender = new("--from") { Description = "The sender of the mail; <> is the null sender" };
    private static readonly Option<string?> Host = new("--host") { Description = "The name of the host: of the server (sasl_passwd, delivery), or of the network address (access)" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object" };

    /// <summary>Makes the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        Name.AcceptOnlyFromAmong([.. ExplainOperation.Names]);
        var command = new Command("explain", "Say what Postfix makes of an address: every question to every table, and the answer.")
        {
            Name, Address, Tables, ConfigurationOption.Folder, ExplainSettings.Sources, Sender, Host, Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    /// <summary>The exit status for how an explanation ends.</summary>
    public static int StatusOf(ExplainOutcome outcome) => outcome switch
    {
        ExplainOutcome.Found => MapkitCommand.Success,
        ExplainOutcome.NotFound => MapkitCommand.No,
        _ => MapkitCommand.Trouble,
    };

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var (name, address) = (arguments.GetRequiredValue(Name), arguments.GetRequiredValue(Address));
        var tables = arguments.GetValue(Tables) ?? [];
        if (name == ExplainOperation.DeliveryName && tables.Length > 0) throw new FormatException("delivery asks the tables of main.cf: give no table with it");
        if (name == "plain" && tables.Length == 0) throw new FormatException("no parameter has plain tables: give a table to ask");
        var settings = ExplainSettings.Read(arguments, needsFile: tables.Length == 0, environment);
        if (name == ExplainOperation.DeliveryName) settings.NoteMissingServices(environment);
        var options = settings.Options with
        {
            Tables = [.. tables.Select(table => settings.TableOf(table, name))],
            Sender = arguments.GetValue(Sender),
            Host = arguments.GetValue(Host),
        };
        var explanation = ExplainSettings.Explained($"{name} {address}", () => ExplainOperation.Run(settings.Configuration, name, address, options));
        if (arguments.GetValue(Json)) ExplanationJson.Write(environment.Output, name, address, explanation);
        else ExplanationText.Write(environment, $"{name} {address}", explanation);
        return StatusOf(explanation.Outcome);
    }
}
