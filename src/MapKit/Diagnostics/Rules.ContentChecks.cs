namespace MapKit.Diagnostics;

/// <content>MK2911 to MK2929: header and body checks, results of pattern tables.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule UnknownContentAction = new("MK2911", Severity.Error, "unknown action of a header or body check")
    {
        Finds = "The result of a header or body check is not an action.",
        Effect = "Postfix logs `unknown command` or `unsupported command` for each line that matches, and passes the line as it is.",
        Example = "Subject:viagra DELETE",
        Remedy = "Write an action of header_checks(5), such as `REJECT`, `DISCARD`, `IGNORE` or `WARN`.",
    };

    internal static readonly DiagnosticRule UnsupportedContentAction = new("MK2912", Severity.Error, "action that this check does not have")
    {
        Finds = "An action of header_checks(5) is in a table of the SMTP client or of `milter_header_checks`, which do not have it.",
        Effect = "Postfix logs `unsupported command` for each line that matches, and passes the line as it is.",
        Example = "Subject:viagra PASS",
        Remedy = "Use the action in `header_checks` or `body_checks`.",
    };

    internal static readonly DiagnosticRule BadContentActionText = new("MK2913", Severity.Error, "bad text after an action of a header or body check")
    {
        Finds = "`REDIRECT` or `BCC` has no address with a domain, `FILTER` has no `transport:destination`, `PREPEND` or `REPLACE` has no text or is not a whole header, or `REJECT` has a status code of success.",
        Effect = "Postfix logs a warning for each line that matches, and passes the line as it is.",
        Example = "Subject:viagra REDIRECT",
        Remedy = "Write the text that the action needs: `REDIRECT user@domain`, `FILTER transport:destination`, `REPLACE name: value`.",
    };

    internal static readonly DiagnosticRule SubstitutionRefused = new("MK2921", Severity.Error, "substitution in a table that refuses it")
    {
        Finds = "A result of a regexp or pcre table has `$1` or the like, and the table is an alias table or one that chooses a route.",
        Effect = "Postfix logs `regular expression substitution is not allowed` and skips the rule.",
        Remedy = "Write the whole result, or a rule for each case.",
    };

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
