namespace MapKit.Diagnostics;

/// <content>MK2xxx: keys and values of tables. MK20xx any format, MK21xx transport, MK22xx generic, MK23xx sasl_passwd, MK24xx aliases,
/// MK25xx virtual and canonical, MK26xx access, MK27xx tables that depend on the sender.</content>
public static partial class Rules
{
    /// <summary>
    /// A <c>*</c> inside a key. Indexed tables know no wildcards: Postfix asks for the whole text, so the entry is never found.
    /// Example: <c>*@example.com smtp:</c>.
    /// </summary>
    public static readonly DiagnosticRule WildcardInKey = new("MK2001", Severity.Warning, "wildcard in a key");

    /// <summary>
    /// A key between slashes. Only regexp and pcre tables have patterns: Postfix asks for the whole text, so the entry is never
    /// found. Example: <c>/^joe@/ smtp:</c>.
    /// </summary>
    public static readonly DiagnosticRule RegularExpressionKey = new("MK2002", Severity.Error, "regular expression in an indexed table");

    /// <summary>
    /// A key that Postfix never asks this table for, so the entry is never found. Example: <c>@example.com smtp:</c> in a
    /// transport table, <c>"joe"@example.com joe@example.org</c> in a generic table.
    /// </summary>
    public static readonly DiagnosticRule KeyNeverAsked = new("MK2003", Severity.Warning, "key that Postfix never asks for");

    /// <summary>
    /// A destination or result that is not an address. Postfix uses the text and the mail comes back. Example:
    /// <c>joe@@example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule MalformedAddress = new("MK2004", Severity.Error, "malformed address");

    /// <summary>
    /// A <c>#</c> behind a value. Comments are lines of their own: Postfix takes the text as part of the value. Example:
    /// <c>joe joe@example.com # his private address</c>.
    /// </summary>
    public static readonly DiagnosticRule InlineComment = new("MK2005", Severity.Warning, "comment inside a line");

    /// <summary>
    /// A network with its number of bits as a key. Only cidr tables have networks: Postfix asks for the whole text, so the entry
    /// is never found. Example: <c>192.0.2.0/24 REJECT</c>.
    /// </summary>
    public static readonly DiagnosticRule NetworkKey = new("MK2006", Severity.Error, "network in an indexed table");

    /// <summary>
    /// A domain without <c>@</c> that is to become another domain. Postfix asks for it as a user of this host, so no address of
    /// the domain is replaced. Example: <c>example.com @example.org</c>.
    /// </summary>
    public static readonly DiagnosticRule DomainWithoutAt = new("MK2007", Severity.Warning, "domain without @");

    /// <summary>
    /// A route without a colon. Postfix takes all of it as the name of a transport and sends to the domain of the recipient.
    /// Example: <c>example.com mail.example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule RouteWithoutColon = new("MK2101", Severity.Error, "route without a colon");

    /// <summary>
    /// A bracket of a next hop without its partner. The SMTP client stops with <c>missing "]" in server description</c>; the
    /// mail waits. Example: <c>smtp:[mail.example.com:25</c>.
    /// </summary>
    public static readonly DiagnosticRule UnbalancedBracket = new("MK2102", Severity.Error, "unbalanced bracket");

    /// <summary>
    /// A port that is neither a number from 1 to 65535 nor the name of a service. The SMTP client stops with
    /// <c>bad network port</c>; the mail waits. Example: <c>smtp:[mail.example.com]:0</c>.
    /// </summary>
    public static readonly DiagnosticRule BadPort = new("MK2103", Severity.Error, "bad port");

    /// <summary>
    /// A blank after the colon of a route. Postfix takes it as part of the next hop, which the SMTP client can split but no
    /// other table matches. Example: <c>smtp: mail.example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule BlankAfterColon = new("MK2104", Severity.Warning, "blank after the colon");

