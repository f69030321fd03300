using System.Globalization;
using MapKit.Cli.Tests.Scenario;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.PostgreSql;

/// <summary>A PostgreSQL server of the tests' own, in a folder of its own, on loopback and a socket in that folder. As root it runs as the user postgres.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    /// <summary>The role that may do everything.</summary>
    public const string Admin = "admin";

    private readonly TemporaryFolder _folder = new();

    private PostgreSqlServer()
    {
        Port = LoopbackPort.Free();
        if (Environment.IsPrivilegedProcess) Check(Tool.Run("/bin/chown", "postgres", _folder.Path));
    }

    /// <summary>The folder with the server's programs; null if none is installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>The folder of the socket: the host of a connection.</summary>
    public string SocketFolder => _folder.Path;

    /// <summary>The port.</summary>
    public int Port { get; private init; }

    /// <summary>The folder of the data.</summary>
    public string Data => _folder.File("data");

    /// <summary>Creates and starts a server.</summary>
    /// <param name="settings">Lines of postgresql.conf.</param>
    public static PostgreSqlServer Start(params string[] settings)
    {
        var server = new PostgreSqlServer();
        Run("initdb", "-D", server.Data, "-U", Admin, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        File.AppendAllLines(Path.Combine(server.Data, "postgresql.conf"), server.Settings(settings));

        // A user with a password, to be asked for it.
        var rules = Path.Combine(server.Data, "pg_hba.conf");
        File.WriteAllText(rules, "host all secret 127.0.0.1/32 scram-sha-256\nhost all nobody_here 127.0.0.1/32 reject\n" + File.ReadAllText(rules));
        server.Start();
        return server;
    }

    /// <summary>Creates a streaming replica of this server and starts it.</summary>
    public PostgreSqlServer StartReplica()
    {
        var replica = new PostgreSqlServer();
        Run("pg_basebackup", "-D", replica.Data, "-h", SocketFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", Admin, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync");
        File.AppendAllLines(Path.Combine(replica.Data, "postgresql.conf"), replica.Settings([]));
        replica.Start();
        return replica;
    }

    public void Start() => Run("pg_ctl", "-D", Data, "-l", _folder.File("log"), "-w", "start");

    /// <summary>Stops the server as kill -9 does.</summary>
    public void Kill()
    {
        var id = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        Tool.Run("/bin/kill", "-9", id);
        while (Directory.Exists($"/proc/{id}")) Thread.Sleep(10);
    }

    public void Stop() => Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Makes a replica the primary.</summary>
    public void Promote() => Run("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Runs a program of PostgreSQL, as the user of the server.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Check(Environment.IsPrivilegedProcess ? Tool.Run("/usr/sbin/runuser", ["-u", "postgres", "--", path, .. arguments]) : Tool.Run(path, arguments));
    }

    /// <summary>Runs SQL.</summary>
    /// <returns>The rows, a line each, with | between columns.</returns>
    public string Sql(string database, string text, string role = Admin) =>
        Run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", SocketFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", role, "-d", database, "-c", text).TrimEnd('\n');

    /// <summary>The variables of a connection.</summary>
    public Dictionary<string, string> Variables(string database, string role = Admin) => new()
    {
        ["PGHOST"] = SocketFolder,
        ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = role,
        ["PGDATABASE"] = database,
    };

    public void Dispose()
    {
        try
        {
            if (File.Exists(Path.Combine(Data, "postmaster.pid"))) Stop();
        }
        catch (InvalidOperationException)
        {
            // The test has killed it.
        }

        _folder.Dispose();
    }

    private string[] Settings(string[] more) =>
    [
        "listen_addresses = '127.0.0.1'", $"port = {Port}", $"unix_socket_directories = '{SocketFolder}'", "fsync = off", "synchronous_commit = off", "full_page_writes = off",
        "max_connections = 120", "shared_buffers = 32MB", "wal_level = replica", "hot_standby = on", "jit = off", "autovacuum = off", .. more,
    ];

    private static string Check(ToolResult result) => result.ExitCode == 0 ? result.Output : throw new InvalidOperationException(result.Error + result.Output);
}
