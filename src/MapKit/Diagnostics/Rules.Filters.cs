namespace MapKit.Diagnostics;

/// <content>MK2922 to MK2929: filters of replies, records and keywords.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule BadFilterCode = new("MK2922", Severity.Error, "result without a valid code")
    {
        Finds = "The result of a delivery status filter, a reject filter or a reply filter does not begin with the code that it needs.",
        Effect = "Postfix logs a warning and keeps the original status or reply. A reply filter makes a reply that is no SMTP reply.",
        Example = "4.2.2 temporary",
        Remedy = "Write the whole result with its code: `4.2.2 mailbox full`, `450 4.7.1 try later`, `250 Ok`.",
    };

    internal static readonly DiagnosticRule UnknownFilterWord = new("MK2923", Severity.Error, "unknown word in a filter")
    {
        Finds = "The result of a DNS filter is not `IGNORE`, a word of a postscreen access list is not `permit`, `reject` or `dunno`, or a TLS log level is unknown.",
        Effect = "A DNS lookup fails, postscreen(8) ignores the rest of its access list, or a warning is logged.",
        Example = "192.0.2.1 REJECT go away",
        Remedy = "Write a word that the table has. `postscreen_access_list` has no texts.",
    };

    internal static readonly DiagnosticRule UnknownKeyword = new("MK2924", Severity.Warning, "unknown keyword in a filter")
    {
        Finds = "A word is not an EHLO keyword that Postfix can discard, or not a workaround.",
        Effect = "Postfix ignores the word.",
        Example = "192.0.2.1 starttsl",
        Remedy = "Correct the word.",
    };

    internal static readonly DiagnosticRule BadMilter = new("MK2925", Severity.Error, "bad endpoint of a Milter")
    {
        Finds = "A word of `smtpd_milter_maps` is not `inet:host:port`, `unix:path` or `DISABLE`.",
        Effect = "The SMTP server logs a warning and answers `451 4.3.5 Server configuration problem`, unless `milter_default_action` is `accept`.",
        Example = "192.0.2.1 localhost:8891",
        Remedy = "Write the type before the endpoint: `inet:localhost:8891`.",
    };
}
