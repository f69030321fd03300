using System.Globalization;
using System.Net;
using MapKit.Platform;

namespace MapKit.PostgreSql.Connections;

/// <summary>Where a database is and how to connect: one or more servers, tried in order.</summary>
internal sealed record Connection
{
    private const int DefaultPort = 5432;
    private const int DefaultTimeout = 15;
    private const string DefaultSocket = "/var/run/postgresql";

    private static readonly string[] Modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
    private static readonly string[] Targets = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"];

    /// <summary>The servers, in the order in which they are tried.</summary>
    public required IReadOnlyList<ServerAddress> Servers { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The role to log in as.</summary>
    public required string User { get; init; }

    /// <summary>The password that a variable or the service file gives; null to search the password file.</summary>
    public string? Password { get; init; }

    /// <summary>The password file.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The <c>sslmode</c> given; null for the default of each server.</summary>
    public string? SslMode { get; init; }

    /// <summary>The file of trusted certificates; null for those of the system.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>The client's certificate and its key, or null.</summary>
    public (string Certificate, string? Key)? ClientCertificate { get; init; }

    /// <summary>Which servers will do; null for the default of the verb.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the servers are tried in random order.</summary>
    public bool IsBalanced { get; init; }

    /// <summary>The seconds until a server that does not answer is given up.</summary>
    public int TimeoutSeconds { get; init; } = DefaultTimeout;

    /// <summary>Settings of the session, as PGOPTIONS has them.</summary>
    public string? Options { get; init; }

    /// <summary>The encoding of keys and values on the connection, whose strings then have a character per byte; null for text in UTF-8.</summary>
    public string? ClientEncoding { get; init; }

    /// <summary>The name that <c>pg_stat_activity</c> shows.</summary>
    public string ApplicationName { get; init; } = "mapkit";

    /// <summary>The servers and the database, for messages; never a password.</summary>
    public string ShownName => $"{string.Join(", ", Servers.Select(server => server.ToString()))}, database {Database}";

    /// <summary>Checks the settings and applies the defaults.</summary>
    /// <exception cref="FormatException">A value is malformed.</exception>
    public static Connection From(ConnectionSettings settings, ConnectionDefaults defaults)
    {
        var user = settings["user"] ?? defaults.User;
        var root = settings["sslrootcert"] ?? (FilePresence.FileExists(defaults.RootCertificate ?? "") ? defaults.RootCertificate : null);
        return new Connection
        {
            Servers = ServersOf(settings),
            User = user,
            Database = settings["dbname"] ?? user,
            Password = settings["password"],
            PasswordFile = settings["passfile"] ?? defaults.PasswordFile,
            SslMode = Choice(settings, "sslmode", Modes),
            RootCertificate = root == "system" ? null : root,
            ClientCertificate = settings["sslcert"] is { } certificate ? (certificate, settings["sslkey"]) : null,
            Target = Choice(settings, "target_session_attrs", Targets),
            IsBalanced = Choice(settings, "load_balance_hosts", ["disable", "random"]) == "random",
            TimeoutSeconds = settings["connect_timeout"] is { } timeout ? Number(timeout, "connect_timeout", 0, int.MaxValue / 1000) : DefaultTimeout,
            Options = settings["options"],
            ApplicationName = settings["application_name"] ?? "mapkit",
        };
    }

    private static List<ServerAddress> ServersOf(ConnectionSettings settings)
    {
        var names = settings["host"]?.Split(',');
        var addresses = settings["hostaddr"]?.Split(',');
        if (names is not null && addresses is not null && names.Length != addresses.Length) throw new FormatException($"host has {names.Length} names and hostaddr {addresses.Length}; give as many");
        var count = names?.Length ?? addresses?.Length ?? 1;
        var ports = settings["port"]?.Split(',') ?? [];
        if (ports.Length > 1 && ports.Length != count) throw new FormatException($"there are {ports.Length} ports for {count} hosts; give one, or one for each");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var port = ports.Length == 0 ? "" : ports[ports.Length == 1 ? 0 : i];
            return new ServerAddress(names?[i] is { Length: > 0 } name ? name : addresses is null ? DefaultSocket : addresses[i], port.Length == 0 ? DefaultPort : Number(port, "port", 1, ushort.MaxValue)) { Address = addresses?[i] };
        })];
    }

    private static string? Choice(ConnectionSettings settings, string name, string[] values) =>
        settings[name] is not { } value || values.Contains(value) ? settings[name] : throw new FormatException($"{name}={value}: use {string.Join(", ", values[..^1])} or {values[^1]}");

    private static int Number(string text, string name, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new FormatException($"{name}={text}: use a number from {least} to {most}");
}

/// <summary>A server: a host and a port, or the folder of a unix socket.</summary>
/// <param name="Name">The name, an address, or the folder.</param>
/// <param name="Port">The port, which is also part of the socket's name.</param>
internal sealed record ServerAddress(string Name, int Port)
{
    /// <summary>The address to connect to in place of a name, so that nothing is resolved; null to resolve the name.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is a unix socket.</summary>
    public bool IsSocket => Name.StartsWith('/');

    /// <summary>Whether the connection cannot leave this machine.</summary>
    public bool IsLocal => IsSocket || Name == "localhost" || (IPAddress.TryParse(Address ?? Name, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The name and port, or the socket.</summary>
    public override string ToString() => IsSocket ? string.Create(CultureInfo.InvariantCulture, $"{Name}/.s.PGSQL.{Port}") : string.Create(CultureInfo.InvariantCulture, $"{(Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name)}:{Port}");
}
