using System.Globalization;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary><c>mapkit publish</c> and <c>mapkit published</c> on a real server.</summary>
[Collection(DatabaseCollection.Name)]
public class PublishTests(SharedServer shared)
{
    private const string Transport = "example.com\tsmtp:[relay.example.net]\nexample.org\tsmtp:[relay.example.net]\n";

    [DatabaseFact]
    public void Init_creates_the_tables_once_and_refuses_those_of_a_newer_version()
    {
        using var database = shared.CreateDatabase(withSchema: false);
        var source = database.Write("transport", Transport);
        Assert.Contains("mapkit publish --init", database.Run("publish", source).Expect(2).Error);
        Assert.Contains("created", database.Run("publish", "--init").Expect(0).Output);
        Assert.Equal("schema 1: unchanged\n", database.Run("publish", "--init").Expect(0).Output);
        database.Sql("INSERT INTO mapkit.migration VALUES (99, now())");
        foreach (var arguments in (string[][])[["publish", "--init"], ["publish", source], ["published"]])
            Assert.Contains("are of a newer MapKit (schema 99, this one knows 1); update mapkit on this host", database.Run(arguments).Expect(2).Error);
        database.Sql("DELETE FROM mapkit.migration");
        Assert.Contains("of an older MapKit (schema 0, this one needs 1); update them with mapkit publish --init", database.Run("publish", source).Expect(2).Error);
    }

    [DatabaseFact]
    public void Only_differences_are_written_and_nothing_if_there_are_none()
    {
        using var database = shared.CreateDatabase();
        var source = database.Write("transport", Transport);
        Assert.Equal($"{source}: new, 2 entries\npublished: generation 1\n", database.Run("publish", source, "-m", "revision 1").Expect(0).Output);
        Assert.Equal("unchanged: generation 1\n", database.Run("publish", source).Expect(0).Output);
        database.Run("publish", "--check", source).Expect(0);
        database.Write("transport", "EXAMPLE.com\tsmtp:[other.example.net]\nexample.net\tsmtp:\n");
        Assert.Equal($"{source}: changed, 2 entries\nwould change: a new generation after 1\n", database.Run("publish", "--check", source).Expect(1).Output);
        Assert.StartsWith($"{source}:\n~ example.com\tsmtp:[relay.example.net]\tsmtp:[other.example.net]\n+ example.net\tsmtp:\n- example.org\tsmtp:[relay.example.net]\n", database.Run("publish", "--dry-run", source).Expect(0).Output);
        Assert.Equal("1", database.Sql("SELECT max(id) FROM mapkit.generation"));
        Assert.Equal($"{source}: changed, 2 entries: 1 added, 1 removed, 1 changed\npublished: generation 2\n", database.Run("publish", source).Expect(0).Output);
        Assert.Equal(["example.com=smtp:[other.example.net]", "example.net=smtp:"], database.Entries(source));
        var list = database.Run("published").Expect(0).Output;
        Assert.Contains("+1 -1 ~1", list);
        Assert.Contains("revision 1", list);
        Assert.Contains("\"tables\":[{\"table\":", database.Run("published", source, "--json").Expect(0).Output);
        database.Run("published", "missing").Expect(1);
    }

    [DatabaseFact]
    public void All_tables_of_a_configuration_are_one_generation_and_secrets_are_masked()
    {
        using var database = shared.CreateDatabase();
        Configure(database);
        var folder = database.Folder.Path;
        var shown = database.Run("publish", "-c", folder, "--dry-run").Expect(0);
        Assert.Contains("sasl_passwd:\n+ [relay.example]:587\t****\n", shown.Output);
        Assert.DoesNotContain("hunter2", shown.Output + shown.Error);
        Assert.Contains("not published: regexp:", shown.Error);
        database.Run("publish", "-c", folder).Expect(0);
        Assert.Equal("1|3", database.Sql("SELECT max(id), (SELECT count(*) FROM mapkit.lookup_table) FROM mapkit.generation"));
        database.Write("main.cf", File.ReadAllText(database.Folder.File("main.cf")).Replace("virtual_alias_maps", "#", StringComparison.Ordinal));
        Assert.Equal("unchanged: generation 1\n", database.Run("publish", "-c", folder).Expect(0).Output);
        Assert.StartsWith("virtual: removed\n", database.Run("publish", "-c", folder, "--prune").Expect(0).Output);
        Assert.StartsWith("virtual: new, 1 entry\n", database.Run("publish", "--rollback", "1").Expect(0).Output);
        Assert.Equal(["info@example.com=joe@example.org"], database.Entries("virtual"));
    }

