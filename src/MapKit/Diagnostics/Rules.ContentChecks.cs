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
}
