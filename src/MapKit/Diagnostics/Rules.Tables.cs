namespace MapKit.Diagnostics;

/// <content>MK20xx to MK23xx: keys and values of any table, of transport, generic and sasl_passwd tables.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule WildcardInKey = new("MK2001", Severity.Warning, "wildcard in a key")
    {
        Finds = "A key holds a `*` that is no wildcard of its table.",
        Effect = "Indexed tables have no wildcards: Postfix looks up the whole text, so the entry is never found.",
        Example = "*@example.com smtp:",
        Remedy = "Write the pattern that the table has for this, such as `@example.com` or `.example.com`, or use a pcre: or regexp: table.",
    };

    internal static readonly DiagnosticRule RegularExpressionKey = new("MK2002", Severity.Error, "regular expression in an indexed table")
    {
        Finds = "A key is between slashes, like a regular expression.",
        Effect = "Only regexp and pcre tables have patterns. Postfix looks up the whole text, so the entry is never found.",
        Example = "/^joe@/ smtp:",
        Remedy = "Move the line to a regexp: or pcre: table.",
    };

    internal static readonly DiagnosticRule KeyNeverLookedUp = new("MK2003", Severity.Warning, "key that Postfix never looks up")
    {
        Finds = "Postfix never looks up such a key in this table: `@example.com` in a transport table, or a local part with needless quotes in a generic table.",
        Effect = "Postfix never finds the entry.",
        Example = "@example.com smtp:",
        Remedy = "Write the key as Postfix looks it up.",
    };

    internal static readonly DiagnosticRule MalformedAddress = new("MK2004", Severity.Error, "malformed address")
    {
        Finds = "A destination or result is not an address.",
        Effect = "Postfix uses the text as it is and bounces the mail.",
        Example = "joe joe@@example.com",
        Remedy = "Write one local part, `@` and one domain.",
    };

    internal static readonly DiagnosticRule InlineComment = new("MK2005", Severity.Warning, "comment inside a line")
    {
        Finds = "A `#` follows a value on the same line.",
        Effect = "A comment must be on a separate line: Postfix reads the text as part of the value.",
        Example = "joe joe@example.com # his private address",
        Remedy = "Put the comment on a separate line.",
    };

    internal static readonly DiagnosticRule NetworkKey = new("MK2006", Severity.Error, "network in an indexed table")
    {
        Finds = "A key is a network with a prefix length.",
        Effect = "Only cidr tables have networks. Postfix looks up the whole text, so the entry is never found.",
        Example = "192.0.2.0/24 REJECT",
        Remedy = "Move the line to a cidr: table. An access table also takes the first numbers of an address, such as `192.0.2`.",
    };

    internal static readonly DiagnosticRule DomainWithoutAt = new("MK2007", Severity.Warning, "domain without @")
    {
        Finds = "A domain that is to be replaced by another has no `@`.",
        Effect = "Postfix looks it up as a user of this host, so no address of the domain is replaced.",
        Example = "example.com @example.org",
        Remedy = "Write `@example.com`.",
    };

    internal static readonly DiagnosticRule EntryTooLong = new("MK2008", Severity.Warning, "entry too long to be checked")
    {
        Finds = "An entry has more than a megabyte and an unusual value. It is not checked further.",
        Effect = "Postfix stores the entry.",
        Remedy = "Check whether the file is a table, and whether the end of a line or a quote is missing.",
    };

    internal static readonly DiagnosticRule RouteWithoutColon = new("MK2101", Severity.Error, "route without a colon")
    {
        Finds = "A route has no colon and looks like a host or an address. Where master.cf is known, it is reported only if that has no service of this name.",
        Effect = "Postfix reads all of it as the name of a transport, whose next hop is the domain of the recipient; it has no such transport and defers the mail.",
        Example = "example.com mail.example.com",
        Remedy = "Write `smtp:` before the host.",
    };

    internal static readonly DiagnosticRule UnbalancedBracket = new("MK2102", Severity.Error, "unbalanced bracket")
    {
        Finds = "A bracket of a next hop has no counterpart.",
        Effect = "The SMTP client stops with `missing \"]\" in server description`; Postfix defers the mail.",
        Example = "example.com smtp:[mail.example.com:25",
        Remedy = "Write both brackets: `smtp:[mail.example.com]:25`.",
    };

    internal static readonly DiagnosticRule BadPort = new("MK2103", Severity.Error, "bad port")
    {
        Finds = "A port is neither a number from 1 to 65535 nor the name of a service. Names that differ from `smtp`, `submission` and the like in one letter are reported; other names are left to the system.",
        Effect = "The SMTP client stops with `bad network port` or `unknown service`; Postfix defers the mail.",
        Example = "example.com smtp:[mail.example.com]:0",
        Remedy = "Write the port number, or the name that the system has for it.",
    };

    internal static readonly DiagnosticRule WhitespaceAfterColon = new("MK2104", Severity.Error, "whitespace after the colon")
    {
        Finds = "Whitespace follows the colon of a route.",
        Effect = "Postfix reads it as part of the next hop. Only smtp and lmtp since Postfix 3.5 remove it; any other delivery agent receives it.",
        Example = "example.com smtp: mail.example.com",
        Remedy = "Remove the whitespace.",
    };

    internal static readonly DiagnosticRule DomainWithoutSubdomains = new("MK2111", Severity.Info, "domain without its subdomains")
    {
        IsLint = true,
        Finds = "A domain in a transport table has no second entry with a dot before it. In an access table this is reported only if main.cf removes `smtpd_access_maps` from `parent_domain_matches_subdomains`. Reported once for each file.",
        Effect = "By default the entry matches the domain and not its subdomains (`parent_domain_matches_subdomains`).",
        Example = "example.com smtp:[mail.example.com]",
        Remedy = "Add `.example.com` if its subdomains are intended as well.",
    };

    internal static readonly DiagnosticRule UnknownTransport = new("MK2112", Severity.Error, "transport is not in master.cf")
    {
        IsLint = true,
        Finds = "A transport is not a service of type unix in master.cf, if that is known. Reported once for each name and file.",
        Effect = "The queue manager cannot connect to it and defers the mail.",
        Remedy = "Write the name of a delivery agent of master.cf, or add the service to master.cf.",
    };

    internal static readonly DiagnosticRule EmptyNextHop = new("MK2105", Severity.Warning, "empty next hop in a list")
    {
        Finds = "A list of next hops has an empty item.",
        Effect = "Postfix skips it.",
        Example = "example.com smtp:a.example.com,,b.example.com",
        Remedy = "Remove the extra separator.",
    };

    internal static readonly DiagnosticRule BadHost = new("MK2106", Severity.Error, "bad host")
    {
        Finds = "A next hop is neither a host name nor an address.",
        Effect = "The SMTP client stops with `valid hostname or network address required`; Postfix defers the mail.",
        Example = "example.com smtp:mail..example.com",
        Remedy = "Write a host name, a domain, or an address in brackets.",
    };

    internal static readonly DiagnosticRule NoNextHop = new("MK2107", Severity.Error, "list without a next hop")
    {
        Finds = "Only separators follow the colon of a route.",
        Effect = "The SMTP client aborts with `null destination`; Postfix defers the mail.",
        Example = "example.com smtp:,",
        Remedy = "Write a next hop, or nothing after the colon.",
    };

    internal static readonly DiagnosticRule BadTransportName = new("MK2108", Severity.Error, "bad transport name")
    {
        Finds = "The text before the first colon cannot be the name of a transport.",
        Effect = "Postfix has no such delivery agent and defers the mail.",
        Example = "example.com [mail.example.com]:25",
        Remedy = "Write the name of a transport of master.cf, such as `smtp`, before the colon.",
    };

    internal static readonly DiagnosticRule HostAsTransport = new("MK2109", Severity.Warning, "host in place of the transport")
    {
        Finds = "A route is `host:port` instead of `transport:nexthop`.",
        Effect = "Postfix reads the host as a transport and the port as the next hop, and defers the mail.",
        Example = "example.com mail.example.com:25",
        Remedy = "Write `smtp:` before the host.",
    };

    internal static readonly DiagnosticRule SubmissionWithoutBrackets = new("MK2110", Severity.Info, "submission port without brackets")
    {
        Finds = "A next hop has a submission port and no brackets.",
        Effect = "Postfix looks up the MX records of the name, which is hardly intended.",
        Example = "example.com smtp:mail.example.com:587",
        Remedy = "Write brackets around the host: `smtp:[mail.example.com]:587`.",
    };

    internal static readonly DiagnosticRule SeveralAddresses = new("MK2201", Severity.Warning, "several addresses")
    {
        Finds = "A result has several addresses where one address is replaced by one.",
        Effect = "Postfix uses the first and logs `multi-valued result`.",
        Example = "joe joe@example.com, jane@example.com",
        Remedy = "Write one address.",
    };

    internal static readonly DiagnosticRule NotAnAddress = new("MK2202", Severity.Error, "not an address")
    {
        Finds = "A result has no address.",
        Effect = "Postfix logs `non-address result` and defers the mail.",
        Example = "joe ,",
        Remedy = "Write one address.",
    };

    internal static readonly DiagnosticRule SameAddress = new("MK2203", Severity.Info, "result is the key")
    {
        Finds = "The result of an entry is its key.",
        Effect = "Postfix does not change the address. This can be an exception from `@domain`.",
        Example = "joe@example.com joe@example.com",
        Remedy = "Keep the line if it makes an exception from `@domain`. Otherwise remove it.",
    };

    internal static readonly DiagnosticRule NoPassword = new("MK2301", Severity.Error, "no password")
    {
        Finds = "Credentials have no colon.",
        Effect = "Postfix reads all of it as the user name, with an empty password: the login fails.",
        Example = "[mail.example.com]:587 joe",
        Remedy = "Write the user name, a colon and the password.",
    };

    internal static readonly DiagnosticRule EmptyPassword = new("MK2302", Severity.Error, "empty password")
    {
        Finds = "Nothing follows the colon of credentials.",
        Effect = "Postfix logs in with an empty password.",
        Example = "[mail.example.com]:587 joe:",
        Remedy = "Write the password after the colon.",
    };

    internal static readonly DiagnosticRule EmptyUser = new("MK2303", Severity.Error, "empty user name")
    {
        Finds = "Nothing precedes the colon of credentials.",
        Effect = "Postfix logs in with an empty user name.",
        Example = "[mail.example.com]:587 :password",
        Remedy = "Write the user name before the colon.",
    };

    internal static readonly DiagnosticRule QuotedCredentials = new("MK2304", Severity.Warning, "quotes around credentials")
    {
        Finds = "Credentials stand in quotes.",
        Effect = "Postfix reads the quotes as part of the user name and the password: the login fails.",
        Example = "[mail.example.com]:587 \"joe:password\"",
        Remedy = "Remove the quotes. A password may hold spaces without them.",
    };

    internal static readonly DiagnosticRule TransportInKey = new("MK2305", Severity.Warning, "transport in the key")
    {
        Finds = "A key has the name of a transport.",
        Effect = "Postfix looks up the next hop without it, so the entry is never found.",
        Example = "smtp:[mail.example.com]:587 joe:password",
        Remedy = "Remove the transport and its colon from the key.",
    };

    internal static readonly DiagnosticRule BadDestinationKey = new("MK2306", Severity.Warning, "key is not a destination")
    {
        Finds = "A key looks like a destination but cannot be one.",
        Effect = "No next hop can be written this way, so the entry is never found.",
        Example = "[mail.example.com:587 joe:password",
        Remedy = "Write the destination exactly as the route or relayhost has it.",
    };

    internal static readonly DiagnosticRule WhitespaceInCredentials = new("MK2307", Severity.Warning, "whitespace beside the colon of credentials")
    {
        Finds = "A user name or a password begins or ends with whitespace.",
        Effect = "Postfix sends the whitespace to the server as part of it.",
        Example = "[mail.example.com]:587 joe: password",
        Remedy = "Remove the whitespace, unless it belongs to the user name or the password.",
    };
}
