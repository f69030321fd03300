namespace MapKit.Cli.Tests.Scenario;

/// <summary>One session with its settings and smtpd's reply.</summary>
/// <param name="Settings">Options of the service, separated by semicolons.</param>
/// <param name="Session">The words of the session.</param>
/// <param name="Reply">The reply.</param>
internal sealed record SessionRow(string Settings, string Session, string Reply)
{
    private const string Usual = "client=192.0.2.33:client.example.org helo=helo.example from=a@example.org to=b@example.com";
    private const string Accepted = "250 2.1.5 Ok";

    /// <summary>The settings that every row has.</summary>
    public const string Base = """
        myhostname = mx.example.com
        mydestination = example.com
        myorigin = example.com
        relay_domains = relay.example
        virtual_alias_domains = valias.example
        virtual_alias_maps = inline:{known@valias.example=b@example.com}
        virtual_mailbox_domains = vbox.example
        virtual_mailbox_maps = inline:{box@vbox.example=x}
        relay_recipient_maps = inline:{carol@relay.example=x}
        alias_maps =
        alias_database =
        local_recipient_maps = inline:{b=x, a=x}
        mynetworks = 127.0.0.0/8, 10.0.0.0/8, [2001:db8::]/32
        smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
        smtpd_sender_login_maps = inline:{{a@example.com=alice, root}, {shared@example.com=alice bob}}
        smtpd_peername_lookup = no
        smtpd_error_sleep_time = 0
        local_transport = discard:
        virtual_transport = discard:
        relay_transport = discard:
        default_transport = discard:
        """;

