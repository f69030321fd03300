namespace MapKit.Diagnostics;

/// <content>MK24xx aliases, MK25xx virtual and canonical, MK26xx access, MK27xx tables that depend on the sender.</content>
public static partial class Rules
{
    internal static readonly DiagnosticRule CommandLosesArguments = new("MK2401", Severity.Error, "command loses its arguments")
    {
        Finds = "A command with arguments that is not in quotes.",
        Effect = "Postfix runs it without them and takes each as an address of its own.",
        Example = "joe: |/usr/bin/filter -a joe",
        Remedy = "Write quotes around the whole command: `\"|/usr/bin/filter -a joe\"`.",
    };

    internal static readonly DiagnosticRule FileNameIsSplit = new("MK2402", Severity.Error, "file name is split")
    {
        Finds = "A file name with blanks that is not in quotes.",
        Effect = "Postfix takes the first word as the file and the others as addresses.",
        Example = "joe: /var/mail/old mail/joe",
        Remedy = "Write quotes around the file name.",
    };

    internal static readonly DiagnosticRule IncludeIsSplit = new("MK2403", Severity.Error, "included file name is split")
    {
        Finds = "The file name of an `:include:` with blanks, not in quotes.",
        Effect = "Postfix takes the first word as the file and the others as addresses.",
        Example = "all: :include:/etc/mail/my list",
        Remedy = "Write quotes around the whole: `\":include:/etc/mail/my list\"`.",
    };

    internal static readonly DiagnosticRule EmptyDestination = new("MK2404", Severity.Warning, "empty place in a list")
    {
        Finds = "An empty place in a list of destinations.",
        Effect = "Postfix skips it.",
        Example = "all: joe,, jane",
        Remedy = "Remove the comma that is too much.",
    };

    internal static readonly DiagnosticRule NoDestination = new("MK2405", Severity.Error, "no destination")
    {
        Finds = "No destination in the whole value.",
        Effect = "Postfix logs `no recipient in alias lookup result`; the mail waits.",
        Example = "joe: (nobody yet)",
        Remedy = "Write at least one destination; `/dev/null` throws mail away.",
    };

    internal static readonly DiagnosticRule EmptyCommand = new("MK2406", Severity.Error, "empty command")
    {
        Finds = "A pipe without a command.",
        Effect = "Postfix cannot run it and the mail comes back.",
        Example = "joe: \"|\"",
        Remedy = "Write the command after the pipe.",
    };

    internal static readonly DiagnosticRule RelativeInclude = new("MK2407", Severity.Error, "included file has no absolute path")
    {
        Finds = "An `:include:` without an absolute path.",
        Effect = "Postfix logs `uses a relative path` and the mail comes back.",
        Example = "all: :include:lists/all",
        Remedy = "Write the whole path, from `/`.",
    };

    internal static readonly DiagnosticRule HomeInAlias = new("MK2408", Severity.Error, "home directory in an alias")
    {
        Finds = "A destination that begins with `~`.",
        Effect = "Postfix knows no home here (`~/` works only in a map that does not belong to root, `~user` never) and the mail comes back.",
        Example = "joe: ~/Mailbox",
        Remedy = "Write the whole path, from `/`.",
    };

    internal static readonly DiagnosticRule MissingComma = new("MK2409", Severity.Warning, "missing comma")
    {
        Finds = "Words with only blanks between them.",
        Effect = "Postfix takes each as an address of its own.",
        Example = "joe: John Doe",
        Remedy = "Write a comma between addresses, or quotes around a name.",
    };

    internal static readonly DiagnosticRule CommentInName = new("MK2410", Severity.Warning, "comment in a name")
    {
        Finds = "A comment in the name of an alias.",
        Effect = "Postfix stores it as part of the name, which then matches no recipient.",
        Example = "joe (Joe Doe): joe@example.com",
        Remedy = "Put the comment on a line of its own.",
    };

    internal static readonly DiagnosticRule DeliveryInVirtual = new("MK2501", Severity.Error, "command, file or include in a virtual table")
    {
        Finds = "A command, a file or an `:include:` in a virtual table.",
        Effect = "Postfix takes it as an address and the mail comes back.",
        Example = "joe@example.com |/usr/bin/filter",
        Remedy = "Write an alias there that aliases(5) turns into the command, file or list.",
    };

    internal static readonly DiagnosticRule UnknownAction = new("MK2601", Severity.Error, "unknown action")
    {
        Finds = "An action that access(5) does not know and that cannot be a restriction.",
        Effect = "Postfix logs `unknown smtpd restriction` and answers with 451 Server configuration error.",
        Example = "example.com REJCT",
        Remedy = "Write an action of access(5).",
    };

