using MapKit.Entries;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

public class TableFormatTests
{
    [Theory]
    [InlineData("/etc/postfix/transport", "transport")]
    [InlineData("transport.local", "transport")]
    [InlineData("/srv/generic_maps", "generic")]
    [InlineData("/etc/postfix/sasl_passwd", "sasl_passwd")]
    [InlineData("/etc/aliases", "aliases")]
    [InlineData("/etc/aliases.d/local", "plain")]
    [InlineData("/etc/postfix/virtual", "virtual")]
    [InlineData("virtual_alias_domains", "virtual")]
    [InlineData("virtual-aliases", "virtual")]
    [InlineData("virtual_mailbox_maps", "virtual_mailbox")]
    [InlineData("virtual-mailbox-domains", "plain")]
    [InlineData("virtual_uid_maps", "virtual_uid")]
    [InlineData("vmailbox", "virtual_mailbox")]
    [InlineData("canonical", "canonical")]
    [InlineData("sender_canonical", "canonical")]
    [InlineData("recipient_canonical.local", "canonical")]
    [InlineData("relocated", "relocated")]
    [InlineData("access", "access")]
    [InlineData("client_access", "access")]
    [InlineData("helo_checks", "access")]
    [InlineData("sender_access.db", "access")]
    [InlineData("check_sender_access", "access")]
    [InlineData("client_access.cidr", "plain")]
    [InlineData("helo_checks.pcre", "plain")]
    [InlineData("sasl_passwd.regexp", "sasl_passwd")]
    [InlineData("sender_relay", "sender_relay")]
    [InlineData("relayhost_map", "sender_relay")]
    [InlineData("sender_dependent_relayhost_maps", "sender_relay")]
    [InlineData("sender_transport", "sender_transport")]
    [InlineData("sender_dependent_default_transport_maps", "sender_transport")]
    [InlineData("tls_policy", "tls_policy")]
    [InlineData("smtp_tls_policy_maps", "tls_policy")]
    [InlineData("header_checks", "header_checks")]
    [InlineData("mime_header_checks", "header_checks")]
    [InlineData("body-checks.local", "body_checks")]
    [InlineData("smtp_header_checks", "smtp_header_checks")]
    [InlineData("milter_header_checks", "milter_header_checks")]
    [InlineData("header_checks.pcre", "plain")]
    [InlineData("relay_recipients", "recipients")]
    [InlineData("recipient_bcc.local", "bcc")]
    [InlineData("sender_login_maps", "sender_login")]
    [InlineData("mailbox_command_maps", "user_command")]
    [InlineData("rbl_reply_maps", "rbl_reply")]
    [InlineData("postscreen_access", "postscreen_access")]
    [InlineData("smtpd_milter_maps", "milter_maps")]
    [InlineData("smtp_dns_reply_filter", "dns_reply_filter")]
    [InlineData("discard_ehlo", "ehlo_keywords")]
    [InlineData("my_transport", "plain")]
    [InlineData("", "plain")]
    public void The_last_part_of_a_path_gives_the_format(string path, string format) => Assert.Equal(format, TableFormat.ForFileName(path).Name);

    [Fact]
    public void Every_format_is_found_by_its_name()
    {
        Assert.Equal(
            ["plain", "transport", "generic", "sasl_passwd", "aliases", "virtual", "canonical", "relocated", "access", "sender_relay", "sender_transport", "virtual_mailbox", "virtual_uid", "virtual_gid", "recipients", "bcc", "sender_login", "login_sender", "user_transport", "user_command", "client_certificates", "rbl_reply", "server_sni",
                "tls_policy", "tls_per_site", "header_checks", "body_checks", "smtp_header_checks", "smtp_body_checks", "milter_header_checks",
                "delivery_status_filter", "dns_reply_filter", "reply_filter", "reject_filter", "reject_footer", "command_filter", "ehlo_keywords", "pix_workarounds",
                "milter_maps", "dnsbl_reply", "tls_loglevel", "postscreen_access"],
            TableFormat.All.Select(format => format.Name));
        Assert.All(TableFormat.All, format => Assert.Same(format, TableFormat.ByName(format.Name)));
        Assert.Null(TableFormat.ByName("vmailbox"));
    }

    [Fact]
    public void Only_aliases_have_their_own_syntax_and_only_sasl_passwd_is_secret()
    {
        Assert.Equal([TableFormat.Aliases], TableFormat.All.Where(format => format.Syntax == SourceSyntax.Aliases));
        Assert.Equal([TableFormat.SaslPasswd], TableFormat.All.Where(format => format.IsSecret));
    }

