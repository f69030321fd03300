namespace MapKit.Diagnostics;

/// <content>MK20xx to MK23xx: keys and values of any table, of transport, generic and sasl_passwd tables.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule WildcardInKey = new("MK2001", Severity.Warning, "wildcard in a key")
    {
        Finds = "A `*` inside a key.",
        Effect = "Indexed tables know no wildcards: Postfix asks for the whole text, so the entry is never found.",
        Example = "*@example.com smtp:",
        Remedy = "Write the pattern that the table has for it, such as `@example.com` or `.example.com`, or use a pcre: or regexp: table.",
    };

    internal static readonly DiagnosticRule RegularExpressionKey = new("MK2002", Severity.Error, "regular expression in an indexed table")
    {
        Finds = "A key between slashes.",
        Effect = "Only regexp and pcre tables have patterns: Postfix asks for the whole text, so the entry is never found.",
        Example = "/^joe@/ smtp:",
        Remedy = "Put the line into a regexp: or pcre: table.",
    };

    internal static readonly DiagnosticRule KeyNeverAsked = new("MK2003", Severity.Warning, "key that Postfix never asks for")
    {
        Finds = "A key that Postfix never asks this table for: in a transport table `@example.com`, in a generic table a local part in quotes that it does not need.",
        Effect = "It never finds the entry.",
        Example = "@example.com smtp:",
        Remedy = "Write the key in the form that Postfix asks for.",
    };

    internal static readonly DiagnosticRule MalformedAddress = new("MK2004", Severity.Error, "malformed address")
    {
        Finds = "A destination or result that is not an address.",
        Effect = "Postfix uses the text and the mail comes back.",
        Example = "joe joe@@example.com",
        Remedy = "Write one local part, `@` and one domain.",
    };

    internal static readonly DiagnosticRule InlineComment = new("MK2005", Severity.Warning, "comment inside a line")
    {
        Finds = "A `#` behind a value.",
        Effect = "Comments are lines of their own: Postfix takes the text as part of the value.",
        Example = "joe joe@example.com # his private address",
        Remedy = "Put the comment on a line of its own.",
    };

    internal static readonly DiagnosticRule NetworkKey = new("MK2006", Severity.Error, "network in an indexed table")
    {
        Finds = "A network with its number of bits as a key.",
        Effect = "Only cidr tables have networks: Postfix asks for the whole text, so the entry is never found.",
        Example = "192.0.2.0/24 REJECT",
        Remedy = "Put the line into a cidr: table; an access table also takes the first numbers of an address, such as `192.0.2`.",
    };

    internal static readonly DiagnosticRule DomainWithoutAt = new("MK2007", Severity.Warning, "domain without @")
    {
        Finds = "A domain without `@` that is to become another domain.",
        Effect = "Postfix asks for it as a user of this host, so no address of the domain is replaced.",
        Example = "example.com @example.org",
        Remedy = "Write `@example.com`.",
    };

    internal static readonly DiagnosticRule EntryTooLong = new("MK2008", Severity.Warning, "entry too long to be looked at")
    {
        Finds = "An entry of more than a megabyte that is not of the plainest kind. Nothing else is said of it.",
        Effect = "Postfix stores it all the same.",
        Remedy = "See whether this is a table at all; nobody writes such a line.",
    };

    internal static readonly DiagnosticRule RouteWithoutColon = new("MK2101", Severity.Error, "route without a colon")
    {
        Finds = "A route without a colon.",
        Effect = "Postfix takes all of it as the name of a transport and sends to the domain of the recipient.",
        Example = "example.com mail.example.com",
        Remedy = "Write `smtp:` before the host.",
    };

    internal static readonly DiagnosticRule UnbalancedBracket = new("MK2102", Severity.Error, "unbalanced bracket")
    {
        Finds = "A bracket of a next hop without its partner.",
        Effect = "The SMTP client stops with `missing \"]\" in server description`; the mail waits.",
        Example = "example.com smtp:[mail.example.com:25",
        Remedy = "Write both brackets: `smtp:[mail.example.com]:25`.",
    };

    internal static readonly DiagnosticRule BadPort = new("MK2103", Severity.Error, "bad port")
    {
        Finds = "A port that is neither a number from 1 to 65535 nor the name of a service: also one that misses `smtp`, `submission` or the like by a letter. Other names the system knows.",
        Effect = "The SMTP client stops with `bad network port` or `unknown service`; the mail waits.",
        Example = "example.com smtp:[mail.example.com]:0",
        Remedy = "Write the number of the port, or the name that the system has for it.",
    };

    internal static readonly DiagnosticRule BlankAfterColon = new("MK2104", Severity.Error, "blank after the colon")
    {
        Finds = "A blank after the colon of a route.",
        Effect = "Postfix takes it as part of the next hop. Only smtp and lmtp since Postfix 3.5 drop it; any other agent gets it.",
        Example = "example.com smtp: mail.example.com",
        Remedy = "Remove the blank.",
    };

    internal static readonly DiagnosticRule DomainWithoutSubdomains = new("MK2111", Severity.Info, "domain without its subdomains")
    {
        IsLint = true,
        Finds = "A domain in a transport table that has no entry with a dot before it; in an access table only where main.cf takes `smtpd_access_maps` out of `parent_domain_matches_subdomains`. Told once for each file.",
        Effect = "By default the entry matches the domain alone and no name below it (`parent_domain_matches_subdomains`).",
        Example = "example.com smtp:[mail.example.com]",
        Remedy = "Add `.example.com` if the names below it are meant as well.",
    };

    internal static readonly DiagnosticRule UnknownTransport = new("MK2112", Severity.Error, "transport is not in master.cf")
    {
        IsLint = true,
        Finds = "A transport that is no service of type unix in master.cf, where that is given. Told once for each name and file.",
        Effect = "The queue manager cannot connect to it; the mail waits.",
        Remedy = "Write the name of a delivery agent of master.cf, or add the service there.",
    };

    internal static readonly DiagnosticRule EmptyNextHop = new("MK2105", Severity.Warning, "empty next hop in a list")
    {
        Finds = "An empty place in a list of next hops.",
        Effect = "Postfix skips it.",
        Example = "example.com smtp:a.example.com,,b.example.com",
        Remedy = "Remove the separator that is too much.",
    };

    internal static readonly DiagnosticRule BadHost = new("MK2106", Severity.Error, "bad host")
    {
        Finds = "A next hop that is no name or address of a host.",
        Effect = "The SMTP client stops with `valid hostname or network address required`; the mail waits.",
        Example = "example.com smtp:mail..example.com",
        Remedy = "Write a host name, a domain, or an address in brackets.",
    };

    internal static readonly DiagnosticRule NoNextHop = new("MK2107", Severity.Error, "list without a next hop")
    {
        Finds = "Only separators after the colon of a route.",
        Effect = "The SMTP client aborts with `null destination`; the mail waits.",
        Example = "example.com smtp:,",
        Remedy = "Write a next hop, or nothing after the colon.",
    };

    internal static readonly DiagnosticRule BadTransportName = new("MK2108", Severity.Error, "bad transport name")
    {
        Finds = "Text before the first colon that cannot name a transport.",
        Effect = "Postfix finds no such delivery agent; the mail waits.",
        Example = "example.com [mail.example.com]:25",
        Remedy = "Write the name of a transport of master.cf, such as `smtp`, before the colon.",
    };

    internal static readonly DiagnosticRule HostAsTransport = new("MK2109", Severity.Warning, "host in place of the transport")
    {
        Finds = "`host:port` where `transport:nexthop` is expected.",
        Effect = "Postfix takes the host as a transport and the port as the next hop; the mail waits.",
        Example = "example.com mail.example.com:25",
        Remedy = "Write `smtp:` before the host.",
    };

    internal static readonly DiagnosticRule SubmissionWithoutBrackets = new("MK2110", Severity.Info, "submission port without brackets")
    {
        Finds = "A next hop with the port of a submission server and without brackets.",
        Effect = "Postfix asks for the mail exchangers of the name, which is surely not meant.",
        Example = "example.com smtp:mail.example.com:587",
        Remedy = "Write brackets around the host: `smtp:[mail.example.com]:587`.",
    };

    internal static readonly DiagnosticRule SeveralAddresses = new("MK2201", Severity.Warning, "several addresses")
    {
        Finds = "Several addresses where one is replaced by one.",
        Effect = "Postfix uses the first and logs `multi-valued result`.",
        Example = "joe joe@example.com, jane@example.com",
        Remedy = "Write one address.",
    };

    internal static readonly DiagnosticRule NotAnAddress = new("MK2202", Severity.Error, "not an address")
    {
        Finds = "No address in the result.",
        Effect = "Postfix logs `non-address result`; the mail waits.",
        Example = "joe ,",
        Remedy = "Write one address.",
    };

    internal static readonly DiagnosticRule SameAddress = new("MK2203", Severity.Info, "result is the key")
    {
        Finds = "A result that is the key.",
        Effect = "Postfix leaves the address as it is, which may be meant as an exception from `@domain`.",
        Example = "joe@example.com joe@example.com",
        Remedy = "Fine where it makes an exception from `@domain`; otherwise remove the line.",
    };

    internal static readonly DiagnosticRule NoPassword = new("MK2301", Severity.Error, "no password")
    {
        Finds = "Credentials without a colon.",
        Effect = "Postfix takes all of it as the user and the password is empty: the login fails.",
        Example = "[mail.example.com]:587 joe",
        Remedy = "Write user, colon and password.",
    };

    internal static readonly DiagnosticRule EmptyPassword = new("MK2302", Severity.Error, "empty password")
    {
        Finds = "Nothing after the colon of credentials.",
        Effect = "Postfix logs in with an empty password.",
        Example = "[mail.example.com]:587 joe:",
        Remedy = "Write the password after the colon.",
    };

    internal static readonly DiagnosticRule EmptyUser = new("MK2303", Severity.Error, "empty user name")
    {
        Finds = "Nothing before the colon of credentials.",
        Effect = "Postfix logs in with an empty user name.",
        Example = "[mail.example.com]:587 :password",
        Remedy = "Write the user name before the colon.",
    };

    internal static readonly DiagnosticRule QuotedCredentials = new("MK2304", Severity.Warning, "quotes around credentials")
    {
        Finds = "Quotes around credentials.",
        Effect = "Postfix takes them as part of the user name and the password: the login fails.",
        Example = "[mail.example.com]:587 \"joe:password\"",
        Remedy = "Remove the quotes; a password may hold blanks without them.",
    };

    internal static readonly DiagnosticRule TransportInKey = new("MK2305", Severity.Warning, "transport in the key")
    {
        Finds = "A key with the name of a transport.",
        Effect = "Postfix asks for the next hop without it, so the entry is never found.",
        Example = "smtp:[mail.example.com]:587 joe:password",
        Remedy = "Remove the transport and its colon from the key.",
    };

    internal static readonly DiagnosticRule BadDestinationKey = new("MK2306", Severity.Warning, "key is not a destination")
    {
        Finds = "A key that looks like a destination but cannot be one.",
        Effect = "No next hop can be written so, so the entry is never found.",
        Example = "[mail.example.com:587 joe:password",
        Remedy = "Write the destination exactly as the route or relayhost has it.",
    };

    internal static readonly DiagnosticRule BlankInCredentials = new("MK2307", Severity.Warning, "blank beside the colon of credentials")
    {
        Finds = "A blank at the edge of a user name or a password.",
        Effect = "Postfix sends it to the server as part of them.",
        Example = "[mail.example.com]:587 joe: password",
        Remedy = "Remove the blank, unless it is part of the name or the password.",
    };
}
