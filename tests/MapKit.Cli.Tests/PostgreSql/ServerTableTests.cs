using System.Globalization;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary><c>diff</c>, <c>verify</c> and <c>status</c> with <c>pgsql:</c> tables: published ones, which are listed, and others, which are queried.</summary>
[Collection(DatabaseCollection.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ServerTableTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly string _published;
    private readonly string _foreign;

    public ServerTableTests(SharedServer shared)
    {
        if (DatabaseFactAttribute.ReasonToSkip is not null) throw new InvalidOperationException(DatabaseFactAttribute.ReasonToSkip);
        _database = shared.CreateDatabase();
        _database.Write("main.cf", "compatibility_level = 3.6\nalias_maps =\nalias_database =\ntransport_maps = lmdb:$config_directory/transport\nsmtp_sasl_password_maps = hash:$config_directory/sasl_passwd\n");
        _database.Write("transport", "Example.com\tsmtp:[relay.example.net]\n.example.org\tlmtp:unix:/run/it's\n");
        File.SetUnixFileMode(_database.Write("sasl_passwd", "[relay.example]:587\tjoe:hunter2\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Run("publish", "-c", _database.Folder.Path, "--client-files", _database.Folder.Path, "--client", $"host={_database.Server.SocketFolder} port={_database.Server.Port} user={PostgreSqlServer.Admin} dbname={_database.Name}").Expect(0);
        _published = $"pgsql:{_database.Folder.File("pgsql-transport.cf")}";
        _database.Sql("CREATE TABLE routes (domain text, hop text); INSERT INTO routes VALUES ('example.com', 'smtp:[relay.example.net]'), ('.example.org', 'smtp:'), ('only.example', 'smtp:')");
        _foreign = $"pgsql:{_database.Write("routes.cf", $"hosts = {Host()}\nquery = SELECT hop FROM routes WHERE domain = '%s'\n")}";
    }

    [DatabaseFact]
    public void Diff_lists_a_published_table_and_queries_any_other()
    {
        Assert.Equal("", Run("diff", _database.Folder.File("transport"), _published).Expect(0).Output);
        _database.Write("transport", "example.com\tsmtp:[relay2.example.net]\nnew.example\tsmtp:\n");
        const string changes = "- .example.org\tlmtp:unix:/run/it's\n~ example.com\tsmtp:[relay.example.net]\tsmtp:[relay2.example.net]\n+ new.example\tsmtp:\n";
        Assert.Equal(changes, Run("diff", _published, _database.Folder.File("transport")).Expect(1).Output);
        CommandRun.Of("compile", "-t", "lmdb", _database.Folder.File("transport")).Expect(0);
        Assert.Equal(changes, Run("diff", $"proxy:{_published}", _database.Folder.File("transport.lmdb")).Expect(1).Output);

        // What only the other table has is not known: its keys cannot be listed.
        Assert.Equal("~ .example.org\tlmtp:unix:/run/it's\tsmtp:\n", Run("diff", _published, _foreign).Expect(1).Output);
        Assert.Equal("~ example.com\tsmtp:[relay.example.net]\tsmtp:[relay2.example.net]\n+ new.example\tsmtp:\n", Run("diff", _foreign, _database.Folder.File("transport")).Expect(1).Output);
        Assert.Contains("both tables can only be queried", Run("diff", _foreign, _foreign).Expect(2).Error);
        Assert.Contains("give a file, whose name begins with / or .", Run("diff", "pgsql:routes.cf", _foreign).Expect(2).Error);
        Assert.Contains("--raw compares the bytes of maps", Run("diff", "--raw", _published, _foreign).Expect(2).Error);
    }

    [DatabaseFact]
    public void Passwords_are_hidden()
    {
        var table = $"pgsql:{_database.Folder.File("pgsql-sasl_passwd.cf")}";
        File.Move(_database.Folder.File("pgsql-sasl_passwd.cf"), _database.Folder.File("other.cf"));
        var renamed = $"pgsql:{_database.Folder.File("other.cf")}";
        var source = _database.Write("some", "[relay.example]:587\tjoe:secret3\n");
        var diff = Run("diff", renamed, source).Expect(1);
        Assert.Equal("~ [relay.example]:587\t****\t****\n", diff.Output);
        Assert.Contains("differs: [relay.example]:587 -> ****, the source has **** (line 1)", Run("verify", renamed, "--source", source).Expect(1).Output);
        Assert.Contains("joe:hunter2", Run("verify", renamed, "--source", source, "--show-secrets").Expect(1).Output);
        File.Move(_database.Folder.File("other.cf"), table["pgsql:".Length..]);
        Assert.DoesNotContain("hunter2", Run("diff", "--json", table, source).Expect(1).Output);
    }

    [DatabaseFact]
    public void Verify_compares_with_the_published_digest_and_the_source()
    {
        var source = _database.Folder.File("transport");
        Assert.Equal($"{_published}: sound (transport of generation 1, 2 entries, at {Socket()})\n", Run("verify", _published).Expect(0).Output);
        Assert.Equal($"{_published}: sound (transport of generation 1, 2 entries, at {Socket()}); the same as {source}\n", Run("verify", _published, "--source", source).Expect(0).Output);
        Assert.Equal($"{_foreign}: differs: .example.org -> smtp:, the source has lmtp:unix:/run/it's (line 2)\n{_foreign}: sound (2 keys looked up); 1 difference from {source}\n", Run("verify", _foreign, "--source", source).Expect(1).Output);
        Assert.Contains("give --source FILE, whose keys are looked up", Run("verify", _foreign).Expect(2).Error);
        Assert.Contains("--salvage belongs to a map file", Run("verify", _published, "--salvage", "x").Expect(2).Error);

        var relation = _database.Sql("SELECT relation FROM mapkit.lookup_table WHERE name = 'transport'");
        _database.Sql($"INSERT INTO mapkit.\"{relation}\" VALUES ('by.hand', 'smtp:')");
        var changed = Run("verify", "--json", _published, "--source", source).Expect(1).Output;
        Assert.Contains("the entries do not have the published digest", changed);
        Assert.Contains("\"kind\":\"extra\"", changed);
        Assert.Contains("\"type\":\"pgsql\",\"sound\":false,\"problems\":1,\"records\":3,", changed);
    }

    [DatabaseFact]
    public void Status_asks_every_server()
    {
        var port = LoopbackPortWithoutServer();
        var file = _database.Folder.File("pgsql-transport.cf");
        File.WriteAllText(file, File.ReadAllText(file).Replace("hosts = ", $"hosts = postgresql://{PostgreSqlServer.Admin}@127.0.0.1:{port}/{_database.Name}?sslmode=disable\n    ", StringComparison.Ordinal));
        _database.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\ntransport_maps = proxy:{_published}\nrelay_domains = {_foreign}\n");
        var run = Run("status", "-c", _database.Folder.Path);
        Assert.True(run.Status is 0 or 1, run.Error);
        Assert.Matches($@"pgsql .*pgsql-transport.cf .* 2  .*queried at \S+/.s.PGSQL.{_database.Server.Port}: generation 1;", run.Output);
        Assert.Contains($"cannot connect to PostgreSQL at 127.0.0.1:{port}: connection refused", run.Output);
        Assert.Matches($@"routes.cf .* queried at \S+\n", run.Output);
        Assert.Contains($"\"servers\":[{{\"server\":\"{Socket()}\"}}]", Run("status", "--json", "-c", _database.Folder.Path).Output);

        // The group of Postfix must read the settings of a client.
        var secret = _database.Folder.File("pgsql-sasl_passwd.cf");
        _database.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\nsmtp_sasl_password_maps = proxy:pgsql:{secret}\n");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.DoesNotContain("can read", Run("status", "-c", _database.Folder.Path).Expect(0).Output);
        _database.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\ntransport_maps = proxy:{_published}\nrelay_domains = {_foreign}\n");

        // Only one server, which is away; and a query that fails.
        File.WriteAllText(file, $"hosts = 127.0.0.1:{port}\ndbname = mail\nquery = SELECT 1\n");
        _database.Sql("ALTER TABLE routes RENAME TO other");
        run = Run("status", "-c", _database.Folder.Path).Expect(2);
        Assert.Matches($@"pgsql-transport.cf .* unreadable: cannot connect to PostgreSQL at 127.0.0.1:{port}: connection refused", run.Output);
        Assert.Matches(@"routes.cf .* unreadable: PostgreSQL at .*routes", run.Output);
        var away = $"cannot connect to PostgreSQL at 127.0.0.1:{port}: connection refused; check that PostgreSQL runs there and listens on this address and port\n";
        Assert.EndsWith(away, Run("diff", _published, _database.Folder.File("transport")).Expect(2).Error);
        Assert.EndsWith(away, Run("verify", _published, "--source", _database.Folder.File("transport")).Expect(2).Error);
    }

    public void Dispose() => _database.Dispose();

    private string Host() => $"postgresql://{PostgreSqlServer.Admin}@{Uri.EscapeDataString(_database.Server.SocketFolder)}:{_database.Server.Port}/{_database.Name}";

    private string Socket() => string.Create(CultureInfo.InvariantCulture, $"{_database.Server.SocketFolder}/.s.PGSQL.{_database.Server.Port}");

    private static string LoopbackPortWithoutServer() => Scenario.LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);

    private CommandRun Run(params string[] arguments) => _database.Run(arguments);
}
