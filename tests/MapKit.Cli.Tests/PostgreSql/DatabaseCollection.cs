namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>The tests that share one server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xunit calls it so")]
public sealed class DatabaseCollection : ICollectionFixture<SharedServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>The server, which the first test starts.</summary>
public sealed class SharedServer : IDisposable
{
    private readonly Lazy<PostgreSqlServer> _server = new(() => PostgreSqlServer.Start());
    private int _databases;

    internal PostgreSqlServer Server => _server.Value;

    /// <summary>Creates a database.</summary>
    internal TestDatabase CreateDatabase(bool withSchema = true)
    {
        var name = $"mail{Interlocked.Increment(ref _databases)}";
        Server.Sql("postgres", $"CREATE DATABASE {name}");
        var database = new TestDatabase(Server, name);
        if (withSchema) database.Run("publish", "--init").Expect(0);
        return database;
    }

    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Dispose();
    }
}
