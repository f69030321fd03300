using System.CommandLine;
using MapKit.PostgreSql.Connections;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary>The options that name a database.</summary>
internal static class ConnectionOptions
{
    private const string How = "as in libpq: postgresql://USER@HOST/DATABASE, \"host=A,B dbname=D user=U\" or service=NAME. Default: PGHOST, PGDATABASE, PGUSER, PGSERVICE. Passwords come from ~/.pgpass, never from the command line";

    /// <summary>Where to publish.</summary>
    public static readonly Option<string?> To = new("--to") { HelpName = "CONNECTION", Description = $"Database, {How}" };

    /// <summary>From where to read.</summary>
    public static readonly Option<string?> From = new("--from") { HelpName = "CONNECTION", Description = $"Database, {How}" };

    /// <summary>What opens connections for a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="FormatException">The connection is malformed, or has a password.</exception>
    public static DatabaseConnector Connector(ParseResult arguments, Option<string?> option, CommandEnvironment environment) =>
        new(new ConnectionReader(environment.Variable).Read(option.Name, arguments.GetValue(option)));
}
