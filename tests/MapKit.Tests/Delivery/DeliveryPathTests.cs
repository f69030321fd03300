using MapKit.Delivery;

namespace MapKit.Tests.Delivery;

/// <summary>
/// What becomes of a mail after the SMTP session. Each expectation is what a Postfix 3.7.11 with the same settings did; the lines need not
/// follow each other directly.
/// </summary>
public sealed class DeliveryPathTests
{
    public static TheoryData<string, string, string, string[]> Paths() => new()
    {
        // Rules that insert a part of the key are skipped.
        { "transport_maps = pcre:DIR/rules", "", "bob@example.org", ["transport smtp, next hop example.org"] },
        { "sender_dependent_default_transport_maps = pcre:DIR/rules", "", "bob@example.org", ["transport smtp, next hop example.org"] },
        { "alias_maps = pcre:DIR/rules", "", "root@example.com", ["the local user root (no alias): the mailbox /var/mail/root"] },
        { "mailbox_transport_maps = pcre:DIR/rules", "", "root@example.com", ["the local user root (no alias): the mailbox /var/mail/root"] },
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_base = /v ;; virtual_mailbox_maps = pcre:DIR/rules", "", "bob@box.example", ["Postfix bounces the mail: unknown user: bob@box.example"] },
        { "virtual_alias_maps = pcre:DIR/rules", "", "bob@example.org", ["bob@example.org becomes b.bob@example.net"] },

        // Case.
        { "mydestination = inline:{Example.ORG=x}", "", "bob@example.org", ["transport smtp, next hop example.org"] },
        { "mydestination = Example.ORG", "", "root@example.org", ["transport local, next hop mx.example.com"] },
        { "relay_domains = texthash:DIR/upper", "", "bob@relay.example", ["Address class default"] },
        { "mailbox_transport_maps = inline:{ROOT=smtp:x}", "", "root@example.com", ["the local user root (no alias): the mailbox"] },
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_base = /v ;; virtual_mailbox_maps = inline:{BOB@box.example=b/}", "", "bob@box.example", ["unknown user: bob@box.example"] },

        // Mail that passes through cleanup(8) again.
        { "alias_maps = inline:{{team = :include:DIR/members}} ;; virtual_alias_maps = inline:{root@mx.example.com=carol@example.net}", "", "team@example.com", ["root@mx.example.com is forwarded: a file lists it", "a new message for root@mx.example.com", "root@mx.example.com becomes carol@example.net", "transport smtp, next hop example.net"] },
        { "alias_maps = inline:{team=root, owner-team=dave} ;; virtual_alias_maps = inline:{root@mx.example.com=carol@example.net}", "", "team@example.com", ["a new message for root@mx.example.com", "sender owner-team@mx.example.com", "root@mx.example.com becomes carol@example.net"] },
        { "alias_maps = inline:{loop=loop@example.org} ;; virtual_alias_maps = inline:{loop@example.org=loop@example.com}", "", "loop@example.com", ["a new message for loop@example.org", "Postfix bounces the mail: mail forwarding loop for loop@example.com"] },
        { "luser_relay = bob, carol@example.net", "", "no.such.user@example.com", ["a new message for \"bob, carol\"@example.net"] },
        { "luser_relay = $local@mx.example.com", "", "no.such.user@example.com", ["the mail is lost"] },
        { "luser_relay = $local@example.com", "", "no.such.user@example.com", ["luser_relay gives the same address: Postfix bounces the mail: unknown user"] },
        { "alias_maps = inline:{{team = bob@example.org}} ;; relocated_maps = inline:{bob@example.org=elsewhere@example.net}", "", "team@example.com", ["a new message for bob@example.org", "Postfix bounces the mail: 5.1.6 User has moved to elsewhere@example.net"] },
        { "alias_maps = inline:{{team = root@example.org}} ;; transport_maps = inline:{example.org=local:} ;; virtual_alias_maps = inline:{root@example.org=carol@example.net}", "", "team@example.com", ["root@example.org is local: root@example.org", "the local user root (no alias): the mailbox"] },

        // Tables that cannot answer.
        { "canonical_maps = hash:DIR/missing", "", "bob@example.org", ["Postfix does not take the message and asks the client to try again later"] },
        { "alias_maps = hash:DIR/missing", "", "root@example.com", ["Postfix defers the mail: alias database unavailable"] },
        { "alias_maps = tcp:127.0.0.1:1", "", "root@example.com", ["tcp: tables are not allowed for security sensitive data", "alias database unavailable"] },
        { "alias_maps = proxy:inline:{root=bob@example.org}", "", "root@example.com", ["a new message for bob@example.org"] },
        { "transport_maps = proxy:inline:{example.org=local:} ;; proxy_read_maps = proxy:unix:passwd.byname", "", "bob@example.org", ["proxy_read_maps does not have proxy:inline:{example.org=local:}", "Postfix defers the mail"] },
        { "mailbox_transport = :[gw1.example.net]", "", "root@example.com", ["the transport is empty, and local(8) ends when it reads that; Postfix defers the mail"] },
        { "alias_maps = inline:{{team = x@example.org, bob@example.net}} ;; virtual_alias_maps = texthash:DIR/nothing", "", "team@example.com", ["local(8) defers the mail"] },
        { "smtp_generic_maps = fail:here", "", "bob@example.org", ["Postfix defers the mail"] },

        // Each service has its own options.
        { "recipient_delimiter = + ;; virtual_alias_maps = inline:{bob@example.org=carol@example.net}", "cleanup: -o recipient_delimiter=", "bob+x@example.org", ["mail for bob+x@example.org"] },
        { "recipient_delimiter = + ;; alias_maps = inline:{root=bob@example.org}", "local: -o recipient_delimiter=-", "root+x@example.com", ["root+x is not a user of this host"] },
        { "", "cleanup: -o myorigin=other.example", "bob@example.org", ["sender alice@mx.example.com"] },
        { "virtual_alias_maps = inline:{bob@example.org=carol@example.net}", "aaclean unix n - n - 0 cleanup -o virtual_alias_maps=", "bob@example.org", ["bob@example.org becomes carol@example.net"] },
        { "", "smtpd: -o content_filter=smtp:[filter.example.net]:10025", "bob@example.org", ["content_filter smtp:[filter.example.net]:10025 gets the mail", "transport smtp, next hop [filter.example.net]:10025"] },
        { "virtual_alias_maps = inline:{bob@example.org=carol@example.net}", "smtpd: -o receive_override_options=no_address_mappings", "bob@example.org", ["transport smtp, next hop example.org"] },
        { "", "smtpd: -o cleanup_service_name=clean2\nclean2 unix n - n - 0 cleanup -o always_bcc=archive@example.net", "bob@example.org", ["recipient archive@example.net (always_bcc)", "mail for archive@example.net"] },
        { "", "rewrite: -o relayhost=[gw.example.net]", "bob@example.org", ["transport smtp, next hop [gw.example.net]"] },

        // virtual(8).
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_base = /v ;; virtual_mailbox_maps = static:b/", "", "bob@box.example", ["virtual_uid_maps has no entry for bob@box.example: Postfix defers the mail: mail system configuration error"] },
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_base = /v ;; virtual_mailbox_maps = static:b/ ;; virtual_uid_maps = static:5 ;; virtual_gid_maps = static:600", "", "bob@box.example", ["the lowest is virtual_minimum_uid: 100"] },
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_base = /v ;; virtual_mailbox_maps = static:b/ ;; virtual_uid_maps = static:500 ;; virtual_gid_maps = static:600", "", "bob@box.example", ["the mailbox /v/b/"] },
        { "virtual_mailbox_domains = box.example ;; virtual_mailbox_maps = static:b/", "", "bob@box.example", ["virtual_mailbox_base is empty, but has to begin with /"] },

        // Other services after local(8).
        { "mailbox_transport = dovecot:", "", "root@example.com", ["master.cf has no service dovecot; local(8) waits for it"] },
        { "mailbox_transport = smtp:[gw1.example.net] ;; smtp_generic_maps = inline:{root@example.com=x@new.example}", "", "root@example.com", ["mail for root@example.com", "transport smtp, next hop [gw1.example.net]", "root@example.com becomes x@new.example"] },
        { "fallback_transport = smtp:[gw1.example.net] ;; smtp_sasl_auth_enable = yes ;; smtp_sasl_password_maps = inline:{gw1.example.net=u:p}", "", "no.such.user@example.com", ["logs in as user u, password ****"] },

        // The queue manager and the agents.
        { "soft_bounce = yes", "", "no.such.user@example.com", ["Postfix defers the mail: unknown user: \"no.such.user\""] },
        { "defer_transports = smtp", "", "bob@example.org", ["defer_transports names smtp: Postfix defers the mail: deferred transport"] },
        { "default_delivery_status_filter = pcre:DIR/filter", "", "no.such.user@example.com", ["Postfix defers the mail: not yet"] },
        { "", "", "double-bounce@mx.example.com", ["undeliverable postmaster notification discarded"] },
        { "", "", "bob@[IPv6:2001:db8::1]", ["Postfix bounces the mail: Name service error for 2001:db8::1: invalid host or domain name"] },
        { "relayhost = [127.0.0.1]", "", "bob@example.org", ["Postfix bounces the mail: mail for 127.0.0.1 loops back to myself"] },
        { "smtp_fallback_relay = [fb.example.net]", "", "bob@example.org", ["smtp_fallback_relay: if no server of example.org can be reached, the mail goes to [fb.example.net]"] },
        { "relay_domains = example.org ;; sender_dependent_default_transport_maps = static:error:", "", "bob@example.org", ["sender_dependent_default_transport_maps is not queried for the class relay", "transport relay, next hop example.org"] },

        // Copies.
        { "sender_bcc_maps = static:copy@example.net", "", "bob@example.org", ["recipient copy@example.net (sender_bcc_maps)", "mail for copy@example.net", "mail for bob@example.org"] },
        { "recipient_bcc_maps = inline:{@example.org=copy@example.net}", "", "bob@example.org", ["recipient copy@example.net (recipient_bcc_maps)", "mail for copy@example.net"] },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_mail_takes_the_path_that_Postfix_gives_it(string settings, string options, string recipient, string[] lines)
    {
        using var folder = new DeliveryFolder(settings, options);
        folder.Write("rules", "/^(b.*|alice|root|x-.*)@(.*)$/ smtp:[$1.example.net]\n/^(root)$/ smtp:[$1.example.net]\n");
        if (settings.StartsWith("virtual_alias_maps", StringComparison.Ordinal)) folder.Write("rules", "/^(b.*)@example\\.org$/ b.$1@example.net\n");
        folder.Write("filter", "/^5\\.1\\.1 unknown user/ 4.1.1 not yet\n");
        folder.Write("nothing", "x@example.org ,\n");
        folder.Write("upper", "Relay.Example x\n");
        folder.Write("members", "root\n");
        var sender = options.Contains("myorigin", StringComparison.Ordinal) ? "alice" : "alice@example.org";
        var text = DeliveryFolder.TextOf(folder.Explain(recipient, sender));
        var at = 0;
        foreach (var line in lines)
        {
            var found = text.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"\"{line}\" is not in:\n{text}");
            at = found;
        }
    }

