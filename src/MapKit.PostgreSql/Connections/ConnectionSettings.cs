namespace MapKit.PostgreSql.Connections;

/// <summary>The settings of a connection, under the names that libpq gives them. Later sources only add what earlier ones do not have.</summary>
internal sealed class ConnectionSettings
{
    private static readonly HashSet<string> Known =
    [
        "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword",
        "sslnegotiation", "channel_binding", "connect_timeout", "application_name", "options", "target_session_attrs", "load_balance_hosts",
        "client_encoding", "fallback_application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
        "gssencmode", "krbsrvname", "sslcompression", "sslcrl", "ssl_min_protocol_version", "ssl_max_protocol_version", "requiressl", "requirepeer",
    ];

    private readonly Dictionary<string, string> _values = [];

    /// <summary>The value of a setting, or null. An empty value counts as none, as in libpq.</summary>
    /// <param name="name">Its name in libpq.</param>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Sets a value, unless an earlier source has set it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="origin">Where it is written, for the message.</param>
    /// <exception cref="FormatException">libpq has no such setting.</exception>
    public void Add(string name, string value, string origin)
    {
        if (!Known.Contains(name))
            throw new FormatException($"{origin}: PostgreSQL's connections have no setting \"{name}\"{(Source.NameDistance.Nearest(name, Known) is { } near ? $"; did you mean {near}?" : "")}");
        _values.TryAdd(name, value);
    }
}