    /// <summary>The rows: a few for each restriction that asks no DNS, and for smtpd's own checks.</summary>
    public static IReadOnlyList<SessionRow> All { get; } =
    [
        new("", Usual, Accepted),
        new("", Of(to: "c@example.net"), "554 5.7.1 <c@example.net>: Relay access denied"),
        new("", Of(to: "c@example.net", client: "10.1.2.3:unknown"), Accepted),
        new("", Of(to: "c@example.net", client: "[2001:db8::5]:unknown"), Accepted),
        new("", Of(to: "user%example.net@example.com"), "554 5.7.1 <user%example.net@example.com>: Relay access denied"),
        new("smtpd_relay_restrictions = defer_unauth_destination", Of(to: "c@example.net"), "454 4.7.1 <c@example.net>: Relay access denied"),
        new("smtpd_relay_restrictions = check_relay_domains", Of(to: "c@example.net"), "554 5.7.1 <c@example.net>: Recipient address rejected: Relay access denied"),
        new("smtpd_recipient_restrictions = permit_auth_destination, reject", Of(to: "carol@relay.example"), Accepted),
        new("soft_bounce = yes", Of(to: "c@example.net"), "454 4.7.1 <c@example.net>: Relay access denied"),
        new("", Of(to: "ghost@example.com"), "550 5.1.1 <ghost@example.com>: Recipient address rejected: User unknown in local recipient table"),
        new("show_user_unknown_table_name = no", Of(to: "ghost@example.com"), "550 5.1.1 <ghost@example.com>: Recipient address rejected: User unknown"),
        new("", Of(to: "none@vbox.example"), "550 5.1.1 <none@vbox.example>: Recipient address rejected: User unknown in virtual mailbox table"),
        new("", Of(to: "none@relay.example"), "550 5.1.1 <none@relay.example>: Recipient address rejected: User unknown in relay recipient table"),
        new("", Of(to: "none@valias.example"), "550 5.1.1 <none@valias.example>: Recipient address rejected: User unknown in virtual alias table"),
        new("", Of(to: "known@valias.example"), Accepted),
        new("smtpd_reject_unlisted_recipient = no", Of(to: "ghost@example.com"), Accepted),
        new("receive_override_options = no_unknown_recipient_checks", Of(to: "ghost@example.com"), Accepted),
        new("local_recipient_maps = hash:/nowhere/at/all", Of(to: "ghost@example.com"), "451 4.3.0 <ghost@example.com>: Temporary lookup failure"),
        new("", Of(to: "postmaster"), Accepted),
        new("", Of(to: "x@a..b"), "501 5.1.3 Bad recipient address syntax"),
        new("", Of(from: "x@a..b"), "501 5.1.7 Bad sender address syntax"),
        new("smtpd_reject_unlisted_sender = yes", Of(from: "ghost@example.com"), "550 5.1.0 <ghost@example.com>: Sender address rejected: User unknown in local recipient table"),
        new("smtpd_sender_restrictions = reject_unlisted_sender", Of(from: "ghost@valias.example"), "550 5.1.7 <ghost@valias.example>: Sender address rejected: User unknown in virtual alias table"),
        new("smtpd_helo_required = yes", Of(helo: ""), "503 5.5.1 Error: send HELO/EHLO first"),
        new("smtpd_tls_security_level = encrypt", Usual, "530 5.7.0 Must issue a STARTTLS command first"),

        // Client.
        new("smtpd_client_restrictions = reject", Usual, "554 5.7.1 <client.example.org[192.0.2.33]>: Client host rejected: Access denied"),
        new("smtpd_client_restrictions = defer", Usual, "450 4.3.2 <client.example.org[192.0.2.33]>: Client host rejected: Try again later"),
        new("smtpd_client_restrictions = permit, reject", Usual, Accepted),
        new("smtpd_client_restrictions = permit_mynetworks, reject", Of(client: "10.9.8.7:unknown"), Accepted),
        new("smtpd_client_restrictions = reject_unknown_client_hostname", Of(client: "192.0.2.33:unknown"), "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.33]"),
        new("smtpd_client_restrictions = reject_unknown_reverse_client_hostname", Of(client: "192.0.2.33:unknown"), "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.33]"),
        new("smtpd_client_restrictions = reject_plaintext_session", Usual, "450 4.7.1 Session encryption is required"),
        new("smtpd_client_restrictions = check_client_access inline:{{192.0.2=REJECT net}}", Usual, "554 5.7.1 <client.example.org[192.0.2.33]>: Client host rejected: net"),
        new("smtpd_client_restrictions = inline:{{example.org=REJECT parent}}", Usual, "554 5.7.1 <client.example.org[192.0.2.33]>: Client host rejected: parent"),
        new("parent_domain_matches_subdomains = ; smtpd_client_restrictions = inline:{{example.org=REJECT parent}}", Usual, Accepted),
        new("smtpd_client_restrictions = check_reverse_client_hostname_access inline:{client.example.org=REJECT}", Usual, "554 5.7.1 <client.example.org>: Unverified Client host rejected: Access denied"),
        new("smtpd_client_restrictions = check_reverse_client_hostname_access inline:{client.example.org=OK}", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_client_restrictions = permit_inet_interfaces, reject", Of(client: "127.0.0.1:unknown"), Accepted),
        new("smtpd_delay_reject = no; smtpd_client_restrictions = check_client_access inline:{{192.0.2.33=REJECT early}}", Usual, "554 5.7.1 <client.example.org[192.0.2.33]>: Client host rejected: early"),

        // HELO.
        new("smtpd_helo_restrictions = reject_invalid_helo_hostname", Of(helo: "a..b"), "501 5.5.2 <a..b>: Helo command rejected: Invalid name"),
        new("smtpd_helo_restrictions = reject_invalid_helo_hostname", Of(helo: "[1.2.3]"), "501 5.5.2 <[1.2.3]>: Helo command rejected: invalid ip address"),
        new("smtpd_helo_restrictions = reject_non_fqdn_helo_hostname", Of(helo: "host"), "504 5.5.2 <host>: Helo command rejected: need fully-qualified hostname"),
        new("smtpd_helo_restrictions = permit_naked_ip_address, reject", Of(helo: "192.0.2.1"), Accepted),
        new("smtpd_helo_restrictions = check_helo_access inline:{{example=550 5.7.9 tld}}", Usual, "550 5.7.9 <helo.example>: Helo command rejected: tld"),
        new("smtpd_delay_reject = no; smtpd_helo_restrictions = inline:{helo.example=REJECT}", Usual, "554 5.7.1 <helo.example>: Helo command rejected: Access denied"),

        // Sender.
        new("smtpd_sender_restrictions = reject_non_fqdn_sender", Of(from: "a"), "504 5.5.2 <a>: Sender address rejected: need fully-qualified address"),
        new("smtpd_sender_restrictions = check_sender_access inline:{{a@=REJECT local part}}", Usual, "554 5.7.1 <a@example.org>: Sender address rejected: local part"),
        new("smtpd_sender_restrictions = check_sender_access inline:{<>=DEFER}", Of(from: ""), "450 4.7.1 <>: Sender address rejected: Access denied"),
        new("smtpd_sender_restrictions = check_sender_access inline:{{a@example.org=REJECT 5.1.1 mapped}}", Usual, "554 5.1.7 <a@example.org>: Sender address rejected: mapped"),
        new("smtpd_delay_reject = no; smtpd_sender_restrictions = check_recipient_access inline:{b@example.com=REJECT}", Usual, Accepted),
        new("smtpd_sender_restrictions = check_sender_access hash:/nowhere/at/all", Usual, "451 4.3.5 <a@example.org>: Sender address rejected: Server configuration error"),
        new("smtpd_sender_restrictions = warn_if_reject check_sender_access hash:/nowhere/at/all", Usual, Accepted),
        new("smtpd_sender_restrictions = check_sender_access { inline:{a@example.org=OK} }", Usual, "451 4.3.5 <a@example.org>: Sender address rejected: Server configuration error"),

        // Recipient, and the order of lists.
        new("smtpd_recipient_restrictions = check_recipient_access inline:{b@example.com=REJECT}", Usual, "554 5.7.1 <b@example.com>: Recipient address rejected: Access denied"),
        new("smtpd_recipient_restrictions = check_recipient_access inline:{{b@example.com=REJECT 5.1.8 sender code}}", Usual, "554 5.1.2 <b@example.com>: Recipient address rejected: sender code"),
        new("smtpd_recipient_restrictions = reject_non_fqdn_recipient", Of(to: "b"), "504 5.5.2 <b>: Recipient address rejected: need fully-qualified address"),
        new("smtpd_recipient_restrictions = reject", Of(to: "c@example.net"), "554 5.7.1 <c@example.net>: Relay access denied"),
        new("smtpd_relay_before_recipient_restrictions = no; smtpd_recipient_restrictions = reject", Of(to: "c@example.net"), "554 5.7.1 <c@example.net>: Recipient address rejected: Access denied"),
        new("smtpd_recipient_restrictions = reject_multi_recipient_bounce", Of(from: ""), Accepted),
        new("smtpd_recipient_restrictions = check_recipient_access inline:{b@example.com=OK}, reject", Usual, Accepted),
        new("smtpd_recipient_restrictions = permit_mx_backup, reject", Of(to: "carol@relay.example"), Accepted),

        // Deferrals, warnings and classes.
        new("smtpd_client_restrictions = defer_if_permit", Usual, "450 4.7.0 <client.example.org[192.0.2.33]>: Client host rejected: defer_if_permit requested"),
        new("smtpd_client_restrictions = defer_if_permit", Of(to: "c@example.net"), "554 5.7.1 <c@example.net>: Relay access denied"),
        new("smtpd_sender_restrictions = defer_if_reject, reject", Usual, "450 4.7.0 <a@example.org>: Sender address rejected: defer_if_reject requested"),
        new("smtpd_sender_restrictions = check_sender_access inline:{{a@example.org=DEFER_IF_PERMIT later}}", Usual, "450 4.7.1 <a@example.org>: Sender address rejected: later"),
        new("smtpd_sender_restrictions = warn_if_reject reject, permit", Usual, Accepted),
        new("smtpd_restriction_classes = strict; strict = reject; smtpd_sender_restrictions = check_sender_access inline:{a@example.org=strict}", Usual, "554 5.7.1 <a@example.org>: Sender address rejected: Access denied"),
        new("smtpd_restriction_classes = strict; strict = reject; smtpd_sender_restrictions = warn_if_reject strict", Usual, Accepted),
        new("smtpd_sender_restrictions = check_sender_access inline:{a@example.org=unknown_class}", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_sender_restrictions = check_sender_access inline:{{a@example.org=check_sender_access hash:x}}", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_sender_restrictions = unknown_restriction", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_sender_restrictions = check_sender_access", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_sender_restrictions = inline:{a@example.org=DISCARD}, reject", Usual, Accepted),
        new("smtpd_sender_restrictions = inline:{a@example.org=1234}, reject", Usual, Accepted),
        new("smtpd_sender_restrictions = check_sender_access inline:{{a@example.org=399 odd}}", Usual, "451 4.3.5 Server configuration error"),
        new("access_map_reject_code = 321; smtpd_sender_restrictions = inline:{a@example.org=REJECT}", Usual, "450 4.7.1 Service unavailable"),
        new("smtpd_sender_restrictions = inline:{a@example.org=HOLD}, inline:{{a@example.org=PREPEND X-A: b}}", Usual, Accepted),
        new("smtpd_data_restrictions = reject", Usual, "554 5.7.1 <DATA>: Data command rejected: Access denied"),
        new("smtpd_data_restrictions = inline:{a@example.org=REJECT}", Usual, "451 4.3.5 Server configuration error"),
        new("smtpd_data_restrictions = check_recipient_access inline:{b@example.com=REJECT}", Usual, "554 5.7.1 <b@example.com>: Recipient address rejected: Access denied"),
        new("smtpd_end_of_data_restrictions = reject", Usual, "554 5.7.1 <END-OF-MESSAGE>: End-of-data rejected: Access denied"),

        // Logins.
        new("smtpd_sasl_auth_enable = yes", Of(to: "c@example.net", more: "login=alice"), Accepted),
        new("", Of(to: "c@example.net", more: "login=alice"), "554 5.7.1 <c@example.net>: Relay access denied"),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_sender_login_mismatch", Of(from: "a@example.com", more: "login=alice"), Accepted),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_sender_login_mismatch", Of(from: "a@example.com", more: "login=Bob"), "553 5.7.1 <a@example.com>: Sender address rejected: not owned by user Bob"),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_sender_login_mismatch", Of(from: "shared@example.com", more: "login=BOB"), Accepted),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_sender_login_mismatch", Of(from: "a@example.com"), "553 5.7.1 <a@example.com>: Sender address rejected: not logged in"),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_sender_login_mismatch", Of(more: "login=alice"), "553 5.7.1 <a@example.org>: Sender address rejected: not owned by user alice"),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = reject_known_sender_login_mismatch", Of(more: "login=alice"), Accepted),
        new("smtpd_sender_restrictions = reject_sender_login_mismatch", Of(from: "a@example.com"), Accepted),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_restrictions = check_sasl_access inline:{alice=REJECT}", Of(more: "login=alice"), "554 5.7.1 <alice>: SASL login name rejected: Access denied"),
        new("smtpd_sasl_auth_enable = yes; smtpd_sender_login_maps = hash:/nowhere/at/all; smtpd_sender_restrictions = reject_sender_login_mismatch", Usual, "451 4.3.0 <a@example.org>: Temporary lookup failure"),
    ];

    private static string Of(string client = "192.0.2.33:client.example.org", string helo = "helo.example", string from = "a@example.org", string to = "b@example.com", string more = "") =>
        $"client={client} helo={helo} from={from} to={to} {more}".TrimEnd();
}