    /// <summary>
    /// An empty place in a list of next hops. Postfix skips it. Example: <c>smtp:a.example.com,,b.example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule EmptyNextHop = new("MK2105", Severity.Warning, "empty next hop in a list");

    /// <summary>
    /// A next hop that is no name or address of a host. The SMTP client stops with <c>valid hostname or network address
    /// required</c>; the mail waits. Example: <c>smtp:mail..example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule BadHost = new("MK2106", Severity.Error, "bad host");

    /// <summary>
    /// Only separators after the colon of a route. The SMTP client aborts with <c>null destination</c>; the mail waits. Example:
    /// <c>smtp:,</c>.
    /// </summary>
    public static readonly DiagnosticRule NoNextHop = new("MK2107", Severity.Error, "list without a next hop");

    /// <summary>
    /// Text before the first colon that cannot name a transport. Postfix finds no such delivery agent; the mail waits. Example:
    /// <c>[mail.example.com]:25</c>.
    /// </summary>
    public static readonly DiagnosticRule BadTransportName = new("MK2108", Severity.Error, "bad transport name");

    /// <summary>
    /// <c>host:port</c> where <c>transport:nexthop</c> is expected. Postfix takes the host as a transport and the port as the
    /// next hop; the mail waits. Example: <c>mail.example.com:25</c>.
    /// </summary>
    public static readonly DiagnosticRule HostAsTransport = new("MK2109", Severity.Warning, "host in place of the transport");

    /// <summary>
    /// A next hop with the port of a submission server and without brackets. Postfix asks for the mail exchangers of the name,
    /// which is surely not meant. Example: <c>smtp:mail.example.com:587</c>.
    /// </summary>
    public static readonly DiagnosticRule SubmissionWithoutBrackets = new("MK2110", Severity.Info, "submission port without brackets");

    /// <summary>
    /// Several addresses where one is replaced by one. Postfix uses the first and logs <c>multi-valued result</c>. Example:
    /// <c>joe joe@example.com, jane@example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule SeveralAddresses = new("MK2201", Severity.Warning, "several addresses");

    /// <summary>
    /// No address in the result. Postfix logs <c>non-address result</c>; the mail waits. Example: <c>joe ,</c>.
    /// </summary>
    public static readonly DiagnosticRule NotAnAddress = new("MK2202", Severity.Error, "not an address");

    /// <summary>
    /// A result that is the key. Postfix leaves the address as it is, which may be meant as an exception from <c>@domain</c>.
    /// Example: <c>joe@example.com joe@example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule SameAddress = new("MK2203", Severity.Info, "result is the key");

    /// <summary>
    /// Credentials without a colon. Postfix takes all of it as the user and the password is empty: the login fails. Example:
    /// <c>[mail.example.com]:587 joe</c>.
    /// </summary>
    public static readonly DiagnosticRule NoPassword = new("MK2301", Severity.Error, "no password");

    /// <summary>Nothing after the colon of credentials. Postfix logs in with an empty password. Example: <c>joe:</c>.</summary>
    public static readonly DiagnosticRule EmptyPassword = new("MK2302", Severity.Warning, "empty password");

    /// <summary>Nothing before the colon of credentials. Postfix logs in with an empty user name. Example: <c>:password</c>.</summary>
    public static readonly DiagnosticRule EmptyUser = new("MK2303", Severity.Error, "empty user name");

    /// <summary>
    /// Quotes around credentials. Postfix takes them as part of the user name and the password: the login fails. Example:
    /// <c>"joe:password"</c>.
    /// </summary>
    public static readonly DiagnosticRule QuotedCredentials = new("MK2304", Severity.Warning, "quotes around credentials");

    /// <summary>
    /// A key with the name of a transport. Postfix asks for the next hop without it, so the entry is never found. Example:
    /// <c>smtp:[mail.example.com]:587 joe:password</c>.
    /// </summary>
    public static readonly DiagnosticRule TransportInKey = new("MK2305", Severity.Warning, "transport in the key");

