using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Secrets;

/// <summary>No verb prints a secret, in whatever form and whatever goes wrong, unless it is asked to.</summary>
public sealed class SecretTests : IDisposable
{
    private static readonly string[] Tables = [.. SecretFolder.Credentials, "sasl_passwd", "names", "directory.conf", "mysql-users.cf", "patterns", "expectations"];

    private readonly SecretFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Commands => [
        "dump hash:TABLE", "dump --json hash:TABLE", "dump --raw hash:TABLE", "dump --raw --json hash:TABLE", "dump --as source hash:TABLE", "dump TABLE.db",
        "query [r.example.net]:587 hash:TABLE", "query --json [b.example.net]:587 hash:TABLE", "query - hash:TABLE", "query --json - hash:TABLE", "query [d.example.net]:587 TABLE.db", "query example.com hash:TABLE", "query password hash:TABLE",
        "info hash:TABLE", "info --json hash:TABLE", "info TABLE",
        "verify hash:TABLE", "verify --json hash:TABLE", "verify --source ROOT/other hash:TABLE", "verify --json --source ROOT/other hash:TABLE", "verify --source ROOT/other -f plain hash:TABLE", "verify -F hash:TABLE",
        "diff TABLE ROOT/other", "diff --json TABLE hash:TABLE", "diff ROOT/other hash:TABLE", "diff --raw ROOT/other hash:TABLE", "diff --json --raw hash:TABLE ROOT/other", "diff -f plain TABLE ROOT/other", "diff -f transport TABLE ROOT/other",
        "convert hash:TABLE lmdb:ROOT/converted", "convert --json hash:TABLE cdb:ROOT/converted", "convert --duplicates error hash:TABLE ROOT/converted.cdb", "convert hash:TABLE lmdb:TABLE",
        "compile --check hash:TABLE", "compile -t lmdb TABLE", "compile --json -t cdb TABLE", "compile --strict -t cdb TABLE", "compile --duplicates error -t cdb TABLE", "compile -t lmdb -f plain TABLE", "compile -t lmdb -f transport TABLE", "compile -t lmdb -f aliases TABLE",
        "compile -t cdb -f access -o ROOT/elsewhere.cdb TABLE", "compile -t cdb TABLE ROOT/routes", "compile -t cdb -F -o ROOT/elsewhere.cdb TABLE", "compile -f sasl_passwd -t cdb -o ROOT/elsewhere.cdb -",
        "lint TABLE", "lint --level info TABLE", "lint --output-format json --level info TABLE", "lint --output-format sarif --level info TABLE", "lint --output-format github --level info TABLE", "lint -f plain --level info TABLE", "lint -f transport --level info TABLE",
        "lint -f aliases --level info TABLE", "lint -f access --level info TABLE", "lint texthash:TABLE", "lint pcre:TABLE", "lint regexp:TABLE", "lint cidr:TABLE", "lint -c ROOT --level info TABLE ROOT/routes", "lint --level info ROOT/main.cf ROOT/master.cf TABLE",
        "lint --output-format json ROOT/main.cf ROOT/master.cf TABLE", "lint -f sasl_passwd -",
        "fmt --check TABLE", "set --check TABLE [r.example.net]:587 joe:xyzzy60", "set TABLE joe:xyzzy61 joe:xyzzy62", "set TABLE [new.example.net] -", "unset --check TABLE joe:xyzzy04", "unset TABLE joe:xyzzy63", "rename TABLE joe:xyzzy04 joe:xyzzy64", "rename TABLE joe:xyzzy65 x", "set TABLE [r.example.net]:587 x -f transport",
        "fmt TABLE", "set TABLE a#b joe:xyzzy66#", "unset TABLE",
        "status", "status --json", "status --fix", "status -c ROOT",
        "explain sasl_passwd [r.example.net]:587", "explain sasl_passwd --json [r.example.net]:587", "explain sasl_passwd [in.example.net]:587", "explain --sources sasl_passwd [r.example.net]:587", "explain sasl_passwd [b.example.net]:587 hash:TABLE",
        "explain sasl_passwd --json [b.example.net]:587 texthash:TABLE", "explain sasl_passwd x static:joe:xyzzy70", "explain --json sasl_passwd x inline:{joe:xyzzy71=x}", "explain sasl_passwd x inline:{joe:xyzzy72", "explain sasl_passwd x pcre:TABLE", "explain sasl_passwd x unionmap:{static:joe:xyzzy73}",
        "explain transport [r.example.net]:587 hash:TABLE", "explain transport r.example.net texthash:TABLE", "explain plain [a.example.net]:587 hash:TABLE", "explain delivery user@example.com", "explain --json delivery user@example.com --from user@example.com", "explain sasl_passwd [a.example.net]:587 source:TABLE",
        "explain sasl_passwd [c.example.net]:587 source:TABLE",
        "test ROOT/expectations", "test --junit ROOT/junit.xml ROOT/expectations", "test TABLE",
        "crosscheck -t hash --with native TABLE", "crosscheck --json -t lmdb --with native TABLE", "crosscheck -t hash --with native -f plain TABLE",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_output_contains_a_secret(string command)
    {
        _folder.Write("other", "[r.example.net]:587 joe:xyzzy80\nexample.com x\nuser = x\n");
        // A key that is typed is hidden where it may be credentials.
        var tables = !command.Contains("TABLE", StringComparison.Ordinal) ? [""] : command.Contains(SecretFolder.Marker, StringComparison.Ordinal) ? SecretFolder.Credentials : Tables;
        foreach (var table in tables)
        {
            Check(command, table);
            Check(command + " --bogus", table);
        }
    }

    [PeerTheory("ln")]
    [InlineData("relay_auth")]
    [InlineData("proxied")]
    [InlineData("per_service")]
    [InlineData("own_delimiter")]
    [InlineData("replaced")]
    public void A_hard_link_of_a_secret_file_is_secret(string table)
    {
        if (table == "replaced")
        {
            _folder.Write(table, "[r.example.net]:587 joe:xyzzy80\n");
            _folder.Run("compile", "-f", "sasl_passwd", $"hash:{_folder.File(table)}");
            _folder.Configure(master: $"other unix - - n - - smtp -o smtp_sasl_password_maps=hash:{_folder.File(table)} -o smtp_sasl_password_maps=");
        }

        _folder.Write("other", "[r.example.net]:587 joe:xyzzy80\nexample.com x\n");
        foreach (var suffix in new[] { "", ".db" }) Assert.Equal(0, Tool.Run("ln", _folder.File(table + suffix), _folder.File("linked" + suffix)).ExitCode);
        foreach (var command in new[] { "dump TABLE.db", "dump --json hash:TABLE", "query [r.example.net]:587 TABLE.db", "diff TABLE ROOT/other", "diff ROOT/other TABLE.db", "verify --source ROOT/other TABLE.db", "lint --level info TABLE", "compile --check TABLE" }) Check(command, "linked");
        Assert.Contains("****", _folder.Run("dump", _folder.File("linked.db")).Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Run("convert", _folder.File("linked.db"), "cdb:" + _folder.File("converted")).Status);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("converted.cdb")) & (UnixFileMode)0b000_100_100 & ~File.GetUnixFileMode(_folder.File(table)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_message_about_a_damaged_or_missing_file_contains_a_secret(string command)
    {
        _folder.Write("other", "[r.example.net]:587 joe:xyzzy80\n");
        foreach (var map in Directory.GetFiles(_folder.Path, "*.db")) Damage(map);
        foreach (var table in new[] { "relay_auth", "names" })
        {
            if (table == "relay_auth" || !command.Contains(SecretFolder.Marker, StringComparison.Ordinal)) Check(command, table);
        }

        foreach (var source in new[] { "relay_auth", "text_auth", "proxied" })
        {
            File.Delete(_folder.File(source));
            Directory.CreateDirectory(_folder.File(source));
        }

        Check(command, "relay_auth");
        if (!command.Contains(SecretFolder.Marker, StringComparison.Ordinal)) Check(command, "absent");
    }

    [Theory]
    [InlineData("lmtp_sasl_password_maps static:joe:xyzzy90", "")]
    [InlineData("static:joe:xyzzy90", "")]
    [InlineData("lmtp_sasl_password_maps = static:joe:${xyzzy90", "")]
    [InlineData("lmtp_sasl_password_maps = static:joe:${xyzzy90?x:y:z", "")]
    [InlineData("lmtp_sasl_password_maps = inline:{{joe=xyzzy90", "")]
    [InlineData("lmtp_sasl_password_maps = joe:xyzzy90", "")]
    [InlineData("lmtp_sasl_password_maps = xyzzy90", "")]
    [InlineData("lmtp_sasl_password_maps = { static:joe:xyzzy90", "")]
    [InlineData("relayldap_bind_pw = ${xyzzy90\nvirtual_alias_maps = ldap:relayldap", "")]
    [InlineData("tls_server_sni_maps = inline:{{example.com=xyzzy90}}", "")]
    [InlineData("", "x unix - - n - - smtp -o smtp_sasl_password_maps")]
    [InlineData("", "x unix - - n - - smtp -o { smtp_sasl_password_maps static:joe:xyzzy90 }")]
    [InlineData("", "x unix - - n - - smtp -o { smtp_sasl_password_maps = static:joe:xyzzy90")]
    [InlineData("", "x unix - - n - - smtp -o static:joe:xyzzy90")]
    [InlineData("", "x unix - - n - - smtp -o smtp_sasl_password_maps=static:joe:${xyzzy90")]
    [InlineData("", " xyzzy90 unix")]
    public void No_message_about_a_broken_configuration_contains_a_secret(string main, string master)
    {
        _folder.Configure(main, master);
        foreach (var command in new[]
        {
            "status", "status --json", "explain sasl_passwd [r.example.net]:587", "explain --json sasl_passwd x", "explain delivery user@example.com", "test ROOT/expectations", "lint -c ROOT TABLE", "lint ROOT/main.cf ROOT/master.cf TABLE", "lint --output-format json ROOT/master.cf TABLE",
            "compile --check TABLE", "compile --check -c ROOT TABLE", "dump hash:TABLE", "dump -c ROOT hash:TABLE", "query [r.example.net]:587 hash:TABLE", "diff TABLE ROOT/routes", "verify hash:TABLE", "crosscheck -c ROOT -t hash --with native TABLE", "fmt -c ROOT --check TABLE", "convert hash:TABLE lmdb:ROOT/converted",
        })
        {
            Check(command, "relay_auth");
        }
    }

    [Fact]
    public void A_map_of_secrets_is_readable_by_no_more_users_than_its_source()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(_folder.File("relay_auth"), Private);
        _folder.Run("compile", "-t", "lmdb", "-f", "plain", _folder.File("relay_auth"));
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File("relay_auth.lmdb")));
        File.SetUnixFileMode(_folder.File("relay_auth.db"), Private);
        _folder.Write("open.cdb", "");
        File.SetUnixFileMode(_folder.File("open.cdb"), Private | Others);
        _folder.Run("convert", _folder.File("relay_auth.db"), "cdb:" + _folder.File("open"));
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File("open.cdb")));
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File("names.db")));
        File.SetUnixFileMode(_folder.File("names.db"), Private | Others);
        File.AppendAllText(_folder.File("names"), $"example.net {_folder.File("key.pem")}\n");
        _folder.Run("status", "--fix");
        Assert.Equal(Private, File.GetUnixFileMode(_folder.File("names.db")));
    }

    [Fact]
    public void Secrets_are_shown_with_show_secrets()
    {
        Assert.Contains("joe:xyzzy01", _folder.Run("dump", "--show-secrets", "hash:" + _folder.File("relay_auth")).Output, StringComparison.Ordinal);
        Assert.Contains("joe:xyzzy01", _folder.Run("query", "--show-secrets", "[r.example.net]:587", "hash:" + _folder.File("relay_auth")).Output, StringComparison.Ordinal);
        Assert.Contains(SecretFolder.KeyInMap, _folder.Run("dump", "--show-secrets", "hash:" + _folder.File("names")).Output, StringComparison.Ordinal);
        Assert.Equal("joe:xyzzy01\n", _folder.Run("postmap", "-q", "[r.example.net]:587", "hash:" + _folder.File("relay_auth")).Output);
    }

    private void Check(string command, string table)
    {
        // A table of credentials makes both sides of a comparison secret; a file of expectations is none, and nothing names the other file.
        if (table == "expectations" && command.Contains("ROOT/other", StringComparison.Ordinal)) return;

        var arguments = command.Split(' ').Select(word => word.Replace("TABLE", _folder.File(table), StringComparison.Ordinal).Replace("ROOT", _folder.Path, StringComparison.Ordinal)).ToArray();
        var input = command.EndsWith(" -", StringComparison.Ordinal) ? "joe:xyzzy99\n[r.example.net]:587\n" : "[r.example.net]:587\n[b.example.net]:587\n[c.example.net]:587\n";

        // What is typed on the command line is known to whoever reads the answer, but belongs in no log.
        foreach (var terminal in new[] { false, true })
        {
            var run = _folder.Run(Encoding.ASCII.GetBytes(input), terminal, arguments);
            var said = run.Output + run.Error;
            Assert.True(run.Status is 0 or 1 or 2, $"{command} {table}: status {run.Status}");
            var place = said.IndexOf(SecretFolder.Marker, StringComparison.OrdinalIgnoreCase);
            Assert.True(place < 0, $"{command} {table}: {said[Math.Max(0, place - 120)..Math.Min(said.Length, Math.Max(0, place) + 40)]}");
            Assert.DoesNotContain(SecretFolder.KeyInMap, said, StringComparison.Ordinal);
        }

        var report = _folder.File("junit.xml");
        if (File.Exists(report)) Assert.DoesNotContain(SecretFolder.Marker, File.ReadAllText(report), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    private static void Damage(string map)
    {
        var bytes = File.ReadAllBytes(map);
        for (var place = 4096 + 20; place < bytes.Length; place += 97) bytes[place] ^= 0x55;
        File.WriteAllBytes(map, bytes);
    }
}
