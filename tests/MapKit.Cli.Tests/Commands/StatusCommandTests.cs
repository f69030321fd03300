using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Whole outputs of <c>status</c>; a run of blanks stands for any number of them.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class StatusCommandTests : IDisposable
{
    private readonly StatusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_state_has_its_row_and_advice()
    {
        WriteEveryState();
        var (status, output, error) = _folder.Run();
        Assert.Equal(
            """
            ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE
            transport  hash  DIR/current  DIR/current.db  1  current
            transport  hash  DIR/stale  DIR/stale.db  3  stale: 1 missing, 1 extra, 1 changed
                named by transport_maps (DIR/main.cf:7:3), address_verify_transport_maps (DIR/main.cf:7:3)
                mapkit compile -f transport hash:DIR/stale
            transport  lmdb  DIR/new  -  -  not compiled
                named by transport_maps (DIR/main.cf:8:3), address_verify_transport_maps (DIR/main.cf:8:3)
                mapkit compile -f transport lmdb:DIR/new
            virtual  cdb  -  DIR/gone.cdb  1  no source
                named by virtual_alias_maps (DIR/main.cf:10:3), virtual_alias_domains (DIR/main.cf:10:3)
                mapkit dump --as source DIR/gone.cdb > DIR/gone
            virtual  hash  DIR/absent  -  -  missing: neither source nor map exists
                named by virtual_alias_maps (DIR/main.cf:10:COLUMN), virtual_alias_domains (DIR/main.cf:10:COLUMN)
                Postfix defers mail that needs this table; restore the file, or make an empty one:
                touch DIR/absent && mapkit compile -f virtual hash:DIR/absent
            canonical  hash  DIR/damaged  DIR/damaged.db  -  damaged: WHY
                named by canonical_maps (DIR/main.cf:12:3)
                mapkit compile -f canonical hash:DIR/damaged
            canonical  btree  DIR/hash  DIR/hash.db  1  wrong type: a hash map where btree is named
                named by canonical_maps (DIR/main.cf:13:3)
                mapkit compile -f canonical btree:DIR/hash
            header_checks  regexp  DIR/patterns  -  -  read directly (after a change: postfix reload)
            recipients  static  all  -  -  no file
            cache  btree  -  DIR/verify.db  -  cache: not created yet
            plain  hash  DIR/stray  DIR/stray.db  -  not referenced

            """.ReplaceLineEndings("\n"),
            Regex.Replace(WithoutWhy(output), @"(?<=main\.cf:10:)\d\d", "COLUMN"));
        Assert.Equal((1, StatusFolder.NoMaster + "mapkit: 11 tables, 6 to do\n"), (status, error));
    }

    [Fact]
    public void Fix_compiles_tables_with_a_source_and_no_others()
    {
        WriteEveryState();
        var (status, output, error) = _folder.Run("--fix");
        Assert.DoesNotContain("stale", output.Replace("DIR/stale", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("transport  hash  DIR/stale  DIR/stale.db  3  current\n", output, StringComparison.Ordinal);
        Assert.Contains("transport  lmdb  DIR/new  DIR/new.lmdb  1  current\n", output, StringComparison.Ordinal);
        Assert.Contains("canonical  hash  DIR/damaged  DIR/damaged.db  1  current\n", output, StringComparison.Ordinal);
        Assert.Contains("canonical  btree  DIR/hash  DIR/hash.db  1  current\n", output, StringComparison.Ordinal);
        Assert.Equal(4, error.Split('\n').Count(line => line.Contains(": written (", StringComparison.Ordinal)));
        Assert.EndsWith("mapkit: 11 tables, 2 to do\n", error, StringComparison.Ordinal);
        Assert.Equal(1, status);
        Assert.Equal(output, _folder.Run().Output);
    }

    [Fact]
    public void Fix_knows_the_configuration_as_lint_does()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        _folder.Write("t", "example.com slow\n");
        Assert.StartsWith("DIR/t:1:13: error MK2112: DIR/master.cf has no service \"slow\" of type unix; ", _folder.Run("--fix").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fix_reports_findings_in_the_sources_that_it_compiles()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        _folder.Write("t", "example.com smtp:relay\nexample.org\n");
        var (status, output, error) = _folder.Run("--fix");
        Assert.EndsWith("transport  hash  DIR/t  DIR/t.db  1  current\n", output, StringComparison.Ordinal);
        Assert.StartsWith("DIR/t:2:1: error MK1004: \"example.org\" has no value; Postfix ignores this line\n    help: write the key, whitespace and the value on one line\n", error, StringComparison.Ordinal);
        Assert.Equal(0, status);
    }

    [Fact]
    public void A_configuration_with_nothing_to_do_is_a_success()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t");
        _folder.Write("master.cf", "smtp inet n - n - - smtpd\n");
        _folder.Write("t", "example.com smtp:relay\n");
        Assert.Equal(1, _folder.Run().Status);
        Assert.Equal(0, _folder.Run("--fix").Status);
        Assert.Equal((0, "ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE\ntransport  hash  DIR/t  DIR/t.db  1  current\n", "mapkit: 1 table, 0 to do\n"), _folder.Run());
    }

    [Fact]
    public void Columns_are_aligned()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t lmdb:DIR/longer-name");
        var lines = CommandRun.In(name => name == "PATH" ? "" : null, [], "status", "-c", _folder.Path).Output.Split('\n').Where(line => !line.StartsWith(' ') && line.Length > 0).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].IndexOf("STATE", StringComparison.Ordinal), line.LastIndexOf("  ", StringComparison.Ordinal) + 2));
    }

    [Fact]
    public void Json_is_an_object_a_line()
    {
        _folder.WriteMain("my = hash:DIR/routes\ntransport_maps = proxy:$my\nrelocated_maps = $relocated_maps\nmulti_instance_directories = /etc/postfix-out");
        _folder.Write("master.cf", "smtp unix - - n - - smtp -o { smtp_generic_maps = cdb:DIR/g }\n");
        _folder.Write("routes", "a.example smtp:x\nb.example smtp:y\n");
        _folder.Compile("hash", "routes");
        _folder.Write("routes", "a.example smtp:z\n");
        _folder.Write("g", "a@example.com b@example.com\n");
        Assert.Equal(
            """
            {"kind":"table","role":"transport","type":"hash","name":"DIR/routes","source":"DIR/routes","map":"DIR/routes.db","typeInFile":"hash","entries":2,"state":"stale","message":"stale: 1 extra, 1 changed","missing":0,"extra":1,"changed":1,"toDo":true,"commands":["mapkit compile -f transport hash:DIR/routes"],"notes":[],"uses":[{"parameter":"transport_maps","role":"transport","writtenIn":"my","path":"DIR/main.cf","line":6,"column":6,"endColumn":10,"through":["proxy"]},{"parameter":"address_verify_transport_maps","role":"transport","writtenIn":"my","path":"DIR/main.cf","line":6,"column":6,"endColumn":10,"through":["proxy"]}]}
            {"kind":"table","role":"generic","type":"cdb","name":"DIR/g","source":"DIR/g","map":"DIR/g.cdb","state":"not compiled","message":"not compiled","toDo":true,"commands":["mapkit compile -f generic cdb:DIR/g"],"notes":[],"uses":[{"parameter":"smtp_generic_maps","service":"smtp/unix","role":"generic","writtenIn":"smtp_generic_maps","path":"DIR/master.cf","line":1,"column":51,"endColumn":54}]}
            {"kind":"problem","parameter":"relocated_maps","path":"DIR/main.cf","line":8,"message":"unreasonable macro call nesting: \"relocated_maps\""}
            {"kind":"result","tables":2,"toDo":2,"problems":1,"instances":["/etc/postfix-out"]}

            """.ReplaceLineEndings("\n"),
            _folder.Run("--json") is var run ? run.Output : "");
        Assert.Equal((2, ""), (run.Status, run.Error));
    }

    [Fact]
    public void Passwords_are_never_shown_and_their_readers_are_reported()
    {
        _folder.WriteMain("smtp_sasl_password_maps = hash:DIR/passwords");
        var source = _folder.Write("passwords", "relay.example user:hunter2\n");
        _folder.Compile("hash", "passwords", "-f", "sasl_passwd");
        _folder.Write("passwords", "relay.example user:hunter3\nother.example x:y\n");
        File.SetUnixFileMode(source, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(source + ".db", (UnixFileMode)0b110_100_000);
        var (status, output, error) = _folder.Run();
        Assert.Equal(
            """
            ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE
            sasl_passwd  hash  DIR/passwords  DIR/passwords.db  1  stale: 1 missing, 1 changed
                named by smtp_sasl_password_maps (DIR/main.cf:6:27)
                every user can read the passwords in DIR/passwords
                the group can read the passwords in DIR/passwords.db
                chmod 600 DIR/passwords
                chmod 600 DIR/passwords.db
                mapkit compile -f sasl_passwd hash:DIR/passwords

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Equal(1, status);
        Assert.DoesNotContain("hunter", output + error + _folder.Run("--json").Output, StringComparison.Ordinal);
        File.Delete(source);
        Assert.Contains("    (umask 077; mapkit dump --as source --show-secrets DIR/passwords.db > DIR/passwords)\n", _folder.Run().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_map_that_Postfix_opens_instead_of_hash_is_checked()
    {
        _folder.WriteMain("non_bdb_migration_level = enable-redirect\ndefault_database_type = lmdb\ndefault_cache_db_type = lmdb\ntransport_maps = hash:DIR/t");
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("lmdb", "t");
        var (status, output, _) = _folder.RunWithTypes("lmdb");
        Assert.Contains("transport  hash as lmdb  DIR/t  DIR/t.lmdb  1  current\n", output, StringComparison.Ordinal);
        Assert.Equal(0, status);
    }

    [Fact]
    public void A_map_that_is_older_than_its_source_is_current_and_fix_moves_its_time()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t");
        var source = _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        File.SetLastWriteTimeUtc(source + ".db", DateTime.UtcNow.AddHours(-1));
        var (status, output, _) = _folder.Run();
        Assert.EndsWith(
            "transport  hash  DIR/t  DIR/t.db  1  current\n    the map agrees with its source but is older; Postfix logs a warning\n    mapkit compile -f transport hash:DIR/t\n",
            output,
            StringComparison.Ordinal);
        Assert.Equal(0, status);
        Assert.EndsWith("1  current\n", _folder.Run("--fix").Output, StringComparison.Ordinal);
    }

    [PeerFact("postmap")]
    public void A_record_that_postmap_added_to_the_map_is_reported()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t lmdb:DIR/u");
        foreach (var (type, name) in new[] { ("hash", "t"), ("lmdb", "u") })
        {
            _folder.Write(name, "example.com smtp:relay\n");
            Assert.Equal(0, Tool.Run("postmap", "-c", PostfixConfiguration.Write(_folder.FilePath("c")), $"{type}:{_folder.FilePath(name)}").ExitCode);
        }

        Assert.Equal(0, _folder.Run().Status);
        Assert.Equal(0, Tool.Run("postmap", ["-c", _folder.FilePath("c"), "-i", $"hash:{_folder.FilePath("t")}"], "example.org smtp:x\n"u8.ToArray(), null).ExitCode);
        Assert.Equal(0, Tool.Run("postmap", ["-c", _folder.FilePath("c"), "-d", "example.com", $"lmdb:{_folder.FilePath("u")}"], null, null).ExitCode);
        var (status, output, _) = _folder.Run();
        Assert.Contains("DIR/t.db  2  stale: 1 extra\n", output, StringComparison.Ordinal);
        Assert.Contains("DIR/u.lmdb  0  stale: 1 missing\n", output, StringComparison.Ordinal);
        Assert.Equal(1, status);
    }

    [Fact]
    public void The_seed_before_and_after_its_tables_are_compiled()
    {
        _folder.Write("main.cf", File.ReadAllText(RepositoryFiles.Path("testdata", "seed", "main.cf")).Replace("/etc/postfix", "DIR", StringComparison.Ordinal)
            + "alias_maps = hash:DIR/aliases\nalias_database = $alias_maps\ndata_directory = DIR\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        foreach (var name in new[] { "aliases", "generic", "sasl_passwd", "transport" })
        {
            var path = _folder.Write(name, File.ReadAllText(RepositoryFiles.Path("testdata", "seed", name)));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var before = _folder.Run();
        var after = _folder.Run("--fix");
        Assert.Equal(File.ReadAllText(RepositoryFiles.Path("testdata", "seed", "status.txt")), before.Output + "\n" + after.Output);
        Assert.Equal((1, 0), (before.Status, after.Status));
    }

    private static string WithoutWhy(string output) => Regex.Replace(output, "damaged: .*", "damaged: WHY");

    private void WriteEveryState()
    {
        _folder.WriteMain("""
            transport_maps = hash:DIR/current,
              hash:DIR/stale,
              lmdb:DIR/new
            virtual_alias_maps =
              cdb:DIR/gone hash:DIR/absent
            canonical_maps =
              hash:DIR/damaged
              btree:DIR/hash
            header_checks = regexp:DIR/patterns
            local_recipient_maps = static:all
            address_verify_map = btree:DIR/verify
            """);
        foreach (var name in new[] { "current", "new", "gone", "damaged", "hash", "stray" }) _folder.Write(name, "example.com b@example.com\n");
        _folder.Write("stale", "a.example smtp:1\nb.example smtp:2\nc.example smtp:3\n");
        _folder.Write("patterns", "/x/ REJECT\n");
        foreach (var name in new[] { "current", "stale", "damaged", "hash", "stray" }) _folder.Compile("hash", name);
        _folder.Compile("cdb", "gone");
        File.Delete(_folder.FilePath("gone"));
        _folder.Write("stale", "a.example smtp:1\nb.example smtp:changed\nd.example smtp:4\n");
        var damaged = File.ReadAllBytes(_folder.FilePath("damaged.db"));
        damaged.AsSpan(4096 + 20, 200).Fill(0xff);
        File.WriteAllBytes(_folder.FilePath("damaged.db"), damaged);
    }
}