    /// <summary>
    /// A key that looks like a destination but cannot be one. No next hop can be written so, so the entry is never found.
    /// Example: <c>[mail.example.com:587 joe:password</c>.
    /// </summary>
    public static readonly DiagnosticRule BadDestinationKey = new("MK2306", Severity.Warning, "key is not a destination");

    /// <summary>
    /// A blank at the edge of a user name or a password. Postfix sends it to the server as part of them. Example:
    /// <c>joe: password</c>.
    /// </summary>
    public static readonly DiagnosticRule BlankInCredentials = new("MK2307", Severity.Warning, "blank beside the colon of credentials");

    /// <summary>
    /// A command with arguments that is not in quotes. Postfix runs it without them and takes each as an address of its own.
    /// Example: <c>joe: |/usr/bin/filter -a joe</c>.
    /// </summary>
    public static readonly DiagnosticRule CommandLosesArguments = new("MK2401", Severity.Error, "command loses its arguments");

    /// <summary>
    /// A file name with blanks that is not in quotes. Postfix takes the first word as the file and the others as addresses.
    /// Example: <c>joe: /var/mail/old mail/joe</c>.
    /// </summary>
    public static readonly DiagnosticRule FileNameIsSplit = new("MK2402", Severity.Error, "file name is split");

    /// <summary>
    /// The file name of an <c>:include:</c> with blanks, not in quotes. Postfix takes the first word as the file and the others
    /// as addresses. Example: <c>all: :include:/etc/mail/my list</c>.
    /// </summary>
    public static readonly DiagnosticRule IncludeIsSplit = new("MK2403", Severity.Error, "included file name is split");

    /// <summary>An empty place in a list of destinations. Postfix skips it. Example: <c>all: joe,, jane</c>.</summary>
    public static readonly DiagnosticRule EmptyDestination = new("MK2404", Severity.Warning, "empty place in a list");

    /// <summary>
    /// No destination in the whole value. Postfix logs <c>no recipient in alias lookup result</c>; the mail waits. Example:
    /// <c>joe: (nobody yet)</c>.
    /// </summary>
    public static readonly DiagnosticRule NoDestination = new("MK2405", Severity.Error, "no destination");

    /// <summary>A pipe without a command. Postfix cannot run it and the mail comes back. Example: <c>joe: "|"</c>.</summary>
    public static readonly DiagnosticRule EmptyCommand = new("MK2406", Severity.Error, "empty command");

    /// <summary>
    /// An <c>:include:</c> without an absolute path. Postfix logs <c>uses a relative path</c> and the mail comes back. Example:
    /// <c>all: :include:lists/all</c>.
    /// </summary>
    public static readonly DiagnosticRule RelativeInclude = new("MK2407", Severity.Error, "included file has no absolute path");

    /// <summary>
    /// A destination that begins with <c>~</c>. Postfix knows no home here (<c>~/</c> works only in a map that does not belong
    /// to root, <c>~user</c> never) and the mail comes back. Example: <c>joe: ~/Mailbox</c>.
    /// </summary>
    public static readonly DiagnosticRule HomeInAlias = new("MK2408", Severity.Error, "home directory in an alias");

    /// <summary>
    /// Words with only blanks between them. Postfix takes each as an address of its own. Example: <c>joe: John Doe</c>.
    /// </summary>
    public static readonly DiagnosticRule MissingComma = new("MK2409", Severity.Warning, "missing comma");

    /// <summary>
    /// A comment in the name of an alias. Postfix stores it as part of the name, which then matches no recipient. Example:
    /// <c>joe (Joe Doe): joe@example.com</c>.
    /// </summary>
    public static readonly DiagnosticRule CommentInName = new("MK2410", Severity.Warning, "comment in a name");

    /// <summary>
    /// A command, a file or an <c>:include:</c> in a virtual table. Postfix takes it as an address and the mail comes back.
    /// Example: <c>joe@example.com |/usr/bin/filter</c>.
    /// </summary>
    public static readonly DiagnosticRule DeliveryInVirtual = new("MK2501", Severity.Error, "command, file or include in a virtual table");

