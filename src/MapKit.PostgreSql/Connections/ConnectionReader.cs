namespace MapKit.PostgreSql.Connections;

/// <summary>Collects the settings of a connection in the order of libpq: the given text, the service file, the variables, the defaults.</summary>
/// <param name="variable">The environment variables.</param>
internal sealed class ConnectionReader(Func<string, string?> variable)
{
    /// <summary>Where a password may be.</summary>
    public const string PasswordPlaces = "~/.pgpass (or the file of PGPASSFILE) with mode 0600, a service file (service=NAME), or PGPASSWORD";

    private const string SystemServices = "/etc/postgresql-common/pg_service.conf";
    private const string ServiceName = "pg_service.conf";

    private static readonly (string Variable, string Setting)[] Variables =
    [
        ("PGHOST", "host"), ("PGHOSTADDR", "hostaddr"), ("PGPORT", "port"), ("PGDATABASE", "dbname"), ("PGUSER", "user"), ("PGPASSWORD", "password"),
        ("PGPASSFILE", "passfile"), ("PGSSLMODE", "sslmode"), ("PGSSLROOTCERT", "sslrootcert"), ("PGSSLCERT", "sslcert"), ("PGSSLKEY", "sslkey"),
        ("PGSSLNEGOTIATION", "sslnegotiation"), ("PGCHANNELBINDING", "channel_binding"), ("PGCONNECT_TIMEOUT", "connect_timeout"), ("PGAPPNAME", "application_name"),
        ("PGOPTIONS", "options"), ("PGTARGETSESSIONATTRS", "target_session_attrs"), ("PGLOADBALANCEHOSTS", "load_balance_hosts"),
    ];

    /// <summary>The settings of a connection that an option names.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Its value; null where it is not given, so that the variables decide.</param>
    /// <exception cref="FormatException">The text is malformed, or has a password.</exception>
    public Connection Read(string option, string? text)
    {
        var settings = new ConnectionSettings();
        if (text is not null) ConnectionText.Read(text, settings, option);
        if (settings["password"] is not null || settings["sslpassword"] is not null)
            throw new FormatException($"{option}: the password must not be on the command line, where every user can read it; put it into {PasswordPlaces}");
        return Complete(settings);
    }

    /// <summary>Adds what a connection's own settings omit: the service, the variables, the defaults.</summary>
    /// <param name="settings">Its own settings.</param>
    /// <exception cref="FormatException">A value is malformed.</exception>
    public Connection Complete(ConnectionSettings settings)
    {
        if ((settings["service"] ?? variable("PGSERVICE")) is { Length: > 0 } service) ServiceFile.Read(service, [.. ServiceFiles()], settings);
        foreach (var (name, setting) in Variables)
        {
            if (variable(name) is { Length: > 0 } value) settings.Add(setting, value, name);
        }

        return Connection.From(settings, new ConnectionDefaults
        {
            User = Environment.UserName,
            PasswordFile = Home(".pgpass"),
            RootCertificate = Home(".postgresql/root.crt"),
        });
    }

    private IEnumerable<string> ServiceFiles()
    {
        if (variable("PGSERVICEFILE") is { Length: > 0 } own) yield return own;
        else if (Home(".pg_service.conf") is { } home) yield return home;
        yield return variable("PGSYSCONFDIR") is { Length: > 0 } folder ? Path.Join(folder, ServiceName) : SystemServices;
    }

    private string? Home(string name) => variable("HOME") is { Length: > 0 } home ? Path.Join(home, name) : null;
}

/// <summary>The values that libpq uses where nothing is set.</summary>
internal sealed record ConnectionDefaults
{
    /// <summary>The user of the system.</summary>
    public required string User { get; init; }

    /// <summary>The password file; null without a home folder.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The file of trusted certificates, if it exists.</summary>
    public string? RootCertificate { get; init; }
}
