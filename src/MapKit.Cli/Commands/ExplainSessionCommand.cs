using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit explain session</c>: what the SMTP server answers, and which line decides.</summary>
internal static class ExplainSessionCommand
{
    private static readonly Option<string> Sender = new("--from") { Description = "Sender of the message. <> is the null sender", HelpName = "S", Required = true };
    private static readonly Option<string> Recipient = new("--to") { Description = "Recipient of the message", HelpName = "R", Required = true };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command(
            ExplainOperation.SessionName,
            "Show what the SMTP server answers to a client, restriction by restriction, and which line of which file decides. DNS and blocklists are queried only with --dns, policy servers and address probes never. The answer says on which assumption it rests and what it would be otherwise; --assume NAME=yes|no sets one.")
        {
            SessionOptions.Client, SessionOptions.Helo, Sender, Recipient, SessionOptions.Login, SessionOptions.Tls, SessionOptions.Service,
            SessionOptions.Size, SessionOptions.Assume, SessionOptions.Dns, ConfigurationOption.Folder, ExplainSettings.Sources, ExplainSettings.NoPostmap, ExplanationFormat.Format, ExplanationFormat.Json,
        };
        command.SetAction(result => Run(result, environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var (sender, recipient) = (arguments.GetRequiredValue(Sender), arguments.GetRequiredValue(Recipient));
        var session = SessionOptions.Read(arguments, sender, recipient);
        var settings = ExplainSettings.Read(arguments, needsFile: true, environment);
        settings.NoteMissingServices(environment);
        var title = $"{ExplainOperation.SessionName} from {sender} to {recipient}";
        var explanation = ExplainSettings.Explained(title, () => ExplainOperation.Session(settings.Configuration, session, settings.OptionsWithout(session.Assumptions.Keys)));
        ExplanationFormat.Write(arguments, environment, ExplainOperation.SessionName, recipient, title, explanation);
        return ExplainCommand.StatusOf(explanation.Outcome);
    }
}
