using System.CommandLine;
using MapKit.Cli.Rendering.PostgreSql;
using MapKit.PostgreSql.Content;
using MapKit.PostgreSql.Schema;

namespace MapKit.Cli.Commands.PostgreSql;

/// <summary><c>mapkit published</c>: what is in the database.</summary>
internal static class PublishedCommand
{
    private static readonly Argument<string?> Table = new("TABLE") { Description = "Show the history of this table only", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object per line" };

    /// <summary>Creates the verb.</summary>
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("published", "Show the published tables, and the generations with author, time and sizes. Exit status: 1 if nothing is published, or not this table.")
        {
            Table, ConnectionOptions.From, Json,
        };
        command.SetAction(result => PostgreSqlProgram.IsThis ? Run(result, environment) : PostgreSqlProgram.RunOther(environment));
        return command;
    }

    private static int Run(ParseResult arguments, CommandEnvironment environment)
    {
        using var session = ConnectionOptions.Connector(arguments, ConnectionOptions.From, environment).Open("any");
        Migrations.Check(session);
        session.Execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        var name = arguments.GetValue(Table);
        var tables = Catalogue.Tables(session).Where(table => name is null || table.Name == name).ToArray();
        var output = new PublishedOutput(environment, arguments.GetValue(Json));
        if (tables.Length == 0)
        {
            MapkitCommand.Note(environment, name is null ? "nothing is published" : $"{name}: no such table is published");
            return MapkitCommand.No;
        }

        output.Write(tables, Catalogue.Generations(session), Catalogue.Versions(session, name), withHistoryOfTables: name is not null);
        return MapkitCommand.Success;
    }
}
