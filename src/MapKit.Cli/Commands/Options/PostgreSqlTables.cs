using MapKit.Configuration;
using MapKit.Lookup;
using MapKit.Operations.Status;
using MapKit.PostgreSql.Querying;
using MapKit.Source;

namespace MapKit.Cli.Commands.Options;

/// <summary>Opens <c>pgsql:</c> tables with MapKit's client of PostgreSQL.</summary>
internal static class PostgreSqlTables
{
    private const string Type = "pgsql:";

    /// <summary>The name of such a table, which is usually the file with the settings of its client; null for any other operand.</summary>
    public static string? NameOf(string specification)
    {
        specification = LookupTypes.WithoutProxy(specification);
        return specification.StartsWith(Type, StringComparison.Ordinal) ? specification[Type.Length..] : null;
    }

    /// <summary>Opens a table.</summary>
    /// <param name="specification">The table with its type.</param>
    /// <param name="options">How it is queried.</param>
    /// <returns>Null for another type, for settings in main.cf, and where this program has no client: such a table is queried with <c>postmap -q</c>.</returns>
    /// <exception cref="LookupException">It cannot be opened.</exception>
    public static LookupTable? Open(string specification, LookupOptions options)
    {
        if (FileOf(specification) is not { } file) return null;
        if (PostgreSqlProgram.IsThis) return ClientTable.OpenFile(file, options).AsQueried;

        // The other program begins again, so that standard input must not have been read.
        if (!Environment.GetCommandLineArgs().Contains("-")) PostgreSqlProgram.Start();
        return null;
    }

    /// <summary>Starts the other program if one of the operands needs it. Called before anything is read.</summary>
    /// <param name="operands">The operands.</param>
    public static void PassOn(IEnumerable<string> operands)
    {
        if (!PostgreSqlProgram.IsThis && operands.Any(operand => FileOf(operand) is not null)) PostgreSqlProgram.Start();
    }

    /// <summary>Opens a table for more than queries.</summary>
    /// <param name="specification">The table with its type.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="environment">The variables, and where warnings go.</param>
    /// <exception cref="FormatException">It cannot be opened.</exception>
    public static ServerTable OpenServer(string specification, PostfixSettings settings, CommandEnvironment environment) => ExplainSettings.Explained(
        specification,
        () => Query(() => PostgreSqlProgram.IsThis
            ? (ServerTable)ClientTable.OpenFile(NameOf(specification)!, QueriedTable.OptionsFor(settings, environment))
            : throw new LookupException(PostgreSqlProgram.Start())));

    /// <summary>Asks the servers of a table for <c>status</c>. The table can be used while one of them answers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How it is queried.</param>
    public static TableStatus Examine(TableStatus table, LookupOptions options)
    {
        if (FileOf($"{table.Type}:{table.SourcePath}") is not { } file) return table;
        if (!PostgreSqlProgram.IsThis) return table with { State = TableState.Unreadable, Detail = PostgreSqlProgram.Start() };
        try
        {
            using var client = ClientTable.OpenFile(file, options);
            var servers = client.AskServers();
            var answering = servers.FirstOrDefault(server => server.Problem is null);
            return table with
            {
                Servers = servers,
                Entries = answering?.Published?.Entries,
                State = answering is null ? TableState.Unreadable : TableState.Direct,
                Detail = answering is null ? string.Join("; ", servers.Select(server => server.Problem)) : null,
            };
        }
        catch (LookupException exception)
        {
            return table with { State = TableState.Unreadable, Detail = ByteText.ToText(exception.Message) };
        }
    }

    /// <summary>Runs queries. Their failure becomes a message for the user.</summary>
    /// <exception cref="FormatException">A query failed.</exception>
    public static T Query<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (LookupException exception)
        {
            throw new FormatException(ByteText.ToText(exception.Message), exception);
        }
    }

    private static string? FileOf(string specification) => NameOf(specification) is ['/' or '.', ..] file ? file : null;
}
