using System.Diagnostics;
using System.Globalization;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>
/// kill -9 of publisher, puller and server at random moments: what is published is one generation, each map is one generation, and all catch up by
/// themselves. MAPKIT_KILLS is the number of rounds, MAPKIT_SEED the seed; MAPKIT_POSTGRESQL_COMMAND names a native mapkit-postgresql.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    private const int Entries = 3000;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_KILLS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? "1", CultureInfo.InvariantCulture);
    private static readonly string[] Tables = ["transport", "virtual"];
    private static readonly string[] Maps = ["transport.lmdb", "transport.db", "virtual.cdb"];

    [DatabaseFact]
    public void After_a_kill_everything_is_one_generation_and_catches_up()
    {
        log.WriteLine($"MAPKIT_SEED={Seed} MAPKIT_KILLS={Rounds}");
        var random = new Random(Seed);

        // As in operation: a server that loses what it confirmed would not be the reason of a failure here.
        using var server = PostgreSqlServer.Start("fsync = on", "synchronous_commit = on", "full_page_writes = on");
        server.Sql("postgres", "CREATE DATABASE mail");
        using var database = new TestDatabase(server, "mail");
        database.Run("publish", "--init").Expect(0);
        database.Write("main.cf", "transport_maps = hash:$config_directory/transport\nvirtual_alias_maps = hash:$config_directory/virtual\n");
        using var host = new TemporaryFolder();
        host.Write("main.cf", "transport_maps = lmdb:$config_directory/transport, hash:$config_directory/transport\nvirtual_alias_maps = cdb:$config_directory/virtual\n");
        var (published, pulled) = (0, 0);
        var whole = TimeSpan.FromMilliseconds(400);
        for (var round = 1; round <= Rounds; round++)
        {
            WriteSources(database, round, random);
            var watch = Stopwatch.StartNew();
            using (var publisher = new RunningMapKit(server.Variables("mail"), [.. Publish(database), "-m", round.ToString(CultureInfo.InvariantCulture)]))
            {
                KillAtRandom(publisher, server, random, whole);
            }

            published = CheckPublished(database, published, round);
            using (var puller = new RunningMapKit(server.Variables("mail"), "pull", "-c", host.Path))
            {
                KillAtRandom(puller, server, random, whole);
            }

            pulled = CheckMaps(host, pulled, published);
            if (round % 10 == 0) log.WriteLine($"round {round}: published {published}, pulled {pulled}");

            // The time of a run that is not disturbed, so that kills are spread over all of it.
            if (round % 5 != 1) continue;
            watch.Restart();
            using var undisturbed = new RunningMapKit(server.Variables("mail"), [.. Publish(database), "-m", round.ToString(CultureInfo.InvariantCulture)]);
            undisturbed.WaitUntil(() => !undisturbed.IsRunning, 60);
            whole = watch.Elapsed;
            published = CheckPublished(database, published, round);
        }

        database.Run(Publish(database)).Expect(0);
        database.Run("pull", "-c", host.Path).Expect(0);
        Assert.Equal(Rounds, CheckPublished(database, published, Rounds));
        Assert.Equal(Rounds, CheckMaps(host, pulled, Rounds));
        Assert.Equal(["main.cf", "mapkit-pull.state", "mapkit-pull.state.lock", .. Maps.Order(StringComparer.Ordinal)], Directory.GetFiles(host.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string[] Publish(TestDatabase database) => ["publish", "-c", database.Folder.Path, "-f", "plain", .. Tables.Select(database.Folder.File)];

    private static void KillAtRandom(RunningMapKit program, PostgreSqlServer server, Random random, TimeSpan whole)
    {
        var moment = whole * random.NextDouble() * 1.2;
        var killsServer = random.Next(4) == 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < moment && program.IsRunning) Thread.Sleep(1);
        if (killsServer)
        {
            server.Kill();
            program.WaitUntil(() => !program.IsRunning, 60);
            server.Start();
        }
        else if (program.IsRunning)
        {
            program.End("KILL");
        }
    }

    /// <summary>Each round changes some entries of both tables, adds some and removes some.</summary>
    private static void WriteSources(TestDatabase database, int round, Random random)
    {
        foreach (var table in Tables)
        {
            var changed = random.Next(1, 200);
            database.Write(table, $"round\tr{round}\n" + string.Concat(Enumerable.Range(0, Entries).Where(i => i % 500 != round % 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}.example\tr{(i < changed ? round : 0)}.example\n"))));
            database.Write($"{table}.{round}", File.ReadAllText(database.Folder.File(table)));
        }
    }

    /// <summary>The round that is published: of all tables the same, and that of the latest generation.</summary>
    private static int CheckPublished(TestDatabase database, int before, int latest)
    {
        if (database.Sql("SELECT count(*) FROM mapkit.generation") == "0") return 0;
        var rounds = Tables.Select(table => RoundOf(database.Entries(table))).Distinct().ToArray();
        Assert.Single(rounds);
        Assert.InRange(rounds[0], before, latest);
        foreach (var table in Tables) Assert.Equal(Source(database, table, rounds[0]), database.Entries(table).Order(StringComparer.Ordinal));
        return rounds[0];
    }

    private static string[] Source(TestDatabase database, string table, int round) => [.. File.ReadLines(database.Folder.File($"{table}.{round}")).Select(line => line.Replace('\t', '=')).Order(StringComparer.Ordinal)];

    /// <summary>The round of the maps: each is one round; all are the same unless the kill was between two of the switches.</summary>
    private static int CheckMaps(TemporaryFolder host, int before, int published)
    {
        var rounds = new List<int>();
        foreach (var map in Maps.Where(map => File.Exists(host.File(map))))
        {
            var entries = CommandRun.Of("dump", host.File(map)).Expect(0).Output.TrimEnd('\n').Split('\n').Select(line => line.Replace('\t', '=')).ToArray();
            var round = RoundOf(entries);
            Assert.InRange(round, before, published);
            Assert.Equal(Entries - (Entries / 500) + 1, entries.Length);
            rounds.Add(round);
        }

        return rounds.Count == 0 ? 0 : rounds.Min();
    }

    private static int RoundOf(IEnumerable<string> entries) => int.Parse(entries.Single(entry => entry.StartsWith("round=", StringComparison.Ordinal))["round=r".Length..], CultureInfo.InvariantCulture);
}
