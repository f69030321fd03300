using MapKit.Configuration.Parameters;
using MapKit.Postfix;
using MapKit.Tables;

namespace MapKit.Configuration.References;

/// <summary>A parameter that can name tables.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Kind">How it names them.</param>
/// <param name="Role">What they are used for.</param>
internal sealed record TableParameter(string Name, TableListKind Kind, TableRole Role)
{
    /// <summary>The parameter whose default is derived from the network interfaces.</summary>
    private const string ComputedParameter = "mynetworks";

    /// <summary>The role of the tables in restriction lists and classes.</summary>
    public static readonly TableRole RestrictionRole = TableRole.FromFormat(TableFormat.Access);

    private static readonly string[] Programs = ["smtp", "lmtp", "smtpd", "postscreen", "tlsproxy", "qmqpd"];

    /// <summary>Every parameter that can name tables, in 3.7 or 3.12 (docs/formats/configuration.md#where-tables-are-named).</summary>
    public static IReadOnlyList<TableParameter> All { get; } =
    [
        .. Maps(TableFormat.Aliases, "alias_maps", "alias_database"),
        .. Maps(TableFormat.Transport, "transport_maps", "address_verify_transport_maps"),
        .. Maps(TableFormat.Generic, "smtp_generic_maps", "lmtp_generic_maps"),
        .. Maps(TableFormat.SaslPasswd, "smtp_sasl_password_maps", "lmtp_sasl_password_maps"),
        .. Maps(TableFormat.Virtual, "virtual_alias_maps"),
        .. Maps(TableFormat.Canonical, "canonical_maps", "sender_canonical_maps", "recipient_canonical_maps"),
        .. Maps(TableFormat.Relocated, "relocated_maps"),
        .. Maps(TableFormat.SenderRelay, "sender_dependent_relayhost_maps", "address_verify_sender_dependent_relayhost_maps"),
        .. Maps(TableFormat.SenderTransport, "sender_dependent_default_transport_maps", "address_verify_sender_dependent_default_transport_maps"),
        .. Row(
            TableListKind.Restrictions,
            TableFormat.Access,
            "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_relay_restrictions", "smtpd_recipient_restrictions",
            "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions", "local_header_rewrite_clients"),
        .. Row(TableListKind.Classes, TableFormat.Access, "smtpd_restriction_classes"),
        .. Maps(TableFormat.VirtualMailbox, "virtual_mailbox_maps"),
        .. Maps(TableFormat.VirtualUid, "virtual_uid_maps"),
        .. Maps(TableFormat.VirtualGid, "virtual_gid_maps"),
        .. Maps(TableFormat.Recipients, "local_recipient_maps", "relay_recipient_maps"),
        .. Maps(TableFormat.Bcc, "recipient_bcc_maps", "sender_bcc_maps"),
        .. Maps(TableFormat.SenderLogin, "smtpd_sender_login_maps"),
        .. Maps(TableFormat.LoginSender, "local_login_sender_maps"),
        .. Maps(TableFormat.UserTransport, "fallback_transport_maps", "mailbox_transport_maps"),
        .. Maps(TableFormat.UserCommand, "mailbox_command_maps"),
        .. Maps(TableFormat.ClientCertificates, "relay_clientcerts"),
        .. Maps(TableFormat.RblReply, "rbl_reply_maps"),
        .. Maps(TableFormat.TlsPolicy, "smtp_tls_policy_maps", "lmtp_tls_policy_maps", "tlsproxy_client_policy_maps"),
        .. Maps(TableFormat.TlsPerSite, "smtp_tls_per_site", "lmtp_tls_per_site", "tlsproxy_client_per_site"),
        .. Maps(TableFormat.HeaderChecks, "header_checks", "mime_header_checks", "nested_header_checks"),
        .. Maps(TableFormat.BodyChecks, "body_checks"),
        .. Maps(
            TableFormat.SmtpHeaderChecks,
            "smtp_header_checks", "smtp_mime_header_checks", "smtp_nested_header_checks", "lmtp_header_checks", "lmtp_mime_header_checks", "lmtp_nested_header_checks"),
        .. Maps(TableFormat.SmtpBodyChecks, "smtp_body_checks", "lmtp_body_checks"),
        .. Maps(TableFormat.MilterHeaderChecks, "milter_header_checks"),
        .. Maps(
            TableFormat.Plain,
            "non_bdb_custom_mapping"),
        .. Maps(
            TableFormat.DeliveryStatusFilter,
            "default_delivery_status_filter", "smtp_delivery_status_filter", "lmtp_delivery_status_filter", "local_delivery_status_filter",
            "pipe_delivery_status_filter", "virtual_delivery_status_filter"),
        .. Maps(TableFormat.DnsReplyFilter, "smtp_dns_reply_filter", "lmtp_dns_reply_filter", "smtpd_dns_reply_filter"),
        .. Maps(TableFormat.ReplyFilter, "smtp_reply_filter", "lmtp_reply_filter"),
        .. Maps(TableFormat.RejectFilter, "smtpd_reject_filter_maps"),
        .. Maps(TableFormat.RejectFooter, "smtpd_reject_footer_maps", "postscreen_reject_footer_maps"),
        .. Maps(TableFormat.CommandFilter, "smtpd_command_filter", "postscreen_command_filter"),
        .. Maps(
            TableFormat.EhloKeywords,
            "smtpd_discard_ehlo_keyword_address_maps", "postscreen_discard_ehlo_keyword_address_maps", "smtp_discard_ehlo_keyword_address_maps",
            "lmtp_discard_lhlo_keyword_address_maps"),
        .. Maps(TableFormat.PixWorkarounds, "smtp_pix_workaround_maps", "lmtp_pix_workaround_maps"),
        .. Maps(TableFormat.MilterMaps, "smtpd_milter_maps"),
        .. Maps(TableFormat.DnsblReply, "postscreen_dnsbl_reply_map"),
        .. Maps(TableFormat.TlsLogLevel, "smtp_tls_loglevel_maps", "lmtp_tls_loglevel_maps", "smtpd_tls_loglevel_maps", "postscreen_tls_loglevel_maps"),
        .. Row(
            TableListKind.Matches,
            TableFormat.Plain,
            "mydestination", "mynetworks", "relay_domains", "virtual_mailbox_domains", "fast_flush_domains", "debug_peer_list", "permit_mx_backup_networks",
            "qmqpd_authorized_clients", "smtpd_authorized_xclient_hosts", "smtpd_authorized_xforward_hosts", "smtpd_authorized_verp_clients",
            "smtpd_client_event_limit_exceptions", "smtpd_sasl_exceptions_networks", "smtpd_log_access_permit_actions", "smtpd_sasl_mechanism_filter",
            "smtpd_forbidden_commands", "smtpd_noop_commands", "smtpd_forbid_bare_newline_exclusions", "parent_domain_matches_subdomains", "postscreen_forbidden_commands", "postscreen_allowlist_interfaces",
            "masquerade_exceptions", "authorized_flush_users", "authorized_mailq_users", "authorized_submit_users"),
        .. Row(TableListKind.Matches, TableFormat.PostscreenAccess, "postscreen_access_list"),
        .. Row(TableListKind.Matches, TableFormat.Virtual, "virtual_alias_domains"),
        .. Clients(TableListKind.Matches, "sasl_mechanism_filter", "connection_cache_destinations", "requiretls_policy"),
        new("tls_server_sni_maps", TableListKind.Maps, TableRole.ServerSni),
        .. new[]
        {
            "address_verify_map", "postscreen_cache_map", "smtpd_tls_session_cache_database", "smtp_tls_session_cache_database",
            "lmtp_tls_session_cache_database", "smtp_sasl_auth_cache_name", "lmtp_sasl_auth_cache_name",
        }.Select(name => new TableParameter(name, TableListKind.Maps, TableRole.Cache)),
    ];

    /// <summary>Whether a version has the parameter; if not, setting it has no effect.</summary>
    /// <param name="version">The version.</param>
    public bool IsKnownTo(PostfixVersion version) => Name == ComputedParameter || ParameterDefaults.Find(Name, version) is not null;

    /// <summary>Whether a service can use the parameter: parameters of one program begin with its name.</summary>
    /// <param name="service">The service.</param>
    public bool IsOf(MasterService service) =>
        Array.Find(Programs, program => Name.StartsWith(program + "_", StringComparison.Ordinal)) is not { } owner || owner == service.ProcessName;

    private static IEnumerable<TableParameter> Maps(TableFormat format, params string[] names) => Row(TableListKind.Maps, format, names);

    /// <summary>Parameters of smtp(8) that exist for lmtp(8) as well.</summary>
    private static IEnumerable<TableParameter> Clients(TableListKind kind, params string[] names) =>
        Row(kind, TableFormat.Plain, [.. names.Select(name => "smtp_" + name), .. names.Select(name => "lmtp_" + name)]);

    private static IEnumerable<TableParameter> Row(TableListKind kind, TableFormat format, params string[] names) =>
        names.Select(name => new TableParameter(name, kind, TableRole.FromFormat(format)));
}
