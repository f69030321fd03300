using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary><c>mapkit pull --watch</c>, with a server that goes away and a replica that replaces it.</summary>
public class WatchTests
{
    [DatabaseFact]
    public void A_host_follows_the_primary_through_an_outage_and_a_replica_after_it_is_promoted()
    {
        using var primary = PostgreSqlServer.Start();
        using var database = FirstGeneration(primary);
        using var replica = primary.StartReplica();

        using var host = new TemporaryFolder();
        host.Write("main.cf", "transport_maps = lmdb:$config_directory/transport\n");
        var servers = new Dictionary<string, string>
        {
            ["PGHOST"] = $"{primary.SocketFolder},{replica.SocketFolder}",
            ["PGPORT"] = $"{primary.Port},{replica.Port}",
            ["PGUSER"] = PostgreSqlServer.Admin,
            ["PGDATABASE"] = "mail",
        };
        using var watch = new RunningMapKit(servers, "pull", "-c", host.Path, "--watch", "--interval", "60", "--host", "mx1.example");
        watch.WaitForNotification("READY=1");
        Assert.True(Has(host, 1), watch.Output);

        // The interval is a minute: this comes from the notification.
        Publish(database, 2);
        Assert.InRange(watch.WaitUntil(() => Has(host, 2)).TotalSeconds, 0, 10);

        // A host that reads from the replica reports to the primary.
        using var second = new TemporaryFolder();
        second.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
        using var fromReplica = new RunningMapKit(new Dictionary<string, string>(servers) { ["PGTARGETSESSIONATTRS"] = "prefer-standby" }, "pull", "-c", second.Path, "--watch", "--interval", "0.5", "--host", "mx2.example");
        fromReplica.WaitUntil(() => Has(second, 2));
        fromReplica.WaitUntil(() => primary.Sql("mail", "SELECT count(*) FROM mapkit.host WHERE generation = 2") == "2");
        Publish(database, 3);
        fromReplica.WaitUntil(() => Has(second, 3));
        watch.WaitUntil(() => Has(host, 3));

        // The primary dies. Maps stay, the replica answers, and publishing continues when it is promoted.
        primary.Kill();
        Assert.True(Has(host, 3) && Has(second, 3) && watch.IsRunning && fromReplica.IsRunning);
        Assert.Equal("1,2,3", replica.Sql("mail", "SELECT string_agg(id::text, ',' ORDER BY id) FROM mapkit.generation"));
        using var promoted = new TestDatabase(replica, "mail");
        promoted.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
        promoted.Write("transport", "example.com\tsmtp:[relay4.example.net]\n");
        Assert.Contains("is a replica, which takes no changes; name the primary as well", promoted.Run("publish", "-c", promoted.Folder.Path).Expect(2).Error);
        replica.Promote();
        Publish(promoted, 4);
        fromReplica.WaitUntil(() => Has(second, 4));

        // Without any server they wait, and catch up by themselves.
        replica.Kill();
        fromReplica.WaitUntil(() => fromReplica.Output.Contains("none of 2 servers can be used", StringComparison.Ordinal));
        replica.Start();
        Publish(promoted, 5);
        watch.WaitUntil(() => Has(host, 5), seconds: 90);
        fromReplica.WaitUntil(() => Has(second, 5), seconds: 90);
        Assert.Equal("1,2,3,4,5", replica.Sql("mail", "SELECT string_agg(id::text, ',' ORDER BY id) FROM mapkit.generation"));
        Assert.Equal(0, watch.End("TERM"));
        Assert.Equal(0, fromReplica.End("TERM"));
        Assert.Contains("pulled: generation 5", watch.Output);
    }

    [DatabaseFact]
    public void A_replica_that_lacks_the_last_generation_is_followed_after_it_is_promoted()
    {
        using var primary = PostgreSqlServer.Start();
        using var database = FirstGeneration(primary);
        using var replica = primary.StartReplica();
        replica.Stop();
        using var host = new TemporaryFolder();
        host.Write("main.cf", "transport_maps = lmdb:$config_directory/transport\n");
        Publish(database, 2);
        database.Run("pull", "-c", host.Path).Expect(0);
        Assert.True(Has(host, 2));

        // Generation 2 is lost with the primary. A host has what the new primary has; what is missing there is published again.
        primary.Kill();
        replica.Start();
        replica.Promote();
        using var promoted = new TestDatabase(replica, "mail");
        promoted.Run("pull", "-c", host.Path).Expect(0);
        Assert.True(Has(host, 1));
        promoted.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
        Publish(promoted, 2);
        promoted.Run("pull", "-c", host.Path).Expect(0);
        Assert.True(Has(host, 2));
        Assert.Contains("unchanged: generation 2", promoted.Run("publish", "-c", promoted.Folder.Path).Expect(0).Output);
    }

    private static TestDatabase FirstGeneration(PostgreSqlServer primary)
    {
        primary.Sql("postgres", "CREATE DATABASE mail");
        var database = new TestDatabase(primary, "mail");
        database.Run("publish", "--init").Expect(0);
        database.Write("main.cf", "transport_maps = hash:$config_directory/transport\n");
        Publish(database, 1);
        return database;
    }

    private static void Publish(TestDatabase database, int round)
    {
        database.Write("transport", $"example.com\tsmtp:[relay{round}.example.net]\n");
        database.Run("publish", "-c", database.Folder.Path).Expect(0);
    }

    private static bool Has(TemporaryFolder host, int round)
    {
        var map = new[] { host.File("transport.lmdb"), host.File("transport.db") }.FirstOrDefault(File.Exists);
        return map is not null && CommandRun.Of("query", "example.com", map).Output == $"smtp:[relay{round}.example.net]\n";
    }
}
