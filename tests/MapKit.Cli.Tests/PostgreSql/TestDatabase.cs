using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A database of a test, and a folder for its sources.</summary>
internal sealed class TestDatabase(PostgreSqlServer server, string name) : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public PostgreSqlServer Server => server;

    public string Name => name;

    /// <summary>The role that mapkit logs in as.</summary>
    public string Role { get; set; } = PostgreSqlServer.Admin;

    public string Write(string file, string content) => Folder.Write(file, content);

    public string Sql(string text, string role = PostgreSqlServer.Admin) => server.Sql(name, text, role);

    /// <summary>Runs mapkit in this process, connected to the database.</summary>
    public CommandRun Run(params string[] arguments)
    {
        var variables = server.Variables(name, Role);
        return CommandRun.In(variable => variables.GetValueOrDefault(variable), [], arguments);
    }

    /// <summary>The entries that are published of a table, as KEY=VALUE, in the order of the keys.</summary>
    public string[] Entries(string table)
    {
        var relation = Sql($"SELECT relation FROM mapkit.lookup_table WHERE name = '{table}'");
        return Sql($"SELECT convert_from(key, 'LATIN1') || '=' || convert_from(value, 'LATIN1') FROM mapkit.\"{relation}\" ORDER BY key").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => Folder.Dispose();
}

/// <summary>Checks of what mapkit did.</summary>
internal static class CommandRunChecks
{
    public static CommandRun Expect(this CommandRun run, int status)
    {
        Assert.True(run.Status == status, $"status {run.Status}, expected {status}:\n{run.Output}{run.Error}");
        return run;
    }
}
