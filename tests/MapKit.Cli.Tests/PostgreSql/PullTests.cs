using System.Globalization;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary><c>mapkit pull</c> and <c>mapkit fleet</c> on a real server.</summary>
[Collection(DatabaseCollection.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PullTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _host = new();

    public PullTests(SharedServer shared)
    {
        if (DatabaseFactAttribute.ReasonToSkip is not null) throw new InvalidOperationException(DatabaseFactAttribute.ReasonToSkip);
        _database = shared.CreateDatabase();
        _database.Write("main.cf", "compatibility_level = 3.6\ntransport_maps = hash:$config_directory/transport\nvirtual_alias_maps = hash:$config_directory/virtual\nsmtp_sasl_password_maps = hash:$config_directory/sasl_passwd\n");
        WriteTransport(1);
        _database.Write("virtual", "info@example.com\tjoe@example.org\n");
        File.SetUnixFileMode(_database.Write("sasl_passwd", "[relay.example]:587\tjoe:hunter2\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _host.Write("main.cf", "compatibility_level = 3.6\ntransport_maps = lmdb:$config_directory/transport, hash:$config_directory/transport, cdb:$config_directory/transport\nvirtual_alias_maps = btree:$config_directory/virtual\nsmtp_sasl_password_maps = lmdb:$config_directory/sasl_passwd\nalias_maps = hash:$config_directory/local\n");
    }

    [DatabaseFact]
    public void Maps_are_those_that_compile_makes_and_later_only_changes_are_fetched()
    {
        Publish();
        var first = Pull().Expect(0);
        Assert.EndsWith("pulled: generation 1\n", first.Output);
        Assert.Equal(5, first.Output.Split('\n').Count(line => line.Contains(": written (", StringComparison.Ordinal)));
        Assert.Equal("unchanged: generation 1\n", Pull().Expect(0).Output);
        AssertSameAsCompiled();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_host.File("sasl_passwd.lmdb")));
        for (var round = 2; round <= 4; round++)
        {
            WriteTransport(round);
            Publish();
            if (round == 3) File.Delete(_host.File("mapkit-pull.state"));
            Assert.EndsWith($"would change: generation {round}\n", Pull("--check").Expect(1).Output);
            Pull().Expect(0);
            AssertSameAsCompiled();
        }

        // Every row would have to be deleted: what is left of the table is known only from the log of changes.
        _database.Sql("DO $$ DECLARE r text; BEGIN SELECT relation INTO r FROM mapkit.lookup_table WHERE name = 'virtual'; EXECUTE format('DELETE FROM mapkit.%I', r); END $$");
        _database.Write("virtual", "info@example.com\tjoe@example.org\nmore@example.com\tjoe@example.org\nyet@example.com\tjoe@example.org\n");
        Assert.Contains("do not have the published digest; no map was changed", PullWithout("virtual.db").Expect(2).Error);
    }

    [DatabaseFact]
    public void A_map_that_another_program_changed_or_damaged_is_made_again()
    {
        Publish();
        Pull().Expect(0);
        _host.Write("more", "other.example\tsmtp:\n");
        Tool.Run("/bin/sh", "-c", $"cd {_host.Path} && echo 'other.example smtp:' | postmap -i hash:transport");
        File.WriteAllBytes(_host.File("transport.lmdb"), [.. File.ReadAllBytes(_host.File("transport.lmdb")).AsSpan(0, 5000)]);
        File.Delete(_host.File("virtual.db"));
        Pull().Expect(0);
        AssertSameAsCompiled();
    }

    [DatabaseFact]
    public void All_maps_stay_as_they_are_if_one_cannot_be_made()
    {
        Publish();
        _host.Write("transport.cdb", "not a map");
        var run = Pull().Expect(2);
        Assert.Contains($"cannot replace {_host.File("transport.cdb")}: it is not empty and is not a map", run.Error);
        Assert.Equal(["main.cf", "mapkit-pull.state.lock", "transport.cdb"], Directory.GetFiles(_host.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("transport.cdb", _database.Run("fleet").Expect(1 - 1).Output);

        File.Delete(_host.File("transport.cdb"));
        Pull().Expect(0);
        var before = Contents();
        _database.Write("transport", new string('x', 600) + ".example\tsmtp:\n");
        Publish();
        Assert.Contains("and lmdb holds 1 to 511", Pull().Expect(2).Error);
        Assert.Equal(before, Contents());
    }

    [DatabaseFact]
    public void Status_takes_a_pulled_map_as_current_until_another_program_changes_it()
    {
        _host.Write("main.cf", "compatibility_level = 3.6\nalias_maps =\nalias_database =\ntransport_maps = lmdb:$config_directory/transport\nsmtp_sasl_password_maps = lmdb:$config_directory/sasl_passwd\n");
        Publish();
        Pull().Expect(0);
        var folder = _host.Path;
        var before = CommandRun.In(name => name == "PATH" ? "" : null, [], "status", "-c", folder).Expect(0).Output;
        Assert.Matches(@"/sasl_passwd.lmdb +1  current: pulled, generation 1\n", before);
        Assert.DoesNotContain("no source", before);
        File.Copy(_host.File("transport.lmdb"), _host.File("copy"));
        File.Move(_host.File("copy"), _host.File("transport.lmdb"), overwrite: true);
        Assert.Matches(@"/transport.lmdb +\d+  no source\n", CommandRun.In(name => name == "PATH" ? "" : null, [], "status", "-c", folder).Expect(1).Output);
    }

    [DatabaseFact]
    public void A_folder_that_cannot_be_written_is_reported_at_once()
    {
        Directory.CreateDirectory(_host.File("mapkit-pull.state.lock"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Contains($"cannot write {_host.File("mapkit-pull.state.lock")}: ", Pull().Expect(2).Error);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
    }

    [DatabaseFact]
    public void Credentials_need_their_own_grant()
    {
        Publish();
        _database.Sql($"CREATE ROLE h_{_database.Name} LOGIN IN ROLE mapkit_reader");
        _database.Role = $"h_{_database.Name}";
        Assert.Contains($"sasl_passwd holds credentials, which {_database.Role} may not read: GRANT mapkit_credentials TO {_database.Role}", Pull().Expect(2).Error);
        _database.Sql($"GRANT mapkit_credentials TO {_database.Role}");
        Pull().Expect(0);
        Assert.Equal($"{Environment.MachineName}|1||{_database.Role}", _database.Sql("SELECT name, generation, error, role FROM mapkit.host"));
    }

    [DatabaseFact]
    public void Fleet_shows_which_host_is_behind()
    {
        Assert.Contains("no host has reported", _database.Run("fleet").Expect(0).Error);
        Publish();
        Pull("--host", "mx1.example").Expect(0);
        WriteTransport(2);
        Publish();
        Pull("--host", "mx2.example").Expect(0);
        var run = _database.Run("fleet").Expect(0);
        Assert.Contains("generation 2: 1 of 2 hosts current, 1 behind", run.Error);
        Assert.Matches(@" 1 \(\d+ s\) ", run.Output);
        _database.Sql("UPDATE mapkit.generation SET published = published - interval '20 minutes'");
        Assert.Contains("1 (20 min) TOO LONG", _database.Run("fleet", "--max-lag", "10m").Expect(1).Output);
        _database.Run("fleet", "--max-lag", "1h").Expect(0);
        Assert.Contains("\"host\":\"mx1.example\",\"generation\":1,\"latest\":2,\"behind\":1,", _database.Run("fleet", "--json").Expect(1).Output);
        Assert.Contains("give a number and s, m, h or d", _database.Run("fleet", "--max-lag", "soon").Expect(2).Error);
    }

    [DatabaseFact]
    public void Nothing_is_touched_without_a_publication_or_a_database()
    {
        Assert.Contains("nothing is published yet", Pull().Expect(2).Error);
        _database.Run("publish", "-f", "plain", _database.Folder.File("virtual")).Expect(0);
        Assert.Contains("none of the tables that main.cf names is published", Pull().Expect(2).Error);
        Assert.Contains("connection refused", _database.Run("pull", "-c", _host.Path, "--from", "host=127.0.0.1 port=1").Expect(2).Error);
        Assert.DoesNotContain(Directory.GetFiles(_host.Path), file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".lmdb", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _host.Dispose();
        _database.Dispose();
    }

    private void WriteTransport(int round) => _database.Write("transport", string.Concat(Enumerable.Range(0, 2000).Where(i => i % 97 != round).Select(i => string.Create(CultureInfo.InvariantCulture, $"Domain{i}.example\tsmtp:[relay{(i % 50 == round ? round : 0)}.example.net]\n"))));

    private void Publish() => _database.Run("publish", "-c", _database.Folder.Path).Expect(0);

    private CommandRun Pull(params string[] arguments) => _database.Run(["pull", "-c", _host.Path, .. arguments]);

    private CommandRun PullWithout(string map)
    {
        File.Delete(_host.File(map));
        return Pull();
    }

    private string[] Contents() => [.. Directory.GetFiles(_host.Path).Where(file => Path.GetExtension(file) is ".db" or ".lmdb" or ".cdb").Order(StringComparer.Ordinal).Select(file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))))];

    private void AssertSameAsCompiled()
    {
        using var compiled = new TemporaryFolder();
        foreach (var (table, types) in ((string, string)[])[("transport", "hash,lmdb"), ("virtual", "btree"), ("sasl_passwd", "lmdb")])
        {
            File.Copy(_database.Folder.File(table), compiled.File(table));
            File.SetUnixFileMode(compiled.File(table), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            CommandRun.Of("compile", "-t", types, compiled.File(table)).Expect(0);
        }

        foreach (var map in (string[])["transport.db", "transport.lmdb", "virtual.db", "sasl_passwd.lmdb"]) Assert.Equal(File.ReadAllBytes(compiled.File(map)), File.ReadAllBytes(_host.File(map)));

        // cdb maps are in the order of the keys, not of the source.
        CommandRun.Of("diff", compiled.File("transport.db"), _host.File("transport.cdb")).Expect(0);
    }
}
