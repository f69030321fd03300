using System.CommandLine;
using System.Globalization;
using MapKit.Cli.Rendering.PostgreSql;
using MapKit.PostgreSql.Content;
using MapKit.PostgreSql.Fleet;
using MapKit.PostgreSql.Schema;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary><c>mapkit fleet</c>: which host has which generation.</summary>
internal static class FleetCommand
{
    private static readonly Option<string?> MaximumLag = new("--max-lag") { HelpName = "TIME", Description = "How long a published generation may be missing on a host, such as 90s, 10m, 2h or 1d. Default: 5m" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("fleet", "Show every host that pulls: its generation, how far it is behind, when it was last seen, and its error. Exit status: 1 if a host is behind for longer than --max-lag.")
        {
            ConnectionOptions.From, MaximumLag, Json,
        };
        command.SetAction(result => PostgreSqlProgram.Run(environment, () => Run(result, environment)));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        var most = TimeOf(arguments.GetValue(MaximumLag) ?? "5m");
        using var session = ConnectionOptions.Connector(arguments, ConnectionOptions.From, environment).Open("any");
        Migrations.Check(session);
        session.Execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        var hosts = HostStatus.Read(session);
        new FleetOutput(environment, arguments.GetValue(Json)).Write(hosts, Catalogue.Latest(session), most);
        return hosts.Exists(host => host.Lag > most) ? MapkitCommand.No : MapkitCommand.Success;
    }

    private static TimeSpan TimeOf(string text)
    {
        var unit = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? text[^1] : 's';
        if (double.TryParse(text.TrimEnd(unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1e6)
        {
            switch (unit)
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        throw new FormatException($"--max-lag {text}: give a number and s, m, h or d, such as 10m");
    }
}
