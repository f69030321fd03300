namespace MapKit.Tables.Filters;

/// <summary>The kinds of tables that change what Postfix says, hears or does in a session (docs/formats/filters.md#tables).</summary>
public enum FilterUse
{
    /// <summary><c>default_delivery_status_filter</c> and its relatives: another status and text for a delivery.</summary>
    DeliveryStatus,

    /// <summary><c>smtp_dns_reply_filter</c> and its relatives: records to ignore.</summary>
    DnsReply,

    /// <summary><c>smtp_reply_filter</c>: another reply of a server.</summary>
    ServerReply,

    /// <summary><c>smtpd_reject_filter_maps</c>: another reply to a client.</summary>
    Reject,

    /// <summary><c>smtpd_reject_footer_maps</c>: text to append to a reply.</summary>
    RejectFooter,

    /// <summary><c>smtpd_command_filter</c>: another command of a client.</summary>
    Command,

    /// <summary><c>smtpd_discard_ehlo_keyword_address_maps</c> and its relatives: EHLO keywords to ignore.</summary>
    EhloKeywords,

    /// <summary><c>smtp_pix_workaround_maps</c>: workarounds for a firewall.</summary>
    PixWorkarounds,

    /// <summary><c>smtpd_milter_maps</c>: the Milters for a client, or <c>DISABLE</c>.</summary>
    Milters,

    /// <summary><c>postscreen_dnsbl_reply_map</c>: the name of a list in replies.</summary>
    ListName,

    /// <summary><c>smtp_tls_loglevel_maps</c> and its relatives: what is logged about TLS.</summary>
    TlsLogLevel,

    /// <summary><c>postscreen_access_list</c>: permit, reject or neither.</summary>
    PostscreenAccess,
}

/// <summary>Facts about the kinds.</summary>
internal static class FilterUses
{
    /// <summary>The format of a kind.</summary>
    public static TableFormat FormatOf(FilterUse use) => TableFormat.Filters.First(row => row.Use == use).Format;
}
