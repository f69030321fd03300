using MapKit.Tables.Filters;

namespace MapKit.Tables;

/// <content>The rows for tables that change what Postfix says, hears or does in a session.</content>
public abstract partial class TableFormat
{
    /// <summary>The table of <c>default_delivery_status_filter</c> and of the filters of each delivery agent.</summary>
    public static readonly TableFormat<FilterEntry> DeliveryStatusFilter = Filter(
        "delivery_status_filter", FilterUse.DeliveryStatus, "delivery_status_filter", "default_delivery_status_filter", "smtp_delivery_status_filter", "local_delivery_status_filter");

    /// <summary>The table of <c>smtp_dns_reply_filter</c>, <c>lmtp_dns_reply_filter</c> and <c>smtpd_dns_reply_filter</c>.</summary>
    public static readonly TableFormat<FilterEntry> DnsReplyFilter = Filter(
        "dns_reply_filter", FilterUse.DnsReply, "dns_reply_filter", "smtp_dns_reply_filter", "smtpd_dns_reply_filter", "lmtp_dns_reply_filter");

    /// <summary>The table of <c>smtp_reply_filter</c> and <c>lmtp_reply_filter</c>.</summary>
    public static readonly TableFormat<FilterEntry> ReplyFilter = Filter("reply_filter", FilterUse.ServerReply, "reply_filter", "smtp_reply_filter", "lmtp_reply_filter");

    /// <summary>The table of <c>smtpd_reject_filter_maps</c>.</summary>
    public static readonly TableFormat<FilterEntry> RejectFilter = Filter("reject_filter", FilterUse.Reject, "reject_filter", "smtpd_reject_filter");

    /// <summary>The table of <c>smtpd_reject_footer_maps</c> and <c>postscreen_reject_footer_maps</c>.</summary>
    public static readonly TableFormat<FilterEntry> RejectFooter = Filter("reject_footer", FilterUse.RejectFooter, "reject_footer", "smtpd_reject_footer", "postscreen_reject_footer");

    /// <summary>The table of <c>smtpd_command_filter</c> and <c>postscreen_command_filter</c>.</summary>
    public static readonly TableFormat<FilterEntry> CommandFilter = Filter("command_filter", FilterUse.Command, "command_filter", "smtpd_command_filter", "postscreen_command_filter");

    /// <summary>The table of <c>smtpd_discard_ehlo_keyword_address_maps</c> and its relatives.</summary>
    public static readonly TableFormat<FilterEntry> EhloKeywords = Filter(
        "ehlo_keywords", FilterUse.EhloKeywords, "ehlo_keywords", "discard_ehlo", "smtpd_discard_ehlo", "smtp_discard_ehlo", "lmtp_discard_lhlo", "postscreen_discard_ehlo");

    /// <summary>The table of <c>smtp_pix_workaround_maps</c> and <c>lmtp_pix_workaround_maps</c>.</summary>
    public static readonly TableFormat<FilterEntry> PixWorkarounds = Filter("pix_workarounds", FilterUse.PixWorkarounds, "pix_workaround", "smtp_pix_workaround");

    /// <summary>The table of <c>smtpd_milter_maps</c>.</summary>
    public static readonly TableFormat<FilterEntry> MilterMaps = Filter("milter_maps", FilterUse.Milters, "milter_maps", "smtpd_milter_maps");

    /// <summary>The table of <c>postscreen_dnsbl_reply_map</c>.</summary>
    public static readonly TableFormat<FilterEntry> DnsblReply = Filter("dnsbl_reply", FilterUse.ListName, "dnsbl_reply", "postscreen_dnsbl_reply");

    /// <summary>The table of <c>smtp_tls_loglevel_maps</c> and its relatives.</summary>
    public static readonly TableFormat<FilterEntry> TlsLogLevel = Filter("tls_loglevel", FilterUse.TlsLogLevel, "tls_loglevel", "smtp_tls_loglevel", "smtpd_tls_loglevel");

    /// <summary>The table of <c>postscreen_access_list</c>.</summary>
    public static readonly TableFormat<FilterEntry> PostscreenAccess = Filter("postscreen_access", FilterUse.PostscreenAccess, "postscreen_access");

    /// <summary>The rows of this file.</summary>
    internal static IReadOnlyList<(FilterUse Use, TableFormat Format)> Filters =>
    [
        (FilterUse.DeliveryStatus, DeliveryStatusFilter), (FilterUse.DnsReply, DnsReplyFilter), (FilterUse.ServerReply, ReplyFilter), (FilterUse.Reject, RejectFilter),
        (FilterUse.RejectFooter, RejectFooter), (FilterUse.Command, CommandFilter), (FilterUse.EhloKeywords, EhloKeywords), (FilterUse.PixWorkarounds, PixWorkarounds),
        (FilterUse.Milters, MilterMaps), (FilterUse.ListName, DnsblReply), (FilterUse.TlsLogLevel, TlsLogLevel), (FilterUse.PostscreenAccess, PostscreenAccess),
    ];

    private static TableFormat<FilterEntry> Filter(string name, FilterUse use, params IReadOnlyList<string> fileNames) => new(
        name,
        (key, value) => FilterEntry.IsCommon(use, key, value),
        (string key, string value, out IReadOnlyList<ValueProblem> problems) => FilterEntry.FromLatin1(use, key, value, out problems))
    {
        FileNamePrefixes = fileNames,
        CheckValue = value => FilterValue.Parse(value, use).Problems,
    };
}