    [Fact]
    public void Findings_have_their_place_in_the_key_or_in_the_value()
    {
        var problems = TableFormat.Transport.Check("@example.com", "smtp:[mail.example.com:25");
        Assert.Equal([("MK2003", true), ("MK2102", false)], problems.Select(problem => (problem.Rule.Code, problem.InKey)));
    }

    [Fact]
    public void A_plain_table_has_no_findings()
    {
        Assert.True(TableFormat.Plain.IsCommon("\"["u8, ":::"u8));
        Assert.Empty(TableFormat.Plain.Check("\"[", ":::"));
    }

    [Theory]
    [InlineData("plain", "joe@example.com", "anything at all")]
    [InlineData("transport", "joe@example.com", "smtp:[mail.example.com]:587")]
    [InlineData("transport", ".example.com", "relay:mail.example.com")]
    [InlineData("transport", "*", "error:5.7.1 closed")]
    [InlineData("transport", "example.com", ":[192.0.2.1]")]
    [InlineData("generic", "root", "joe@example.com")]
    [InlineData("generic", "@example.org", "@example.com")]
    [InlineData("sasl_passwd", "[mail.example.com]:587", "joe@example.com:pass:word")]
    [InlineData("sasl_passwd", "joe@example.com", "joe:password")]
    [InlineData("aliases", "root", "joe, jane@example.com")]
    [InlineData("aliases", "filter", "\"|/usr/bin/filter -a joe\"")]
    [InlineData("aliases", "all", ":include:/etc/mail/all")]
    [InlineData("aliases", "log", "/var/mail/log")]
    [InlineData("virtual", "joe@example.com", "joe, jane@example.org")]
    [InlineData("virtual", "@example.com", "@example.org")]
    [InlineData("virtual", "example.com", "anything")]
    [InlineData("canonical", "joe", "Joe.Doe@example.com")]
    [InlineData("relocated", "joe@example.com", "joe@example.org, or +1 555 0100")]
    [InlineData("access", "192.168", "REJECT go away")]
    [InlineData("access", "joe@", "OK")]
    [InlineData("access", "example.com", "554 5.7.1 not here")]
    [InlineData("access", "<>", "DUNNO")]
    [InlineData("sender_relay", "@example.com", "[mail.example.com]:587")]
    [InlineData("sender_transport", "joe@example.com", "slow:[mail.example.com]:587")]
    [InlineData("virtual_mailbox", "joe@example.com", "example.com/joe/")]
    [InlineData("virtual_uid", "@example.com", "5000")]
    [InlineData("virtual_gid", "joe@example.com", "8")]
    [InlineData("recipients", "joe@example.com", "OK")]
    [InlineData("bcc", "joe@example.com", "archive@example.org")]
    [InlineData("sender_login", "joe@example.com", "joe, jane@example.com")]
    [InlineData("login_sender", "joe", "*")]
    [InlineData("user_transport", "joe", "slow:[mail.example.com]:587")]
    [InlineData("user_command", "joe", "/usr/bin/procmail -a \"$EXTENSION\"")]
    [InlineData("client_certificates", "D7:04:2F:A7:0B:8C:A5:21:FA:31:77:E1:41:8A:EE:80", "lutzpc.at.home")]
    [InlineData("rbl_reply", "bl.example.com", "554 5.7.1 blocked")]
    [InlineData("tls_policy", "[mail.example.com]:587", "encrypt")]
    [InlineData("tls_policy", ".example.com", "secure match=mx.example.com:mx.example.net")]
    [InlineData("tls_per_site", "example.com", "MUST")]
    [InlineData("header_checks", "Subject:", "IGNORE")]
    [InlineData("smtp_header_checks", "Subject:", "WARN seen")]
    [InlineData("postscreen_access", "192.0.2.1", "permit")]
    [InlineData("milter_maps", "192.0.2.1", "DISABLE")]
    public void Ordinary_entries_are_recognised_without_allocating(string format, string key, string value)
    {
        var row = TableFormat.ByName(format)!;
        byte[] keyBytes = [.. key.Select(character => (byte)character)];
        byte[] valueBytes = [.. value.Select(character => (byte)character)];
        Assert.True(row.IsCommon(keyBytes, valueBytes));

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++) row.IsCommon(keyBytes, valueBytes);
        }));
    }
}
