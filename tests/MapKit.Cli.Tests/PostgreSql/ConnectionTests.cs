using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MapKit.PostgreSql.Connections;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>Connections are as in libpq, and every failure is one message.</summary>
[Collection(DatabaseCollection.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ConnectionTests(SharedServer shared) : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData("postgresql://joe@db.example:5433/mail", "db.example:5433, database mail")]
    [InlineData("postgres://db1.example,db2.example:5433/mail?target_session_attrs=any", "db1.example:5432, db2.example:5433, database mail")]
    [InlineData("postgresql://joe@[2001:db8::1]:5433/", "[2001:db8::1]:5433, database joe")]
    [InlineData("postgresql://%2Frun%2Fpg/mail", "/run/pg/.s.PGSQL.5432, database mail")]
    [InlineData("host=db.example port = 5433 dbname='ma il' user=joe", "db.example:5433, database ma il")]
    [InlineData(@"host=/run/pg dbname='it\'s'", "/run/pg/.s.PGSQL.5432, database it's")]
    [InlineData("mail", "/var/run/postgresql/.s.PGSQL.5432, database mail")]
    public void A_connection_is_a_URI_or_keywords_or_a_name(string text, string shown) => Assert.Equal(shown, Read(text).ShownName);

    [Theory]
    [InlineData("host=a hots=b", "--to: PostgreSQL's connections have no setting \"hots\"; did you mean host?")]
    [InlineData("host=a sslmode=on", "sslmode=on: use disable, allow, prefer, require, verify-ca or verify-full")]
    [InlineData("host=a,b port=1,2,3", "there are 3 ports for 2 hosts; give one, or one for each")]
    [InlineData("host='a", "--to: a quote is not closed")]
    [InlineData("postgresql://%zz/", "--to: \"%\" needs two hexadecimal digits after it in a URI; \"%25\" is the character itself")]
    [InlineData("service=none host=a", "service none: not found in ")]
    [InlineData("postgresql://joe:hunter2@db.example/mail", "--to: the password must not be on the command line, where every user can read it; put it into ~/.pgpass")]
    [InlineData("host=a password=hunter2", "--to: the password must not be on the command line")]
    public void A_mistake_is_named_without_a_password(string text, string message)
    {
        var exception = Assert.Throws<FormatException>(() => Read(text));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_before_the_service_file_and_that_before_the_variables()
    {
        _variables["PGSERVICEFILE"] = _home.Write("services", "# comment\n[other]\nhost=other.example\n[mail]\nhost=service.example\nport=5000\npassword=from-service\n[last]\nhost=last.example\n");
        (_variables["PGHOST"], _variables["PGPORT"], _variables["PGDATABASE"], _variables["PGPASSWORD"]) = ("variable.example", "6000", "maps", "from-variable");
        var connection = Read("service=mail port=7000");
        Assert.Equal("service.example:7000, database maps", connection.ShownName);
        Assert.Equal("from-service", connection.Password);
        Assert.Equal("variable.example:6000, database maps", Read(null).ShownName);
        _variables["PGSERVICE"] = "last";
        Assert.Equal("last.example:6000, database maps", Read(null).ShownName);
    }

    [Theory]
    [InlineData("db.example", 5432, "mail", "joe", "one")]
    [InlineData("db.example", 5432, "other", "joe", "three")]
    [InlineData("2001:db8::1", 5432, "mail", "joe", @"t:w\o")]
    [InlineData("db.example", 5432, "mail", "ann", null)]
    public void The_password_file_is_read_as_libpq_does(string host, int port, string database, string user, string? password)
    {
        var file = _home.Write(".pgpass", "#db.example:*:*:*:comment\ndb.example:5432:mail:joe:one\n" + @"2001\:db8\:\:1:*:*:*:t\:w\\o" + "\n*:*:other:*:three\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(password, PasswordFile.Find(file, host, port, database, user));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains($"chmod 600 {file}", Assert.Throws<DatabaseException>(() => PasswordFile.Find(file, host, port, database, user)).Message, StringComparison.Ordinal);
        Assert.Null(PasswordFile.Find(_home.File("none"), host, port, database, user));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("/run/postgresql", true)]
    [InlineData("db.example", false)]
    [InlineData("192.0.2.1", false)]
    public void Only_loopback_and_sockets_are_local(string host, bool isLocal) => Assert.Equal(isLocal, new ServerAddress(host, 5432).IsLocal);

    [DatabaseFact]
    public void A_password_comes_from_the_password_file_and_a_wrong_one_is_a_clear_error()
    {
        using var database = shared.CreateDatabase();
        database.Sql("DROP ROLE IF EXISTS secret; CREATE ROLE secret LOGIN PASSWORD 'hunter2' IN ROLE mapkit_reader");
        var text = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={shared.Server.Port} dbname={database.Name} user=secret");
        var without = Published(text).Expect(2);
        Assert.Contains("put it into ~/.pgpass", without.Error);
        var file = _home.Write("passwords", "127.0.0.1:*:*:secret:hunter2\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _variables["PGPASSFILE"] = file;
        Assert.Contains("nothing is published", Published(text).Expect(1).Error);
        File.WriteAllText(file, "127.0.0.1:*:*:secret:hunter3\n");
        var wrong = Published(text).Expect(2);
        Assert.Contains("the password of secret is wrong or missing", wrong.Error);
        Assert.DoesNotContain("hunter3", wrong.Error);

        // As in libpq, only a plain file counts; reading a pipe would wait for a writer.
        File.Delete(file);
        Assert.Equal(0, MapKit.Tests.Peers.Tool.Run("mkfifo", "-m", "600", file).ExitCode);
        Assert.Contains("put it into ~/.pgpass", Published(text).Expect(2).Error);
    }

    [Fact]
    public void A_service_cannot_name_another()
    {
        _variables["PGSERVICEFILE"] = _home.Write("services", "[one]\nservice=two\n[two]\nhost=db.example\n");
        Assert.Contains("services:2: a service cannot name another service", Assert.Throws<FormatException>(() => Read("service=one")).Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public void Every_failure_to_connect_is_one_message_that_says_what_to_do()
    {
        var port = shared.Server.Port.ToString(CultureInfo.InvariantCulture);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var silentPort = ((IPEndPoint)silent.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        foreach (var (text, message) in ((string, string)[])[
            ("host=127.0.0.1 port=1 dbname=x", "cannot connect to PostgreSQL at 127.0.0.1:1: connection refused; check that PostgreSQL runs there"),
            ("host=/nonexistent dbname=x", "cannot connect to PostgreSQL at /nonexistent/.s.PGSQL.5432: "),
            ($"host=127.0.0.1 port={silentPort} dbname=x connect_timeout=1", $"127.0.0.1:{silentPort}: no answer within 1 s; check the address and the firewall"),
            ($"host=127.0.0.1 port={silentPort} dbname=x connect_timeout=1 sslmode=disable", $"127.0.0.1:{silentPort}: no answer within 1 s"),
            ($"host=127.0.0.1 port={port} dbname=none user=admin", "there is no database none"),
            ($"host=127.0.0.1 port={port} dbname=postgres user=nobody_here", "check pg_hba.conf"),
            ($"host=127.0.0.1 port={port} dbname=postgres user=admin sslmode=verify-full", "the server offers no TLS"),
            ($"host=127.0.0.1,127.0.0.1 port=1,2 dbname=x", "none of 2 servers can be used: "),
            ("host=db.invalid dbname=x", "the name has no address"),
        ])
        {
            var run = Published(text).Expect(2);
            Assert.Contains(message, run.Error);
            Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        }
    }

    public void Dispose() => _home.Dispose();

    private CommandRun Published(string from) => CommandRun.In(variable => _variables.GetValueOrDefault(variable), [], "published", "--from", from);

    private Connection Read(string? text) => new ConnectionReader(variable => variable == "HOME" ? _home.Path : _variables.GetValueOrDefault(variable)).Read("--to", text);
}
