using MapKit.Tables.ContentChecks;
using MapKit.Tables.TlsPolicy;

namespace MapKit.Tables;

/// <content>The rows for TLS policies and for checks of headers and bodies.</content>
public abstract partial class TableFormat
{
    /// <summary>The table of <c>smtp_tls_policy_maps</c>.</summary>
    public static readonly TableFormat<TlsPolicyEntry> TlsPolicy = new("tls_policy", TlsPolicyEntry.IsCommon, TlsPolicyEntry.FromLatin1)
    {
        FileNamePrefixes = ["tls_policy", "smtp_tls_policy", "tls_policies"],
        CheckValue = static value => TlsPolicyValue.Parse(value).Problems,
    };

    /// <summary>The table of <c>smtp_tls_per_site</c>.</summary>
    public static readonly TableFormat<TlsSiteEntry> TlsPerSite = new("tls_per_site", TlsSiteEntry.IsCommon, TlsSiteEntry.FromLatin1)
    {
        FileNamePrefixes = ["tls_per_site", "smtp_tls_per_site"],
        CheckValue = static value => TlsSiteValue.Parse(value).Problems,
    };

    /// <summary>header_checks(5), the table of <c>header_checks</c>, <c>mime_header_checks</c> and <c>nested_header_checks</c>.</summary>
    public static readonly TableFormat<ContentCheckEntry> HeaderChecks =
        Checks("header_checks", ContentCheckUse.Header, "header_checks", "mime_header_checks", "nested_header_checks");

    /// <summary>The table of <c>body_checks</c>.</summary>
    public static readonly TableFormat<ContentCheckEntry> BodyChecks = Checks("body_checks", ContentCheckUse.Body, "body_checks");

    /// <summary>The table of <c>smtp_header_checks</c>, <c>smtp_mime_header_checks</c> and <c>smtp_nested_header_checks</c>, and of LMTP.</summary>
    public static readonly TableFormat<ContentCheckEntry> SmtpHeaderChecks = Checks(
        "smtp_header_checks",
        ContentCheckUse.SmtpHeader,
        "smtp_header_checks", "smtp_mime_header_checks", "smtp_nested_header_checks", "lmtp_header_checks", "lmtp_mime_header_checks", "lmtp_nested_header_checks");

    /// <summary>The table of <c>smtp_body_checks</c> and <c>lmtp_body_checks</c>.</summary>
    public static readonly TableFormat<ContentCheckEntry> SmtpBodyChecks = Checks("smtp_body_checks", ContentCheckUse.SmtpBody, "smtp_body_checks", "lmtp_body_checks");

    /// <summary>The table of <c>milter_header_checks</c>.</summary>
    public static readonly TableFormat<ContentCheckEntry> MilterHeaderChecks = Checks("milter_header_checks", ContentCheckUse.MilterHeader, "milter_header_checks");

    private static TableFormat<ContentCheckEntry> Checks(string name, ContentCheckUse use, params IReadOnlyList<string> fileNames) =>
        new(name, ContentCheckEntry.IsCommon, (string key, string value, out IReadOnlyList<ValueProblem> problems) => ContentCheckEntry.FromLatin1(use, key, value, out problems))
        {
            FileNamePrefixes = fileNames,
            CheckValue = value => ContentActionValue.Parse(value, use).Problems,
        };
}
