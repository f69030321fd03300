namespace MapKit.Configuration.Clients;

/// <summary>
/// A type of table whose name is a file of settings for a client of a database or a server (docs/formats/client-settings.md).
/// </summary>
public sealed class ClientType
{
    private static readonly string[] SqlKeys = ["query", "table", "select_field", "where_field", "additional_conditions"];

    private static readonly ClientType[] Rows =
    [
        new("ldap")
        {
            Keys =
            [
                "server_host", "server_port", "version", "scope", "search_base", "timeout", "query_filter", "result_format", "result_filter", "terminal_result_attribute",
                "leaf_result_attribute", "result_attribute", "special_result_attribute", "bind", "bind_dn", "bind_pw", "cache", "cache_expiry", "cache_size",
                "recursion_limit", "size_limit", "dereference", "chase_referrals", "sasl_mechs", "sasl_realm", "sasl_authz_id", "sasl_minssf",
                "start_tls", "tls_ca_cert_file", "tls_ca_cert_dir", "tls_cert", "tls_key", "tls_require_cert", "tls_random_file", "tls_cipher_suite", "debuglevel",
            ],
            Obsolete = new Dictionary<string, string>
            {
                ["result_filter"] = "result_format", ["cache"] = "", ["cache_expiry"] = "", ["cache_size"] = "",
            },
            Templates = ["query_filter", "search_base", "result_format", "result_filter"],
            Recommended = "search_base",
        },
        new("mysql")
        {
            Keys =
            [
                "user", "password", "dbname", "hosts", "charset", "retry_interval", "idle_interval", "result_format", "option_file", "option_group", "tls_key_file",
                "tls_cert_file", "tls_CAfile", "tls_CApath", "tls_ciphers", "tls_verify_cert", "require_result_set", .. SqlKeys,
            ],
            Required = ["dbname"],
            IsSql = true,
        },
        new("pgsql")
        {
            Keys =
            [
                "user", "password", "dbname", "hosts", "encoding", "retry_interval", "idle_interval", "result_format", "select_function", .. SqlKeys,
            ],
            Obsolete = new Dictionary<string, string> { ["select_function"] = "query" },
            Required = ["dbname"],
            IsSql = true,
        },
        new("sqlite") { Keys = ["dbpath", "result_format", .. SqlKeys], Required = ["dbpath"], IsSql = true },
        new("memcache")
        {
            Keys = ["memcache", "backup", "key_digest", "key_format", "ttl", "timeout", "flags", "max_try", "line_size_limit", "data_size_limit", "retry_pause"],
            Templates = ["key_format"],
        },
        new("mongodb")
        {
            Keys = ["uri", "dbname", "collection", "query_filter", "projection", "result_attribute", "result_format"],
            Required = ["uri", "dbname", "collection", "query_filter"],
            Templates = ["query_filter", "result_format"],
        },
    ];

    private ClientType(string name) => Name = name;

    /// <summary>Every type.</summary>
    public static IReadOnlyList<ClientType> All => Rows;

    /// <summary>The name, as before the colon of a table.</summary>
    public string Name { get; }

    /// <summary>The names of its settings, beside those of every type.</summary>
    internal IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>Settings without which Postfix stops.</summary>
    internal IReadOnlyList<string> Required { get; private init; } = [];

    /// <summary>A setting that nearly every table needs; null if there is none.</summary>
    internal string? Recommended { get; private init; }

    /// <summary>Settings that later ones replace, each with its successor; empty if it has no effect any more.</summary>
    internal IReadOnlyDictionary<string, string> Obsolete { get; private init; } = new Dictionary<string, string>();

    /// <summary>Settings in which <c>%s</c> and the like are replaced.</summary>
    internal IReadOnlyList<string> Templates { get; private init; } = ["query", "result_format"];

    /// <summary>Whether it asks in SQL, by a query or by the names of a table and its columns.</summary>
    internal bool IsSql { get; private init; }

    /// <summary>The type of a name.</summary>
    /// <param name="name">The name, such as <c>mysql</c>.</param>
    /// <returns>The type, or null for another name.</returns>
    public static ClientType? ByName(string name) => Array.Find(Rows, row => row.Name == name);

    /// <summary>The type for a file name: <c>mysql-virtual.cf</c>, <c>ldap_aliases.cf</c>.</summary>
    /// <param name="path">The path; only the text after the last slash is used.</param>
    /// <returns>The type; null if the name suggests none.</returns>
    public static ClientType? ForFileName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".cf", StringComparison.Ordinal) ? Array.Find(Rows, row => name.StartsWith(row.Name, StringComparison.Ordinal)) : null;
    }

    /// <summary>Whether a name is that of a setting.</summary>
    internal bool Knows(string key) => Keys.Contains(key) || key is "domain" or "expansion_limit";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
