using System.Globalization;
using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>
/// <c>pgsql:</c> tables answer as the installed postmap does, for random client files and keys. MAPKIT_SOURCES is the number of files,
/// MAPKIT_SEED where the seeds begin.
/// </summary>
[Collection(DatabaseCollection.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ClientTableTests(SharedServer shared, ITestOutputHelper log)
{
    private const string Prepare = """
        CREATE TABLE aliases (address text, domain text, goto text, quota int, active boolean);
        INSERT INTO aliases VALUES
        ('joe@example.com', 'example.com', 'joe@mail.example.org', 10, true), ('joe@example.com', 'example.com', 'ann@mail.example.org', NULL, true),
        ('joe', 'example.com', 'plain', 1, false), ('o''hara@example.com', 'example.com', 'it''s', 2, true), ('back\slash@example.com', 'example.com', 'a\b', 3, true),
        ('empty@example.com', 'example.com', '', 0, true), ('null@example.com', 'example.com', NULL, 0, true), ('@example.org', 'example.org', '@example.net', 4, true),
        ('ann@sub.example.org', 'sub.example.org', 'x@y@z', 5, true), ('jos' || chr(233) || '@example.com', 'example.com', 'caf' || chr(233), 6, true), ('a b@example.com', 'example.com', 'two words', 7, true);
        CREATE FUNCTION lookup(text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT goto FROM aliases WHERE address = $1 ORDER BY goto LIMIT 1 $$;
        """;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "12", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static readonly string[] Queries =
    [
        "query = SELECT goto FROM aliases WHERE address = '%s' ORDER BY goto", "query = SELECT goto, quota, active FROM aliases WHERE address = '%s' ORDER BY goto", "query = SELECT goto FROM aliases WHERE address = '%u' AND domain = '%d'",
        "query = SELECT goto FROM aliases WHERE address = '%u@%d' ORDER BY goto", "query = SELECT address FROM aliases WHERE domain = '%d' ORDER BY address", "query = SELECT address FROM aliases WHERE domain = '%2.%1' ORDER BY address", "query = SELECT '%3' || '%2' || '%1'",
        "query = SELECT quota FROM aliases WHERE address = '%S' ORDER BY 1", "query = SELECT '%U' || '/' || '%D'", "query = SELECT count(*), now() > '2000-01-01' FROM aliases WHERE address = '%s'", "query = SELECT '100%%' WHERE '%s' <> ''",
        "query = SELECT goto FROM nowhere WHERE address = '%s'", "query = SELECT goto FROM aliases WHERE address = '%u'", "select_function = lookup", "table = aliases\nselect_field = goto\nwhere_field = address\nadditional_conditions = AND active ORDER BY goto",
    ];

    private static readonly string[] Formats = ["", "", "", "result_format = %s", "result_format = smtp:[%s]", "result_format = %u", "result_format = %d", "result_format = %u at %d", "result_format = %s (%S)", "result_format = %U+%D", "result_format = %1:%s", "result_format = 5%% %s"];
    private static readonly string[] Domains = ["", "", "", "domain = example.com", "domain = example.com, example.org", "domain = !sub.example.org, example.org EXAMPLE.com", "domain = inline:{example.com=x}"];
    private static readonly string[] Limits = ["", "", "expansion_limit = 1", "expansion_limit = 2", "expansion_limit = 0"];
    private static readonly string[] Locals = ["joe", "JOE", "ann", "o'hara", @"back\slash", "empty", "null", "jos\u00e9", "a b", "%s", "no.body", "", "''", "a@b"];
    private static readonly string[] Places = ["@example.com", "@Example.COM", "@example.org", "@sub.example.org", "@a..b", "@", "", "@.example.com", "@example", "@x.y.z"];

    [DatabaseFact]
    public void Random_client_files_answer_as_postmap_does()
    {
        PeerTools.SkipWithoutTypes("pgsql");
        using var database = shared.CreateDatabase(withSchema: false);
        database.Sql(Prepare);
        using var folder = new TemporaryFolder();
        folder.Write("main.cf", "compatibility_level = 3.6\nsmtputf8_enable = yes\n");
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count}");
        var (found, refused) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            var random = new Random(seed);
            var host = random.Next(3) switch
            {
                0 => $"unix:{database.Server.SocketFolder}",
                1 => string.Create(CultureInfo.InvariantCulture, $"inet:127.0.0.1:{database.Server.Port}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgreSqlServer.Admin}@127.0.0.1:{database.Server.Port}/{database.Name}?sslmode=disable"),
            };

            // libpq takes the port of a socket from its variable.
            var file = folder.Write("client.cf", $"hosts = {host}\nuser = {PostgreSqlServer.Admin}\ndbname = {database.Name}\n{Pick(random, Queries)}\n{Pick(random, Formats)}\n{Pick(random, Domains)}\n{Pick(random, Limits)}\n");
            var keys = Enumerable.Range(0, 25).Select(_ => Pick(random, Locals) + Pick(random, Places)).Where(key => key.Length > 0).Distinct().ToArray();
            var lines = Encoding.UTF8.GetBytes(string.Join('\n', keys) + "\n");
            var theirs = Postmap("-", lines);
            var ours = Query("-", lines);
            if (theirs.ExitCode != 2 && theirs.ExitCode < 2 && ours.Status < 2)
            {
                Assert.True(theirs.Output == ours.Output && theirs.ExitCode == ours.Status, Explain(seed, file, theirs, ours));
                found += theirs.Output.Length;
                continue;
            }

            foreach (var key in keys)
            {
                var (their, our) = (Postmap(key, []), Query(key, []));
                Assert.True(their.ExitCode == 0 ? our.Status == 0 && their.Output == our.Output : IsRefused(their) == (our.Status == 2) && (our.Status == 0) == (their.ExitCode == 0), Explain(seed, file, their, our, key));
                refused += IsRefused(their) ? 1 : 0;
            }

            ToolResult Postmap(string key, byte[] input) =>
                Tool.Run("postmap", ["-c", folder.Path, "-q", key, $"pgsql:{file}"], input, new Dictionary<string, string> { ["PGPORT"] = database.Server.Port.ToString(CultureInfo.InvariantCulture) });

            CommandRun Query(string key, byte[] input) =>
                CommandRun.In(name => name switch { "MAPKIT_POSTFIX_VERSION" => "3.7", "PGPORT" => database.Server.Port.ToString(CultureInfo.InvariantCulture), _ => null }, input, "query", "-c", folder.Path, "--", key, $"pgsql:{file}");
        }

        log.WriteLine($"{found} bytes of answers, {refused} refusals");
        Assert.True(found > 0);
    }

    [DatabaseFact]
    public void Postfix_finds_every_published_entry_through_the_client_files()
    {
        PeerTools.SkipWithoutTypes("pgsql");
        using var database = shared.CreateDatabase();
        database.Sql($"CREATE ROLE c_{database.Name} LOGIN PASSWORD 'a b/c@d' IN ROLE mapkit_reader, mapkit_credentials");
        database.Write("main.cf", "compatibility_level = 3.6\ntransport_maps = lmdb:$config_directory/maps/transport\nsmtp_sasl_password_maps = hash:$config_directory/sasl_passwd\nheader_checks = regexp:$config_directory/checks\n");
        Directory.CreateDirectory(database.Folder.File("maps"));
        database.Write("maps/transport", "Example.com\tsmtp:[relay.example.net]\n.example.org\tlmtp:unix:/run/it's\nback\\slash\terror:\\ no\n\u00fcml\u00e4ut.example\tsmtp:\u00fc\n");
        File.SetUnixFileMode(database.Write("sasl_passwd", "[relay.example]:587\tjoe:hunter2\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        database.Write("checks", "/x/ OK\n");
        var passwords = database.Write(".pgpass", $"*:*:*:c_{database.Name}:a b/c@d\n");
        File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(database.Folder.File("out"));
        var variables = database.Server.Variables(database.Name);
        variables["PGPASSFILE"] = passwords;
        var run = CommandRun.In(name => variables.GetValueOrDefault(name), [], "publish", "-c", database.Folder.Path, "--client-files", database.Folder.File("out"),
            "--client", string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1,{database.Server.SocketFolder} port={database.Server.Port} user=c_{database.Name} dbname={database.Name} sslmode=prefer")).Expect(0);
        var file = database.Folder.File("out/pgsql-maps-transport.cf");
        Assert.Contains($"transport_maps: write proxy:pgsql:{file} for lmdb:{database.Folder.File("maps/transport")}", run.Output);
        Assert.Contains("header_checks: regexp:", run.Output);
        Assert.DoesNotContain("a b/c@d", run.Output + run.Error);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
        foreach (var (key, value) in ((string, string)[])[("EXAMPLE.com", "smtp:[relay.example.net]"), (".example.org", "lmtp:unix:/run/it's"), (@"back\slash", @"error:\ no"), ("\u00dcml\u00e4ut.example", "smtp:\u00fc"), ("none.example", "")])
        {
            var theirs = Tool.Run("postmap", "-c", database.Folder.Path, "-q", key, $"pgsql:{file}");
            Assert.True(Encoding.UTF8.GetString(theirs.OutputBytes).TrimEnd('\n') == value, $"{key}: {theirs.Output}{theirs.Error}");
            Assert.Equal(value, Encoding.UTF8.GetString(CommandRun.Of("query", "-c", database.Folder.Path, key, $"pgsql:{file}").OutputBytes).TrimEnd('\n'));
        }

        Assert.Equal("joe:hunter2\n", Tool.Run("postmap", "-c", database.Folder.Path, "-q", "[relay.example]:587", $"pgsql:{database.Folder.File("out/pgsql-sasl_passwd.cf")}").Output);
        File.WriteAllText(database.Folder.File("main.cf"), $"compatibility_level = 3.6\nsmtputf8_enable = no\ntransport_maps = proxy:pgsql:{file}\n");
        Assert.Contains("smtp:[relay.example.net]", CommandRun.Of("explain", "transport", "-c", database.Folder.Path, "joe@example.com").Output);
        Assert.Contains("unchanged", CommandRun.In(name => variables.GetValueOrDefault(name), [], "publish", database.Folder.File("maps/transport"), "-c", database.Folder.Path, "--client-files", database.Folder.File("out")).Expect(0).Output);
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static bool IsRefused(ToolResult run) => run.Error.Contains("fatal", StringComparison.Ordinal) || run.Error.Contains("query error", StringComparison.Ordinal);

    private static string Explain(int seed, string file, ToolResult theirs, CommandRun ours, string key = "-") =>
        $"MAPKIT_SEED={seed}, key {key}:\n{File.ReadAllText(file)}postmap: {theirs.ExitCode}\n{theirs.Output}{theirs.Error}\nmapkit: {ours.Status}\n{ours.Output}{ours.Error}";
}
