using System.Globalization;
using System.Net.Sockets;
using MapKit.PostgreSql.Connections;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>Whatever the database does, there is one clear message, the old maps stay, and the exit status is 2.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class FailureTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _host = new();
    private readonly byte[] _map;

    public FailureTests(SharedServer shared)
    {
        if (DatabaseFactAttribute.ReasonToSkip is not null) throw new InvalidOperationException(DatabaseFactAttribute.ReasonToSkip);
        _database = shared.CreateDatabase();
        _database.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
        _host.Write("main.cf", "transport_maps = lmdb:$config_directory/transport\n");
        _database.Write("transport", "example.com\tsmtp:[relay.example.net]\n");
        _database.Run("publish", "-c", _database.Folder.Path).Expect(0);
        _database.Run("pull", "-c", _host.Path).Expect(0);
        _map = File.ReadAllBytes(_host.File("transport.lmdb"));
        _database.Write("transport", "example.com\tsmtp:[other.example.net]\n");
        _database.Run("publish", "-c", _database.Folder.Path).Expect(0);
    }

    [DatabaseFact]
    public void The_server_hangs_or_closes_in_the_middle()
    {
        using var proxy = Proxy();
        var text = Through(proxy, timeout: 2);
        CommandRun.Of("published", "--from", text).Expect(0);
        var all = proxy.Passed;
        proxy.StallsAfter = 10;
        AssertTrouble(CommandRun.Of("pull", "-c", _host.Path, "--from", text), "no answer within 2 s");
        proxy.StallsAfter = null;
        for (var limit = 50; limit < all; limit += 400)
        {
            proxy.ClosesAfter = limit;
            var run = CommandRun.Of("pull", "-c", _host.Path, "--from", text);
            if (run.Status == 0) break;
            AssertTrouble(run, "PostgreSQL at 127.0.0.1");
        }
    }

    [DatabaseFact]
    public void The_server_hangs_after_the_login()
    {
        using var proxy = Proxy();
        var text = Through(proxy, timeout: 1);
        using (new DatabaseConnector(new ConnectionReader(_ => null).Read("--from", text)).Open("any"))
        {
            // The login alone.
        }

        proxy.StallsAfter = (int)proxy.Passed;
        const string message = "accepted the connection and then did not answer in time; nothing was changed. Check the server, or give it more time with connect_timeout";
        _database.Write("transport", "example.com\tsmtp:[third.example.net]\n");
        foreach (var command in (string[][])[["pull", "-c", _host.Path, "--from", text], ["publish", "-c", _database.Folder.Path, "--to", text], ["publish", "--init", "--to", text], ["published", "--from", text], ["fleet", "--from", text]])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            AssertTrouble(CommandRun.Of(command), message);

            // The limit is 5 s at least, and 2 s are for the request to cancel.
            Assert.InRange(watch.Elapsed.TotalSeconds, 4.5, 12);
        }

        Assert.Equal(["example.com=smtp:[other.example.net]"], _database.Entries("transport"));
    }

    [DatabaseFact]
    public void The_connection_is_lost_during_the_commit()
    {
        _database.Sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON mapkit.generation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");
        _database.Write("transport", "example.com\tsmtp:[third.example.net]\n");
        var proxy = Proxy();
        const string committing = "FROM pg_stat_activity WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'";
        var publishing = Task.Run(() => CommandRun.Of("publish", "-c", _database.Folder.Path, "--to", Through(proxy)));
        Assert.True(SpinWait.SpinUntil(() => _database.Sql($"SELECT count(*) {committing}") == "1", TimeSpan.FromSeconds(30)));
        proxy.Dispose();
        AssertTrouble(publishing.GetAwaiter().GetResult(), "was lost during the commit, so that it is not known whether it succeeded; repeat the command");
        _database.Sql($"SELECT pg_terminate_backend(pid) {committing}");
    }

    [DatabaseFact]
    public void The_schema_is_older_or_newer_or_missing()
    {
        _database.Sql("INSERT INTO mapkit.migration VALUES (99, now())");
        AssertTrouble(Pull(), "are of a newer MapKit (schema 99, this one knows 1); update mapkit on this host");
        _database.Sql("DELETE FROM mapkit.migration");
        AssertTrouble(Pull(), "of an older MapKit (schema 0, this one needs 1); update them with mapkit publish --init");
        _database.Sql("DROP SCHEMA mapkit CASCADE");
        AssertTrouble(Pull(), "the database has no tables of MapKit");
    }

    [DatabaseFact]
    public void The_role_has_no_rights()
    {
        _database.Sql($"CREATE ROLE x_{_database.Name} LOGIN");
        _database.Role = $"x_{_database.Name}";
        AssertTrouble(Pull(), $"GRANT mapkit_reader TO x_{_database.Name} to read");
        _database.Sql($"GRANT mapkit_reader TO x_{_database.Name}");
        AssertTrouble(_database.Run("publish", "-c", _database.Folder.Path), $"x_{_database.Name} may not publish: GRANT mapkit_publisher TO x_{_database.Name}\n");
        AssertTrouble(_database.Run("publish", "--init"), "run mapkit publish --init as a user who may, such as postgres");
        _database.Role = "nobody";
        AssertTrouble(Pull(), "there is no role nobody; create it");
    }

    [DatabaseFact]
    public void The_database_has_another_content_than_it_says()
    {
        var relation = _database.Sql("SELECT relation FROM mapkit.lookup_table");
        _database.Sql($"UPDATE mapkit.\"{relation}\" SET value = '\\x00ff00'; DELETE FROM mapkit.\"{relation}_changes\"");
        AssertTrouble(Pull(), "do not have the published digest; no map was changed");
    }

    [RootFact("mount")]
    public void The_disk_of_the_database_is_full()
    {
        using var folder = new TemporaryFolder();
        var space = folder.File("disk/space");
        var mounted = Tool.Run("/bin/sh", "-c", $"chmod 755 {folder.Path} && mkdir {folder.Path}/disk && mount -t tmpfs -o size=14m mapkit-test {folder.Path}/disk && mkdir {space} && chown postgres {space}");
        PeerTools.SkipUnless(mounted.ExitCode == 0, mounted.Error);
        _database.Sql($"CREATE TABLESPACE small_{_database.Name} LOCATION '{space}'");
        _database.Server.Sql("postgres", $"CREATE DATABASE full_{_database.Name} TABLESPACE small_{_database.Name}");
        try
        {
            using var full = new TestDatabase(_database.Server, $"full_{_database.Name}");
            full.Run("publish", "--init").Expect(0);
            full.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
            full.Write("transport", "example.com\tsmtp:\n");
            full.Run("publish", "-c", full.Folder.Path).Expect(0);
            full.Write("transport", string.Concat(Enumerable.Range(0, 200_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"domain{i}.example\tsmtp:[relay.example.net]\n"))));
            Assert.Contains("the disk of the database is full; free space there. Nothing was changed", full.Run("publish", "-c", full.Folder.Path).Expect(2).Error);
            Assert.Equal(["example.com=smtp:"], full.Entries("transport"));
        }
        finally
        {
            _database.Server.Sql("postgres", $"DROP DATABASE full_{_database.Name}");
            _database.Server.Sql("postgres", $"DROP TABLESPACE small_{_database.Name}");
            Tool.Run("/bin/sh", "-c", $"umount {folder.Path}/disk");
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        _database.Dispose();
    }

    private StallingProxy Proxy() => new(new UnixDomainSocketEndPoint(Path.Join(_database.Server.SocketFolder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{_database.Server.Port}"))));

    private string Through(StallingProxy proxy, int timeout = 15) =>
        string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={proxy.Port} dbname={_database.Name} user={PostgreSqlServer.Admin} sslmode=disable connect_timeout={timeout}");

    private CommandRun Pull() => _database.Run("pull", "-c", _host.Path);

    private void AssertTrouble(CommandRun run, string message)
    {
        run.Expect(2);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("", run.Output);
        Assert.Equal(_map, File.ReadAllBytes(_host.File("transport.lmdb")));
    }
}
