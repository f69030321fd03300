using System.Globalization;
using MapKit.Cli.Tests.Scenario;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A real Postfix with published tables delivers as with compiled maps: queried in the database, through proxymap or not, and pulled.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PublishedScenarioTests(ITestOutputHelper output)
{
    private const string Proxymap = "proxymap unix - - n - - proxymap";

    [RootTheory("postmap", "postfix")]
    [InlineData("pgsql")]
    [InlineData("proxy:pgsql")]
    [InlineData("lmdb")]
    public void Mail_goes_to_the_same_places_as_with_compiled_maps(string type)
    {
        SkipWithoutPeers(type == "lmdb" ? [] : ["pgsql"]);
        using var server = SeedScenario.StartServer("PLAIN LOGIN");
        using var postfix = new PostfixInstance();
        using var primary = PostgreSqlServer.Start();
        using var database = CreateDatabase(primary);
        try
        {
            var inbox = postfix.CreateMailFile();
            WriteSources(database, server.Port, inbox);
            Publish(database, ["--client-files", postfix.ConfigurationFolder, "--client", Client(database, primary)]);
            postfix.Configure(SeedScenario.Settings(name => type == "lmdb" ? $"lmdb:{postfix.ConfigurationFolder}/{name}" : $"{type}:{postfix.ConfigurationFolder}/pgsql-{name}.cf"), Proxymap);
            if (type == "lmdb") database.Run("pull", "-c", postfix.ConfigurationFolder).Expect(0);
            postfix.Start();
            SeedScenario.Run(postfix, server, inbox);
            Assert.DoesNotContain("warning:", postfix.Log);
        }
        finally
        {
            output.WriteLine($"Said to the submission server:\n{server.Dialogue}\n\nPostfix's log:\n{postfix.Log}");
        }
    }

    [RootFact("postmap", "postfix")]
    public void Mail_goes_on_while_the_primary_dies_and_its_replica_is_promoted()
    {
        SkipWithoutPeers("pgsql");
        using var server = SeedScenario.StartServer("PLAIN LOGIN");
        using var second = SeedScenario.StartServer("PLAIN LOGIN");
        using var postfix = new PostfixInstance();
        using var primary = PostgreSqlServer.Start();
        using var database = CreateDatabase(primary);
        try
        {
            var inbox = postfix.CreateMailFile();
            WriteSources(database, server.Port, inbox);
            Publish(database, []);
            using var replica = primary.StartReplica();
            Publish(database, ["--client-files", postfix.ConfigurationFolder, "--client", Client(database, primary, replica)]);
            postfix.Configure(SeedScenario.Settings(name => $"pgsql:{postfix.ConfigurationFolder}/pgsql-{name}.cf"));
            postfix.Start();
            SeedScenario.Mail_to_root_and_to_the_provider_leaves(postfix, server);

            using var asking = new CancellationTokenSource();
            var (asked, failed) = (0, new List<string>());
            var lookups = Task.Run(() =>
            {
                while (!asking.IsCancellationRequested)
                {
                    var answer = Tool.Run("postmap", "-c", postfix.ConfigurationFolder, "-q", "root", $"pgsql:{postfix.ConfigurationFolder}/pgsql-generic.cf");
                    asked++;
                    if (answer.Output != $"{SeedScenario.Provided}\n") failed.Add(answer.Output + answer.Error);
                }
            });
            primary.Kill();
            SeedScenario.Mail_to_root_and_to_the_provider_leaves(postfix, server);
            replica.Promote();
            using var promoted = new TestDatabase(replica, database.Name);
            Assert.Equal("1", promoted.Sql("SELECT max(id) FROM mapkit.generation"));
            Assert.StartsWith("unchanged: generation 1", PublishFrom(database, promoted).Output);

            // Another submission server, with its own login.
            WriteSources(database, second.Port, inbox);
            Assert.Contains("published: generation 2", PublishFrom(database, promoted).Output);
            SeedScenario.Mail_to_root_and_to_the_provider_leaves(postfix, second);
            asking.Cancel();
            lookups.GetAwaiter().GetResult();
            Assert.True(failed.Count == 0 && asked > 3, $"{failed.Count} of {asked} lookups failed:\n{string.Concat(failed.Distinct())}");
            Assert.DoesNotContain("status=deferred", postfix.Log);
        }
        finally
        {
            output.WriteLine($"Said to the submission server:\n{server.Dialogue}\n\nPostfix's log:\n{postfix.Log}");
        }
    }

    private static void SkipWithoutPeers(params string[] types)
    {
        PeerTools.SkipUnless(DatabaseFactAttribute.ReasonToSkip is null, DatabaseFactAttribute.ReasonToSkip ?? "");
        PeerTools.SkipWithoutTypes(types);
    }

    private static TestDatabase CreateDatabase(PostgreSqlServer server)
    {
        server.Sql("postgres", "CREATE DATABASE mail");
        var database = new TestDatabase(server, "mail");
        database.Run("publish", "--init").Expect(0);

        // The server requires a password of this role.
        database.Sql("CREATE ROLE secret LOGIN PASSWORD 'a/b c@d' IN ROLE mapkit_reader, mapkit_credentials");
        database.Write("main.cf", SeedScenario.Settings(name => $"hash:$config_directory/{name}") + "\nalias_database = $alias_maps\n");
        File.SetUnixFileMode(database.Write(".pgpass", "*:*:*:secret:a/b c@d\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return database;
    }

    private static void WriteSources(TestDatabase database, int port, string inbox)
    {
        foreach (var name in SeedScenario.Tables) File.SetUnixFileMode(database.Write(name, SeedScenario.Source(name, port, inbox)), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static CommandRun PublishFrom(TestDatabase sources, TestDatabase to) => to.Run("publish", "-c", sources.Folder.Path).Expect(0);

    private static void Publish(TestDatabase database, string[] more)
    {
        var variables = database.Server.Variables(database.Name);
        variables["PGPASSFILE"] = database.Folder.File(".pgpass");
        CommandRun.In(name => variables.GetValueOrDefault(name), [], ["publish", "-c", database.Folder.Path, .. more]).Expect(0);
    }

    private static string Client(TestDatabase database, params PostgreSqlServer[] servers) => string.Create(
        CultureInfo.InvariantCulture,
        $"host={string.Join(',', servers.Select(_ => "127.0.0.1"))} port={string.Join(',', servers.Select(server => server.Port.ToString(CultureInfo.InvariantCulture)))} user=secret dbname={database.Name} sslmode=disable");
}
