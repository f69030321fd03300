using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Cli.Rendering;
using MapKit.Delivery;
using MapKit.Delivery.Smtpd;
using MapKit.Operations.Explain;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit explain</c>: every lookup that Postfix makes for an address.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Name = new Argument<string>("FORMAT")
    {
        Description = $"Table format to explain, one of {string.Join(", ", ExplainOperation.Names)}. delivery explains the whole delivery path of a message",
    }.Among(static word => word.Contains('@', StringComparison.Ordinal) ? $"is an address, and the format comes first: mapkit explain {ExplainOperation.DeliveryName} {word}" : null, [.. ExplainOperation.Names]);

    private static readonly Argument<string> Address = new("ADDRESS")
    {
        Description = "Address to look up. <> is the null address. For sasl_passwd: a destination such as [relay.example.com]:587, or a sender. For access: also a host name or network address",
    };

    private static readonly Argument<string[]> Tables = new("TABLE") { Description = "[TYPE:]TABLE to search, in this order. source:FILE is a source. Default: the tables of main.cf", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Sender = new("--from") { HelpName = "SENDER", Description = "Sender of the message. <> is the null sender" };
    private static readonly Option<string?> Host = new("--host") { HelpName = "NAME", Description = "Host name: of the server (sasl_passwd, delivery), or of the network address (access)" };
    private static readonly Option<string?> Message = new("--message")
    {
        HelpName = "FILE",
        Description = "For delivery: the message (- for standard input). Evaluates header and body checks, and the addresses in its headers",
    };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("explain", "Show every lookup that Postfix makes for an address, which file and line answered, and the result.")
        {
            Name, Address, Tables, ConfigurationOption.Folder, ExplainSettings.Sources, ExplainSettings.NoPostmap, Sender, Host, Message, ExplanationFormat.Format, ExplanationFormat.Json,
            SessionOptions.Client, SessionOptions.Helo, SessionOptions.Login, SessionOptions.Tls, SessionOptions.Service, SessionOptions.Assume, SessionOptions.Dns,
        };
        command.Subcommands.Add(ExplainSessionCommand.Create(environment));
        command.SetAction(result => Run(result, environment));
        return command;
    }

    /// <summary>The exit status for the outcome of an explanation.</summary>
    public static int StatusOf(ExplainOutcome outcome) => outcome switch
    {
        ExplainOutcome.Found => MapkitCommand.Success,
        ExplainOutcome.NotFound => MapkitCommand.No,
        _ => MapkitCommand.Trouble,
    };

    /// <summary>The SMTP session of a delivery, if a client or a login is given.</summary>
    private static SmtpSession? SessionOf(ParseResult arguments, string name, string address)
    {
        var isGiven = arguments.GetValue(SessionOptions.Client) is not null || arguments.GetValue(SessionOptions.Login) is not null;
        if (isGiven && name != ExplainOperation.DeliveryName) throw new FormatException("--client and --login are for delivery and session");
        return isGiven ? SessionOptions.Read(arguments, arguments.GetValue(Sender) ?? "<>", address) : null;
    }

    /// <summary>The message, if one is given.</summary>
    private static ReadOnlyMemory<byte>? MessageOf(ParseResult arguments, string name, CommandEnvironment environment)
    {
        if (arguments.GetValue(Message) is not { } file) return null;
        if (name != ExplainOperation.DeliveryName) throw new FormatException("--message is for delivery");
        return MessageFile.Read(file, environment);
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var (name, address) = (arguments.GetRequiredValue(Name), arguments.GetRequiredValue(Address));
        var tables = arguments.GetValue(Tables) ?? [];
        if (name == ExplainOperation.DeliveryName && tables.Length > 0) throw new FormatException("delivery uses the tables of main.cf: give no TABLE");
        if (name == "plain" && tables.Length == 0) throw new FormatException("no parameter uses plain tables: give a TABLE");
        var settings = ExplainSettings.Read(arguments, needsFile: tables.Length == 0, environment);
        if (name == ExplainOperation.DeliveryName) settings.NoteMissingServices(environment);
        var options = settings.Options with
        {
            Tables = [.. tables.Select(table => settings.TableOf(table, name))],
            Sender = arguments.GetValue(Sender),
            Host = arguments.GetValue(Host),
            Session = SessionOf(arguments, name, address),
            Message = MessageOf(arguments, name, environment),
        };
        using var progress = ProgressBar.On(environment, "explain", "reading the tables");
        var explanation = ExplainSettings.Explained($"{name} {address}", () => ExplainOperation.Run(settings.Configuration, name, address, options));
        ExplanationFormat.Write(arguments, environment, name, address, $"{name} {address}", explanation);
        return StatusOf(explanation.Outcome);
    }
}