    /// <summary>
    /// An action that access(5) does not know and that cannot be a restriction. Postfix logs <c>unknown smtpd restriction</c> and
    /// answers with 451 Server configuration error. Example: <c>example.com REJCT</c>.
    /// </summary>
    public static readonly DiagnosticRule UnknownAction = new("MK2601", Severity.Error, "unknown action");

    /// <summary>
    /// A number from 400 to 599 without a text. A value of digits alone permits. Example: <c>example.com 550</c>.
    /// </summary>
    public static readonly DiagnosticRule CodePermits = new("MK2602", Severity.Error, "code without a text permits");

    /// <summary>
    /// An action whose parameter is missing or not of the form that it needs. Postfix logs a warning and goes on as if there were
    /// no entry. Example: <c>example.com REDIRECT joe</c>.
    /// </summary>
    public static readonly DiagnosticRule BadActionParameter = new("MK2603", Severity.Error, "bad parameter of an action");

    /// <summary>
    /// A table inside an access table, or a colon behind an action. Postfix logs <c>do not specify lookup tables inside SMTPD access
    /// maps</c> and answers with 451 Server configuration error. Example: <c>example.com check_client_access hash:/etc/postfix/more</c>.
    /// </summary>
    public static readonly DiagnosticRule TableInAccess = new("MK2604", Severity.Error, "lookup table inside an access table");

    /// <summary>
    /// A word that may be a restriction class but looks like an action of another program. Unless main.cf defines it, Postfix answers
    /// with 451 Server configuration error. Example: <c>example.com DENY</c>.
    /// </summary>
    public static readonly DiagnosticRule DoubtfulAction = new("MK2605", Severity.Warning, "action or restriction class?");

    /// <summary>
    /// An address or the first part of one that is not written as Postfix asks for it. Postfix never finds the entry. Example:
    /// <c>192.168. REJECT</c>, <c>2001:0db8::1 OK</c>.
    /// </summary>
    public static readonly DiagnosticRule AddressForm = new("MK2606", Severity.Error, "address in another form than Postfix asks for");

    /// <summary>
    /// A domain with a dot before it in an access table. By default Postfix asks for the parents of a name without the dot, so the
    /// entry is never found (<c>parent_domain_matches_subdomains</c>). Example: <c>.example.com REJECT</c>.
    /// </summary>
    public static readonly DiagnosticRule DotBeforeDomain = new("MK2607", Severity.Warning, "dot before a domain");

    /// <summary>
    /// An address in brackets in an access table. Postfix asks for that of a client without them; only a HELO name or the domain of an
    /// address has them. Example: <c>[192.0.2.1] REJECT</c>.
    /// </summary>
    public static readonly DiagnosticRule BracketedAddress = new("MK2608", Severity.Info, "address in brackets");

    /// <summary>
    /// An IPv6 address that ends in <c>::</c> in an access table. It matches one address and no network. Example:
    /// <c>2001:db8:: REJECT</c>.
    /// </summary>
    public static readonly DiagnosticRule AddressIsNoNetwork = new("MK2609", Severity.Warning, "address that looks like a network");

    /// <summary>
    /// A transport in the value of <c>sender_dependent_relayhost_maps</c>. The SMTP client cannot use it and the mail waits. Example:
    /// <c>joe@example.com smtp:[mail.example.com]:587</c>.
    /// </summary>
    public static readonly DiagnosticRule TransportInRelayHost = new("MK2701", Severity.Error, "transport in a relay host");

    /// <summary>
    /// No transport in the value of <c>sender_dependent_default_transport_maps</c>. Postfix logs <c>null transport is not allowed</c>;
    /// the mail waits. Example: <c>joe@example.com :[mail.example.com]</c>.
    /// </summary>
    public static readonly DiagnosticRule NoTransport = new("MK2702", Severity.Error, "no transport");
}
