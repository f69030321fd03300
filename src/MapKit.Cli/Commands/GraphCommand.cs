using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering.Graph;
using MapKit.Operations.Explain;
using MapKit.Operations.Graph;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit graph</c>: where mail goes, as a picture.</summary>
internal static class GraphCommand
{
    private const int MostAddresses = 50;
    private const int HighestLimit = 1000;

    private static readonly Option<string[]> Addresses = new("--address") { HelpName = "ADDRESS", Description = "Show the delivery path of mail to this address. May be repeated. Without it: every domain with its class and route, and every alias" };
    private static readonly Option<string?> Sender = new("--from") { HelpName = "SENDER", Description = "Sender of the message. <> is the null sender" };
    private static readonly Option<string?> Format = new Option<string?>("--output-format") { Description = "Format of the picture. Default: that of the name of --output, else mermaid" }.Among([.. GraphFormats.Names]);
    private static readonly Option<string?> Output = new("--output", "-o") { HelpName = "FILE", Description = "Write to this file. Default: standard output" };
    private static readonly Option<int> Limit = new("--limit") { HelpName = "N", Description = "Maximum number of different answers for domains, and of aliases, that the picture of a configuration shows", DefaultValueFactory = _ => new GraphOptions().Limit };
    private static readonly Option<bool> Json = new("--json") { Description = "Same as --output-format json" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("graph", "Show where mail goes as a picture: domains with class, transport, next hop and login, aliases and what they expand to, loops marked. Exit status: 0 drawn; with --address that of explain.")
        {
            Addresses, ConfigurationOption.Folder, ExplainSettings.Sources, ExplainSettings.NoPostmap, Sender, Format, Output, Limit, Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var signals = new AbortOnSignal();
        var format = GraphFormats.Choose(arguments.GetValue(Json) ? GraphFormats.Json : arguments.GetValue(Format), arguments.GetValue(Output));
        var limit = arguments.GetValue(Limit);
        if (limit is < 1 or > HighestLimit) throw new FormatException($"--limit {limit}: must be between 1 and {HighestLimit}");
        var addresses = arguments.GetValue(Addresses) ?? [];
        if (addresses.Length > MostAddresses) throw new FormatException($"{addresses.Length} addresses; one picture shows at most {MostAddresses}");
        var settings = ExplainSettings.Read(arguments, needsFile: true, environment);
        settings.NoteMissingServices(environment);
        var options = settings.Options with { Sender = arguments.GetValue(Sender) };
        if (addresses.Length == 0)
        {
            var graph = ExplainSettings.Explained($"{settings.Configuration.Main.Directory}/main.cf", () => GraphOperation.Configuration(settings.Configuration, options, new GraphOptions { Limit = limit, Cancellation = signals.Token }));
            GraphOutput.Write(environment, arguments.GetValue(Output), format, graph, []);
            return MapkitCommand.Success;
        }

        var explanations = addresses.Distinct(StringComparer.Ordinal).Select(address => (address, ExplainSettings.Explained(address, () => ExplainOperation.Run(settings.Configuration, ExplainOperation.DeliveryName, address, options)))).ToArray();
        GraphOutput.Write(environment, arguments.GetValue(Output), format, GraphOperation.Addresses(explanations), [.. explanations.Select(one => ($"delivery {one.address}", one.Item2))]);
        return explanations.Max(one => ExplainCommand.StatusOf(one.Item2.Outcome));
    }
}
