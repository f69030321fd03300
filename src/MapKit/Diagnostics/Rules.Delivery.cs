namespace MapKit.Diagnostics;

/// <content>MK24xx aliases, MK25xx virtual and canonical, MK26xx access, MK27xx tables that depend on the sender.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule CommandLosesArguments = new("MK2401", Severity.Error, "command loses its arguments")
    {
        Finds = "A command with arguments is not in quotes.",
        Effect = "Postfix runs the command without arguments and reads each argument as an address.",
        Example = "joe: |/usr/bin/filter -a joe",
        Remedy = "Write quotes around the whole command: `\"|/usr/bin/filter -a joe\"`.",
    };

    internal static readonly DiagnosticRule FileNameIsSplit = new("MK2402", Severity.Error, "file name is split")
    {
        Finds = "A file name with spaces is not in quotes.",
        Effect = "Postfix reads the first word as the file name and the others as addresses.",
        Example = "joe: /var/mail/old mail/joe",
        Remedy = "Write quotes around the file name.",
    };

    internal static readonly DiagnosticRule IncludeIsSplit = new("MK2403", Severity.Error, "included file name is split")
    {
        Finds = "The file name of an `:include:` has spaces and no quotes.",
        Effect = "Postfix reads the first word as the file name and the others as addresses.",
        Example = "all: :include:/etc/mail/my list",
        Remedy = "Write quotes around all of it: `\":include:/etc/mail/my list\"`.",
    };

    internal static readonly DiagnosticRule EmptyDestination = new("MK2404", Severity.Warning, "empty item in a list")
    {
        Finds = "A list of destinations has an empty item.",
        Effect = "Postfix skips it.",
        Example = "all: joe,, jane",
        Remedy = "Remove the extra comma.",
    };

    internal static readonly DiagnosticRule NoDestination = new("MK2405", Severity.Error, "no destination")
    {
        Finds = "The value has no destination.",
        Effect = "Postfix logs `no recipient in alias lookup result` and defers the mail.",
        Example = "joe: (unassigned)",
        Remedy = "Write at least one destination. `/dev/null` discards mail.",
    };

    internal static readonly DiagnosticRule EmptyCommand = new("MK2406", Severity.Error, "empty command")
    {
        Finds = "No command follows a pipe.",
        Effect = "Postfix cannot run it and bounces the mail.",
        Example = "joe: \"|\"",
        Remedy = "Write the command behind the pipe.",
    };

    internal static readonly DiagnosticRule RelativeInclude = new("MK2407", Severity.Error, "included file has no absolute path")
    {
        Finds = "An `:include:` has no absolute path.",
        Effect = "Postfix logs `uses a relative path` and bounces the mail.",
        Example = "all: :include:lists/all",
        Remedy = "Write the absolute path, from `/`.",
    };

    internal static readonly DiagnosticRule HomeInAlias = new("MK2408", Severity.Error, "home directory in an alias")
    {
        Finds = "A destination begins with `~`.",
        Effect = "Postfix bounces the mail: it knows no home directory here. `~/` works only in a map that does not belong to root, `~user` never.",
        Example = "joe: ~/Mailbox",
        Remedy = "Write the absolute path, from `/`.",
    };

    internal static readonly DiagnosticRule MissingComma = new("MK2409", Severity.Warning, "missing comma")
    {
        Finds = "Only whitespace separates words.",
        Effect = "Postfix reads each word as an address.",
        Example = "joe: John Doe",
        Remedy = "Write a comma between addresses, or quotes around a name.",
    };

    internal static readonly DiagnosticRule CommentInName = new("MK2410", Severity.Warning, "comment in a name")
    {
        Finds = "The name of an alias holds a comment.",
        Effect = "Postfix stores the comment as part of the name, which then matches no recipient.",
        Example = "joe (Joe Doe): joe@example.com",
        Remedy = "Put the comment on a separate line.",
    };

    internal static readonly DiagnosticRule DeliveryInVirtual = new("MK2501", Severity.Error, "command, file or include in a virtual table")
    {
        Finds = "A virtual table has a command, a file or an `:include:`.",
        Effect = "Postfix reads it as an address and bounces the mail.",
        Example = "joe@example.com |/usr/bin/filter",
        Remedy = "Write the address of a local alias, and put the command, file or list into aliases(5).",
    };

    internal static readonly DiagnosticRule UnknownAction = new("MK2601", Severity.Error, "unknown action")
    {
        Finds = "An action is neither in access(5) nor the name of a restriction.",
        Effect = "Postfix logs `unknown smtpd restriction` and answers with 451 Server configuration error.",
        Example = "example.com REJCT",
        Remedy = "Write an action of access(5).",
    };

    internal static readonly DiagnosticRule CodePermits = new("MK2602", Severity.Error, "code without a text permits")
    {
        Finds = "A value is a number from 400 to 599 without a text.",
        Effect = "Postfix permits: a value of digits only means OK.",
        Example = "example.com 550",
        Remedy = "Write a text after the code, or `REJECT`. Write `OK` if permission is intended.",
    };

    internal static readonly DiagnosticRule BadActionParameter = new("MK2603", Severity.Error, "bad parameter of an action")
    {
        Finds = "The parameter of an action is missing or malformed.",
        Effect = "Postfix logs a warning and continues as if there were no entry.",
        Example = "example.com REDIRECT joe",
        Remedy = "Write the parameter as access(5) describes it.",
    };

    internal static readonly DiagnosticRule TableInAccess = new("MK2604", Severity.Error, "lookup table inside an access table")
    {
        Finds = "An access table names a table, or has a colon after an action.",
        Effect = "Postfix logs `do not specify lookup tables inside SMTPD access maps` and answers with 451 Server configuration error.",
        Example = "example.com check_client_access hash:/etc/postfix/more",
        Remedy = "Define a restriction class in main.cf that uses the table, and write the name of the class.",
    };

    internal static readonly DiagnosticRule DoubtfulAction = new("MK2605", Severity.Warning, "action or restriction class?")
    {
        Finds = "A word can be a restriction class but looks like an action of another program. With main.cf a class that it defines is not reported, and any other is MK2601.",
        Effect = "Unless main.cf defines the class, Postfix answers with 451 Server configuration error.",
        Example = "example.com DENY",
        Remedy = "Write an action of access(5), or define the class in main.cf.",
    };

    internal static readonly DiagnosticRule AddressForm = new("MK2606", Severity.Error, "address not in the form that Postfix looks up")
    {
        Finds = "An address, or the first part of one, is not written as Postfix looks it up.",
        Effect = "Postfix never finds the entry.",
        Example = "192.168. REJECT\n2001:0db8::1 OK",
        Remedy = "Write the address as Postfix does: IPv4 numbers without a trailing dot, IPv6 in its short form in lower case.",
    };

    internal static readonly DiagnosticRule DotBeforeDomain = new("MK2607", Severity.Warning, "dot before a domain")
    {
        Finds = "A domain in an access table has a dot before it. In a transport table this is reported only if main.cf has `transport_maps` in `parent_domain_matches_subdomains`.",
        Effect = "By default Postfix looks up parent domains without the dot, so the entry is never found (`parent_domain_matches_subdomains`).",
        Example = ".example.com REJECT",
        Remedy = "Write the domain without the dot.",
    };

    internal static readonly DiagnosticRule BracketedAddress = new("MK2608", Severity.Info, "address in brackets")
    {
        Finds = "An address in an access table has brackets. An error if the file name contains `client`; not reported if it contains `helo`.",
        Effect = "Postfix looks up client addresses without brackets. Only a HELO name or the domain of a mail address has them.",
        Example = "[192.0.2.1] REJECT",
        Remedy = "Write the address of a client without brackets.",
    };

    internal static readonly DiagnosticRule AddressIsNoNetwork = new("MK2609", Severity.Warning, "address that looks like a network")
    {
        Finds = "An IPv6 address in an access table ends in `::`.",
        Effect = "The entry matches one address and not a network.",
        Example = "2001:db8:: REJECT",
        Remedy = "Write the leading numbers of the network without the last colons, or use a cidr: table.",
    };

    internal static readonly DiagnosticRule TransportInRelayHost = new("MK2701", Severity.Error, "transport in a relay host")
    {
        Finds = "A value of `sender_dependent_relayhost_maps` has a transport.",
        Effect = "The SMTP client cannot use it; Postfix defers the mail.",
        Example = "joe@example.com smtp:[mail.example.com]:587",
        Remedy = "Write only the next hop: `[mail.example.com]:587`.",
    };

    internal static readonly DiagnosticRule NoTransport = new("MK2702", Severity.Error, "no transport")
    {
        Finds = "A value of `sender_dependent_default_transport_maps` has no transport.",
        Effect = "Postfix logs `null transport is not allowed` and defers the mail.",
        Example = "joe@example.com :[mail.example.com]",
        Remedy = "Write a transport before the colon: `smtp:[mail.example.com]`.",
    };
}
