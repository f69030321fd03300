using MapKit.Configuration.Parameters;
using MapKit.Postfix;

namespace MapKit.Configuration.StartUp;

/// <summary>
/// The parameters that every Postfix program reads at start-up, in its order, so that the same error is
/// found first and a macro sees the defaults that are known at that point. The defaults are in
/// <see cref="ParameterDefaults"/>.
/// </summary>
internal static class ToolParameterTable
{
    /// <summary>Read after the compatibility level.</summary>
    public static readonly ToolParameter[] FirstTexts =
    [
        Text("mail_version", 1),
        Text("syslog_facility", 1),
        Text("inet_protocols"),
        Text("multi_instance_directories"),
        Text("multi_instance_group"),
        Text("multi_instance_name"),
        Text("maillog_file"),
        Text("maillog_file_prefixes", 1),
        Text("maillog_file_compressor", 1),
        Text("maillog_file_rotate_suffix", 1),
        Text("maillog_file_permissions", 1, only: static differences => differences.HasLogFilePermissions),
        Text("postlog_service_name", 1),
        Text("dnssec_probe"),
        Text("known_tcp_ports"),
    ];

    /// <summary>Read before any table is opened.</summary>
    public static readonly ToolParameter[] FirstBooleans =
    [
        Boolean("daemon_table_open_error_is_fatal"),
        Boolean("dns_ncache_ttl_fix_enable"),
        Boolean("smtputf8_enable"),
        Boolean("enable_idna2003_compatibility"),
        Boolean("respectful_logging"),
        Boolean("requiretls_enable", only: static differences => differences.HasRequireTls),
        Boolean("tls_required_enable", only: static differences => differences.HasRequireTls),
        Boolean("non_bdb_migration_log_redirect", only: static differences => differences.HasNonBdbMigration),
    ];

    /// <summary>Read once the names of the host are known.</summary>
    public static readonly ToolParameter[] Texts =
    [
        Text("mail_name", 1),
        Text("syslog_name", 1),
        Text("mail_owner", 1),
        Text("setgid_group", 1),
        Text("mydestination"),
        Text("myorigin", 1),
        Text("relayhost"),
        Text("daemon_directory", 1),
        Text("data_directory", 1),
        Text("command_directory", 1),
        Text("meta_directory", 1),
        Text("queue_directory", 1),
        Text("shlib_directory", 1),
        Text("process_id_directory", 1),
        Text("inet_interfaces"),
        Text("proxy_interfaces"),
        Text("double_bounce_sender", 1),
        Text("default_privs", 1),
        Text("alias_database", only: static differences => differences.ReadsAliasDatabaseFirst),
        Text("mail_release_date", 1),
        Text("default_database_type", 1),
        Text("default_cache_db_type", 1, only: static differences => differences.HasDefaultCacheType),
        Text("alias_database", only: static differences => !differences.ReadsAliasDatabaseFirst),
        Text("hash_queue_names", 1),
        Text("recipient_delimiter"),
        Text("relay_domains"),
        Text("fast_flush_domains"),
        Text("export_environment"),
        Text("import_environment"),
        Text("mynetworks_style", 1),
        Text("debug_peer_list"),
        Text("default_verp_delimiters", 2, 2),
        Text("verp_delimiter_filter", 1),
        Text("parent_domain_matches_subdomains"),
        Text("alternate_config_directories"),
        Text("bounce_service_name", 1),
        Text("cleanup_service_name", 1),
        Text("defer_service_name", 1),
        Text("pickup_service_name", 1),
        Text("queue_service_name", 1),
        Text("rewrite_service_name", 1),
        Text("showq_service_name", 1),
        Text("error_service_name", 1),
        Text("flush_service_name", 1),
        Text("address_verify_service_name", 1),
        Text("trace_service_name", 1),
        Text("proxymap_service_name", 1),
        Text("proxywrite_service_name", 1),
        Text("internal_mail_filter_classes"),
        Text("multi_instance_wrapper"),
        Text("default_delivery_status_filter"),
        Text("smtputf8_autodetect_classes", 1),
        Text("message_drop_headers"),
        Text("info_log_address_format", 1),
        Text("non_bdb_migration_level", 1, only: static differences => differences.HasNonBdbMigration),
        Text("non_bdb_migration_service_name", only: static differences => differences.HasNonBdbMigration),
        Text("non_bdb_custom_mapping", only: static differences => differences.HasNonBdbMigration),
    ];

    /// <summary>Read in this order after the texts.</summary>
    public static readonly ToolParameter[] Numbers =
    [
        Number("default_process_limit", 1),
        Number("max_use", 1),
        Number("dont_remove"),
        Number("line_length_limit", 512),
        Number("hash_queue_depth", 1),
        Number("fork_attempts", 1),
        Number("deliver_lock_attempts", 1),
        Number("debug_peer_level", 1),
        Number("fault_injection_code"),
        Number("berkeley_db_create_buffer_size", 1),
        Number("berkeley_db_read_buffer_size", 1),
        Number("header_size_limit", 1),
        Number("header_address_token_limit", 1),
        Number("mime_nesting_limit", 1),
        Number("mime_boundary_length_limit", 1),
        Number("delay_logging_resolution_limit", 0, 6),
        Number("tcp_windowsize"),
        Number("socketmap_max_reply_size", 1, only: static differences => differences.HasSocketmapLimits),
        Number("socketmap_max_query_size", 1, only: static differences => differences.HasSocketmapLimits),
        LongNumber("message_size_limit"),
        LongNumber("lmdb_map_size", 1),
        Boolean("disable_dns_lookups"),
        Boolean("soft_bounce"),
        Boolean("owner_request_special"),
        Boolean("strict_8bitmime"),
        Boolean("strict_7bit_headers"),
        Boolean("strict_8bitmime_body"),
        Boolean("strict_mime_encoding_domain"),
        Boolean("disable_mime_input_processing"),
        Boolean("disable_mime_output_conversion"),
        Boolean("address_verify_negative_cache"),
        Boolean("backwards_bounce_logfile_compatibility"),
        Boolean("helpful_warnings"),
        Boolean("send_cyrus_sasl_authzid"),
        Boolean("multi_instance_enable"),
        Boolean("enable_long_queue_ids"),
        Boolean("strict_smtputf8"),
        Boolean("enable_original_recipient"),
        Time("application_event_drain_time", 1),
        Time("max_idle", 1),
        Time("ipc_timeout", 1),
        Time("ipc_idle", 1),
        Time("ipc_ttl", 1),
        Time("trigger_timeout", 1),
        Time("fork_delay", 1),
        Time("deliver_lock_delay", 1),
        Time("stale_lock_time", 1),
        Time("daemon_timeout", 1),
        Time("in_flow_delay", 0, 10),
    ];

    private static ToolParameter Text(string name, int minimum = 0, int maximum = 0, Func<VersionDifferences, bool>? only = null) =>
        new(name, ToolParameterKind.Text, minimum, maximum, only);

    private static ToolParameter Boolean(string name, Func<VersionDifferences, bool>? only = null) => new(name, ToolParameterKind.Boolean, 0, 0, only);

    private static ToolParameter Number(string name, int minimum = 0, int maximum = 0, Func<VersionDifferences, bool>? only = null) =>
        new(name, ToolParameterKind.Number, minimum, maximum, only);

    private static ToolParameter LongNumber(string name, int minimum = 0) => new(name, ToolParameterKind.LongNumber, minimum, 0, null);

    private static ToolParameter Time(string name, int minimum = 0, int maximum = 0) => new(name, ToolParameterKind.Time, minimum, maximum, null);
}