    [Fact]
    public void Mail_from_the_mailer_daemon_of_this_host_has_the_null_sender()
    {
        using var folder = new DeliveryFolder("sender_dependent_relayhost_maps = inline:{mailer-daemon@mx.example.com=[gw.example.net]}");
        Assert.Contains("sender <>\n", DeliveryFolder.TextOf(folder.Explain("bob@example.org", "MAILER-DAEMON@mx.example.com")), StringComparison.Ordinal);
        Assert.Contains("next hop example.org", DeliveryFolder.TextOf(folder.Explain("bob@example.org", "MAILER-DAEMON@mx.example.com")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtual_mailbox_domains = pgsql:DIR/domains.cf", "virtual_mailbox_domains: MapKit does not query pgsql: tables, which need a server")]
    [InlineData("mydestination = mx.example.com, mysql:DIR/domains.cf", "mydestination: MapKit does not query mysql: tables, which need a server")]
    [InlineData("relay_domains = ldap:DIR/domains.cf", "relay_domains: MapKit does not query ldap: tables, which need a server")]
    public void A_list_on_a_server_is_not_known_and_the_path_goes_on(string setting, string why)
    {
        using var folder = new DeliveryFolder(setting);
        var explanation = folder.Explain("bob@example.org");
        var text = DeliveryFolder.TextOf(explanation);
        Assert.Contains($"not known: whether example.org is in {why}", text, StringComparison.Ordinal);
        Assert.Contains("transport smtp, next hop example.org", text, StringComparison.Ordinal);
        Assert.Equal(ExplainOutcome.Found, explanation.Outcome);
    }
}
