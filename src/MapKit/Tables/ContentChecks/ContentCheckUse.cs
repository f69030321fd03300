namespace MapKit.Tables.ContentChecks;

/// <summary>The kinds of header and body checks, which differ in their actions (docs/formats/content-checks.md#where-the-checks-are-used).</summary>
public enum ContentCheckUse
{
    /// <summary><c>header_checks</c>, <c>mime_header_checks</c>, <c>nested_header_checks</c>: by cleanup(8).</summary>
    Header,

    /// <summary><c>body_checks</c>: by cleanup(8).</summary>
    Body,

    /// <summary><c>smtp_header_checks</c> and its relatives: by the SMTP and LMTP clients.</summary>
    SmtpHeader,

    /// <summary><c>smtp_body_checks</c>: by the SMTP and LMTP clients.</summary>
    SmtpBody,

    /// <summary><c>milter_header_checks</c>: by cleanup(8), for headers that a Milter adds.</summary>
    MilterHeader,
}

/// <summary>Facts about the kinds of checks.</summary>
internal static class ContentCheckUses
{
    /// <summary>The format of a kind.</summary>
    public static TableFormat FormatOf(ContentCheckUse use) => use switch
    {
        ContentCheckUse.Header => TableFormat.HeaderChecks,
        ContentCheckUse.Body => TableFormat.BodyChecks,
        ContentCheckUse.SmtpHeader => TableFormat.SmtpHeaderChecks,
        ContentCheckUse.SmtpBody => TableFormat.SmtpBodyChecks,
        _ => TableFormat.MilterHeaderChecks,
    };

    /// <summary>Whether a new line is a header.</summary>
    public static bool IsHeader(ContentCheckUse use) => use is not (ContentCheckUse.Body or ContentCheckUse.SmtpBody);

    /// <summary>Whether a kind of check has an action.</summary>
    public static bool Supports(ContentCheckUse use, ContentActionKind kind) => use switch
    {
        ContentCheckUse.SmtpHeader or ContentCheckUse.SmtpBody => kind is ContentActionKind.Dunno or ContentActionKind.Ignore or ContentActionKind.Info
            or ContentActionKind.Prepend or ContentActionKind.Replace or ContentActionKind.Strip or ContentActionKind.Warn,
        ContentCheckUse.MilterHeader => kind is not (ContentActionKind.Prepend or ContentActionKind.Pass),
        _ => true,
    };

    /// <summary>The tables of a kind, in a message.</summary>
    public static string Describe(ContentCheckUse use) => use switch
    {
        ContentCheckUse.SmtpHeader => "the header checks of the SMTP client",
        ContentCheckUse.SmtpBody => "the body checks of the SMTP client",
        ContentCheckUse.MilterHeader => "milter_header_checks",
        ContentCheckUse.Body => "body_checks",
        _ => "header_checks",
    };
}