    internal static readonly DiagnosticRule CodePermits = new("MK2602", Severity.Error, "code without a text permits")
    {
        Finds = "A number from 400 to 599 without a text.",
        Effect = "A value of digits alone permits.",
        Example = "example.com 550",
        Remedy = "Write a text after the code, or `REJECT`; write `OK` where permission is meant.",
    };

    internal static readonly DiagnosticRule BadActionParameter = new("MK2603", Severity.Error, "bad parameter of an action")
    {
        Finds = "An action whose parameter is missing or not of the form that it needs.",
        Effect = "Postfix logs a warning and goes on as if there were no entry.",
        Example = "example.com REDIRECT joe",
        Remedy = "Write the parameter that access(5) asks for.",
    };

    internal static readonly DiagnosticRule TableInAccess = new("MK2604", Severity.Error, "lookup table inside an access table")
    {
        Finds = "A table inside an access table, or a colon behind an action.",
        Effect = "Postfix logs `do not specify lookup tables inside SMTPD access maps` and answers with 451 Server configuration error.",
        Example = "example.com check_client_access hash:/etc/postfix/more",
        Remedy = "Define a restriction class in main.cf that uses the table, and write its name.",
    };

    internal static readonly DiagnosticRule DoubtfulAction = new("MK2605", Severity.Warning, "action or restriction class?")
    {
        Finds = "A word that may be a restriction class but looks like an action of another program.",
        Effect = "Unless main.cf defines it, Postfix answers with 451 Server configuration error.",
        Example = "example.com DENY",
        Remedy = "Write an action of access(5), or define the class in main.cf. Where main.cf is given, a class that it defines is no finding, and one that it does not is MK2601.",
    };

    internal static readonly DiagnosticRule AddressForm = new("MK2606", Severity.Error, "address in another form than Postfix asks for")
    {
        Finds = "An address or the first part of one that is not written as Postfix asks for it.",
        Effect = "Postfix never finds the entry.",
        Example = "192.168. REJECT\n2001:0db8::1 OK",
        Remedy = "Write the address as Postfix does: IPv4 numbers without a trailing dot, IPv6 in its short form in lower case.",
    };

    internal static readonly DiagnosticRule DotBeforeDomain = new("MK2607", Severity.Warning, "dot before a domain")
    {
        Finds = "A domain with a dot before it in an access table; in a transport table only where main.cf has `transport_maps` in `parent_domain_matches_subdomains`.",
        Effect = "By default Postfix asks for the parents of a name without the dot, so the entry is never found (`parent_domain_matches_subdomains`).",
        Example = ".example.com REJECT",
        Remedy = "Write the domain without the dot.",
    };

    internal static readonly DiagnosticRule BracketedAddress = new("MK2608", Severity.Info, "address in brackets")
    {
        Finds = "An address in brackets in an access table. An error where the name of the file speaks of clients; not told where it speaks of HELO.",
        Effect = "Postfix asks for that of a client without them; only a HELO name or the domain of an address has them.",
        Example = "[192.0.2.1] REJECT",
        Remedy = "For a client write the address without brackets.",
    };

    internal static readonly DiagnosticRule AddressIsNoNetwork = new("MK2609", Severity.Warning, "address that looks like a network")
    {
        Finds = "An IPv6 address that ends in `::` in an access table.",
        Effect = "It matches one address and no network.",
        Example = "2001:db8:: REJECT",
        Remedy = "Write the leading numbers of the network without the last colons, or use a cidr: table.",
    };

    internal static readonly DiagnosticRule TransportInRelayHost = new("MK2701", Severity.Error, "transport in a relay host")
    {
        Finds = "A transport in the value of `sender_dependent_relayhost_maps`.",
        Effect = "The SMTP client cannot use it and the mail waits.",
        Example = "joe@example.com smtp:[mail.example.com]:587",
        Remedy = "Write the next hop alone: `[mail.example.com]:587`.",
    };

    internal static readonly DiagnosticRule NoTransport = new("MK2702", Severity.Error, "no transport")
    {
        Finds = "No transport in the value of `sender_dependent_default_transport_maps`.",
        Effect = "Postfix logs `null transport is not allowed`; the mail waits.",
        Example = "joe@example.com :[mail.example.com]",
        Remedy = "Write a transport before the colon: `smtp:[mail.example.com]`.",
    };
}
