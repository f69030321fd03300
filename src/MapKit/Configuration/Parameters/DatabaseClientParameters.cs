namespace MapKit.Configuration.Parameters;

/// <summary>
/// The settings of the clients of databases. With <c>ldap:NAME</c>, where NAME is no path, they are parameters <c>NAME_setting</c> of main.cf
/// (docs/formats/parameters.md#names-that-postfix-knows).
/// </summary>
internal static class DatabaseClientParameters
{
    private static readonly string[] Sql = ["domain", "query", "result_format", "expansion_limit", "select_field", "table", "where_field", "additional_conditions"];

    private static readonly Dictionary<string, string[]> ByType = new(StringComparer.Ordinal)
    {
        ["ldap"] =
        [
            "bind", "bind_dn", "bind_pw", "cache", "cache_expiry", "cache_size", "chase_referrals", "debuglevel", "dereference", "domain", "expansion_limit",
            "leaf_result_attribute", "query_filter", "recursion_limit", "result_attribute", "result_filter", "result_format", "sasl_authz_id", "sasl_mechs",
            "sasl_minssf", "sasl_realm", "scope", "search_base", "server_host", "server_port", "size_limit", "special_result_attribute", "start_tls",
            "terminal_result_attribute", "timeout", "tls_ca_cert_dir", "tls_ca_cert_file", "tls_cert", "tls_cipher_suite", "tls_key", "tls_random_file",
            "tls_require_cert", "version",
        ],
        ["mysql"] =
        [
            .. Sql, "charset", "dbname", "hosts", "idle_interval", "option_file", "option_group", "password", "require_result_set", "retry_interval",
            "tls_CAfile", "tls_CApath", "tls_cert_file", "tls_ciphers", "tls_key_file", "tls_verify_cert", "user",
        ],
        ["pgsql"] = [.. Sql, "dbname", "encoding", "hosts", "idle_interval", "password", "retry_interval", "select_function", "user"],
        ["sqlite"] = [.. Sql, "dbpath"],
        ["memcache"] =
        [
            "backup", "data_size_limit", "domain", "flags", "key_digest", "key_format", "line_size_limit", "max_try", "memcache", "retry_pause", "timeout", "ttl",
        ],
        ["mongodb"] =
            ["collection", "dbname", "domain", "expansion_limit", "projection", "query_filter", "result_attribute", "result_format", "uri"],
    };

    /// <summary>The names of the settings of a type's client; null if the type is no database.</summary>
    /// <param name="type">The type, such as <c>ldap</c>.</param>
    public static IReadOnlyList<string>? NamesOf(string type) => ByType.GetValueOrDefault(type);
}