    [DatabaseFact]
    public void An_error_finding_stops_it_unless_it_is_forced()
    {
        using var database = shared.CreateDatabase();
        var source = database.Write("transport", Transport + "broken\n");
        var run = database.Run("publish", source).Expect(1);
        Assert.Contains("MK1004", run.Error);
        Assert.Contains("nothing was published, because of the errors above; correct them, or use --force", run.Error);
        Assert.Equal("0", database.Sql("SELECT count(*) FROM mapkit.generation"));
        database.Run("publish", "--force", source).Expect(0);
        Assert.Equal(2, database.Entries(source).Length);
    }

    [DatabaseFact]
    public void An_earlier_generation_is_restored_as_a_new_one_while_it_is_kept()
    {
        using var database = shared.CreateDatabase();
        var source = database.Folder.File("transport");
        for (var i = 1; i <= 6; i++)
        {
            database.Write("transport", string.Create(CultureInfo.InvariantCulture, $"example.com\tsmtp:[relay{i}.example.net]\ndomain{i}.example\tsmtp:\n"));
            database.Run("publish", "--keep", "4", source).Expect(0);
        }

        Assert.Equal("2|6", database.Sql("SELECT min(id), max(id) FROM mapkit.generation"));
        Assert.Contains("generation 1 is not kept; generations 2 to 6 can be restored", database.Run("publish", "--rollback", "1").Expect(2).Error);
        database.Run("publish", "--rollback", "2", "--dry-run").Expect(0);
        Assert.Equal("published: generation 7", database.Run("publish", "--rollback", "2").Expect(0).Output.Split('\n')[^2]);
        Assert.Equal(["domain2.example=smtp:", "example.com=smtp:[relay2.example.net]"], database.Entries(source));
        database.Write("transport", "example.com\tsmtp:[relay2.example.net]\ndomain2.example\tsmtp:\n");
        Assert.Equal("unchanged: generation 7\n", database.Run("publish", source).Expect(0).Output);
    }

