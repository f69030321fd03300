using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>Tables as Postfix's manual pages and many mail hosts have them: nothing is said of any line.</summary>
public class OrdinaryTableTests
{
    [Theory]
    [InlineData("virtual", "example.com|20260701", "joe@example.com|joe", "postmaster@example.com|postmaster", "@example.com|joe", "root|joe@localhost", "list@example.com|joe jane, jim@example.org", "jane@example.com|jane@example.com", "@alias.example|@example.com")]
    [InlineData("canonical", "joe|Joe.Doe", "joe.doe|joe@example.com", "@host.example.com|@example.com", "\"\"|bounces@example.com")]
    [InlineData("relocated", "joe@example.com|joe@example.org", "jane|Jane has left; call extension #12", "@old.example|5.1.6 Mail for this domain: see https://example.com/#mail")]
    [InlineData("access", "spammer@example.com|550 5.7.1 no", "example.com|OK", "1.2.3|REJECT", "1.2.3.4|OK", "192.168.4.128|DUNNO", "<>|reject_rbl_client bl.example.net", "dhcp.example.net|554 No mail from dynamic addresses", "unknown|defer_if_permit", "localhost|REJECT You are not me", "friends@example.com|permit_sasl_authenticated, reject", "list@example.com|insiders_only", "relay.example.com|PREPEND X-From: a, b", "my_helo-name|REJECT", "admin@|OK", "joe+list@example.com|REDIRECT \"j d\"@example.com")]
    [InlineData("sender_relay", "joe@example.com|[smtp.example.com]:587", "@example.org|[192.0.2.1]:2525", "<>|DUNNO", "jane@example.com|relay.example.net")]
    [InlineData("sender_transport", "joe@example.com|slow:", "@example.org|smtp:[mail.example.com]:587", "jane@example.com|DUNNO", "<>|smtp")]
    [InlineData("tls_policy", "example.com|encrypt", "[mail.example.net]:587|secure", ".example.org|verify match=.example.org", "example.edu|dane-only", "example.biz|may protocols=>=TLSv1 ciphers=medium exclude=3DES", "smtp.example.net:25|none", "example.info|fingerprint match=3D:95:34:51:24:66:33:B9:D2:40:99:C0:C1:17:0B:D1", "/var/run/lmtp|none", "[192.0.2.1]|secure servername=mx.example.com tafile=/etc/postfix/ca.pem", "example.name|secure match=mx.example.name match=nexthop:dot-nexthop connection_reuse=yes")]
    [InlineData("tls_per_site", "example.com|MUST", "mail.example.com|NONE")]
    [InlineData("header_checks", "x|REJECT 5.7.1 viruses", "x|REJECT", "x|IGNORE", "x|REPLACE Subject: x", "x|PREPEND X-Spam: yes", "x|FILTER scan:[127.0.0.1]:10024", "x|REDIRECT joe@example.com", "x|HOLD", "x|WARN see #12", "x|DISCARD", "x|BCC joe@example.com", "x|PASS", "x|STRIP")]
    [InlineData("body_checks", "x|REJECT see https://example.com/#spam", "x|REPLACE any text", "x|PREPEND any text", "x|DUNNO")]
    [InlineData("smtp_header_checks", "x|IGNORE", "x|REPLACE Subject: x", "x|WARN")]
    [InlineData("virtual_mailbox", "example.com|anything", "joe@example.com|example.com/joe/", "jane@example.com|example.com/jane", "@example.net|catch all/", "jim@example.com|/var/mail/jim")]
    [InlineData("virtual_uid", "joe@example.com|5000", "@example.com|100", "jane@example.com|4294967294")]
    [InlineData("virtual_gid", "joe@example.com|5000", "@example.com|8")]
    [InlineData("recipients", "joe@example.com|OK", "@example.com|x", "joe|anything # at all", "example.com|x")]
    [InlineData("bcc", "joe@example.com|archive@example.org", "@example.com|archive", "joe|\"a b\"@example.com")]
    [InlineData("sender_login", "joe@example.com|joe", "@example.com|joe, jane jim@example.com")]
    [InlineData("login_sender", "joe|*", "root|<> @example.com \"a b\"@example.com", "uid:1000|joe@example.com")]
    [InlineData("user_transport", "joe|lmtp:unix:private/dovecot", "jane|dovecot", "jim|smtp:[mail.example.com]")]
    [InlineData("user_command", "joe|/usr/bin/procmail -a \"$EXTENSION\"", "jane|exec maildrop || exit 75")]
    [InlineData("client_certificates", "8f:72:a0:21:9c:3c:cd:ac:f9:5c:a4:1f:8e:4c:93:8a:8c:2f:23:6a|host")]
    [InlineData("rbl_reply", "bl.example.com=127.0.0.4|$rbl_code Service unavailable; $rbl_class [$rbl_what] blocked using $rbl_domain${rbl_reason?; $rbl_reason}", "b.example|550 5.7.1 costs $$5")]
    public void An_ordinary_table_has_no_finding(string format, params string[] lines)
    {
        foreach (var parts in lines.Select(line => line.Split('|')))
            Assert.Equal((parts[0], ""), (parts[0], Shown.Problems(TableFormat.ByName(format)!.Check(parts[0], parts[1]))));
    }
}