    [DatabaseFact]
    public async Task Of_two_publishers_at_once_one_waits_and_neither_is_lost()
    {
        using var database = shared.CreateDatabase();
        const int Rounds = 5;
        var tasks = Enumerable.Range(0, 2).Select(publisher => Task.Run(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                var source = database.Write($"table{publisher}", string.Create(CultureInfo.InvariantCulture, $"key\t{publisher}.{i}\n"));
                database.Run("publish", "-f", "plain", source).Expect(0);
            }
        }));
        await Task.WhenAll(tasks);
        Assert.Equal("10|10", database.Sql("SELECT count(*), max(id) FROM mapkit.generation"));
        Assert.Equal("1,2,3,4,5,6,7,8,9,10", database.Sql("SELECT string_agg(generation::text, ',' ORDER BY generation) FROM mapkit.table_version"));

        // Held by another transaction, the lock is waited for.
        using var holder = new Npgsql.NpgsqlConnection($"Host={database.Server.SocketFolder};Port={database.Server.Port};Username={PostgreSqlServer.Admin};Database={database.Name};Pooling=false;Ssl Mode=Disable");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await new Npgsql.NpgsqlCommand($"SELECT pg_advisory_xact_lock({0x6D61706B6974})", holder).ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        database.Write("table0", "key\twaited\n");
        var waiting = Task.Run(() => database.Run("publish", "-f", "plain", database.Folder.File("table0")), TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted && database.Sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == "0") await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Contains("another mapkit publishes", (await waiting).Expect(0).Error);
    }

    [DatabaseFact]
    public void Roles_may_do_only_what_they_are_for()
    {
        using var database = shared.CreateDatabase();
        Configure(database);
        database.Sql($"CREATE ROLE p_{database.Name} LOGIN IN ROLE mapkit_publisher; CREATE ROLE r_{database.Name} LOGIN IN ROLE mapkit_reader; CREATE ROLE n_{database.Name} LOGIN");
        var (publisher, reader, none) = ($"p_{database.Name}", $"r_{database.Name}", $"n_{database.Name}");
        database.Role = publisher;
        database.Run("publish", "-c", database.Folder.Path).Expect(0);
        database.Role = reader;
        var list = database.Run("published").Expect(0).Output;
        Assert.Contains("sasl_passwd  sasl_passwd  ?", list);
        Assert.Contains("GRANT mapkit_publisher TO", database.Run("publish", "--rollback", "1").Expect(2).Error);
        database.Role = none;
        Assert.Contains($"GRANT mapkit_reader TO {none}", database.Run("published").Expect(2).Error);
        Assert.Contains(none, database.Run("publish", "-c", database.Folder.Path).Expect(2).Error);

        var relation = database.Sql("SELECT relation FROM mapkit.lookup_table WHERE name = 'sasl_passwd'");
        foreach (var refused in (string[])[
            $"SELECT * FROM mapkit.\"{relation}\"", $"SELECT * FROM mapkit.\"{relation}_changes\"", "DELETE FROM mapkit.generation", "INSERT INTO mapkit.host SELECT * FROM mapkit.host",
            "UPDATE mapkit.lookup_table SET name = ''", "CREATE TABLE mapkit.more (x int)", "SET ROLE mapkit_publisher"])
            Assert.Contains("permission denied", Assert.Throws<InvalidOperationException>(() => database.Sql(refused, reader)).Message);
        Assert.Equal("", database.Sql("SELECT * FROM mapkit.table_version WHERE credentials", reader));
        database.Sql("SELECT mapkit.report('mx1.example', 1, NULL, 'test')", reader);
        database.Sql($"GRANT mapkit_credentials TO {reader}");
        Assert.Equal("1", database.Sql($"SELECT count(*) FROM mapkit.\"{relation}\"", reader));
    }

    [DatabaseFact]
    public void A_comment_that_is_not_UTF8_is_refused()
    {
        using var database = shared.CreateDatabase();
        var source = database.Write("one", "a\tb\n");
        Assert.Contains("cannot be in a database, because it is not UTF-8", database.Run("publish", "-f", "plain", source, "-m", "\uDCFF").Expect(2).Error);
    }

    [DatabaseFact]
    public void The_advice_names_the_parameter_in_which_a_table_is_written()
    {
        using var database = shared.CreateDatabase();
        database.Write("main.cf", "alias_maps =\nalias_database =\nrouting = hash:$config_directory/transport\ntransport_maps = $routing\nvirtual_alias_maps = hash:$config_directory/virtual\n");
        database.Write("transport", "example.com\tsmtp:\n");
        database.Write("virtual", "a@example.com\tb@example.org\n");
        var output = database.Run("publish", "-c", database.Folder.Path, "--client-files", database.Folder.Path).Expect(0).Output;
        Assert.Contains($"  routing: write proxy:pgsql:{database.Folder.File("pgsql-transport.cf")} for hash:{database.Folder.File("transport")}\n", output);
        Assert.Contains("  virtual_alias_maps: write proxy:", output);
        Assert.DoesNotContain("transport_maps", output);
        Assert.DoesNotContain("virtual_alias_domains", output);
    }

    [DatabaseFact]
    public void Bytes_that_are_not_UTF8_are_published_unchanged()
    {
        using var database = shared.CreateDatabase();
        var source = database.Folder.Write("table", [.. "K\xe9y\t\xff\x80\xfe value\n".Select(character => (byte)character)]);
        database.Run("publish", "-f", "plain", "--no-utf8", source).Expect(0);
        var relation = database.Sql("SELECT relation FROM mapkit.lookup_table");
        Assert.Equal("6be979|ff80fe2076616c7565", database.Sql($"SELECT encode(key, 'hex'), encode(value, 'hex') FROM mapkit.\"{relation}\""));
    }

    private static void Configure(TestDatabase database)
    {
        database.Write("main.cf", "compatibility_level = 3.6\ntransport_maps = lmdb:$config_directory/transport\nvirtual_alias_maps = hash:$config_directory/virtual\nsmtp_sasl_password_maps = hash:$config_directory/sasl_passwd\nheader_checks = regexp:$config_directory/header_checks\n");
        database.Write("transport", Transport);
        database.Write("virtual", "info@example.com\tjoe@example.org\n");
        var passwords = database.Write("sasl_passwd", "[relay.example]:587\tjoe:hunter2\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        database.Write("header_checks", "/x/ OK\n");
    }
}
