using System.Text;
using CsCheck;
using MapKit.Tables;

namespace MapKit.Tests.Tables;

/// <summary>The span recogniser of a format and its grammar give the same verdict: what the one takes, the other finds nothing in.</summary>
[Trait(Category.Name, Category.Random)]
public class RecogniserTests
{
    /// <summary>Values of other tables, put into each.</summary>
    private static readonly string[] ForeignValues = ["/^joe/", "!/x/", "@example.org", "joe@example.com", "smtp:[a.example]:25", "OK", "joe:password", "a # b"];

    private static readonly string[] Keys =
    [
        "!/^joe/", "!192.0.2.0/24", "[2001:db8::]/32", "joe:", "example.com:", "joe@example.com:", "(joe)", "a (b)",
        "joe@example.com", "joe", "@example.com", "example.com", ".example.com", "joe@", "<>", "\"\"", "192.0.2.1", "192.168", "2001:db8::1",
        "2001:db8", "[192.0.2.1]", "192.0.2.0/24", "/^joe/", "if", "*", "a.b+c@d-e.example", "255.255.255.255", "01.2", "uid:1000",
        "D7:04:2F:A7:0B:8C:A5:21:FA:31:77:E1:41:8A:EE:80", "D7042FA70B8CA521FA3177E1418AEE80",
    ];

    [Theory]
    [InlineData("plain", "a # b|# a|a#b")]
    [InlineData("aliases", "joe|joe, jane@example.org|/var/mail/joe|:include:/etc/list|a,,b|joe jane|\"\"|\\joe")]
    [InlineData("virtual", "joe@example.com|joe, jane@example.org|@example.org|<>|joe jane|/^joe/|a,,b|example.com")]
    [InlineData("canonical", "joe@example.com|joe|@example.org|\"j d\"@example.com|/^joe/|example.com")]
    [InlineData("generic", "joe@example.com|joe|@example.com|/^joe/|example.com")]
    [InlineData("relocated", "joe@example.com|5.1.6 gone # now|call 1 # 2")]
    [InlineData("access", "OK|REJECT go away|550 5.7.1 no|550|DUNNO # x|DEFER_IF_PERMIT later|FILTER scan:[127.0.0.1]:25|BCC joe@example.com|permit_mynetworks, reject|1095948585|hold")]
    [InlineData("sender_relay", "[mail.example.com]:587|mail.example.com:25|mail.example.com:587|DUNNO|smtp:25|smtp:a.example|192.0.2.1")]
    [InlineData("sender_transport", "smtp:|slow:[mail.example.com]:587|slow|:x|DUNNO|smtp:a.example:465")]
    [InlineData("transport", "smtp:mail.example.com:587|smtp:[mail.example.com]:587|smtp:a.example:25,b.example|/^a:/")]
    [InlineData("sasl_passwd", "joe:password|joe :password|joe: password|joe:a # b|joe:a#b")]
    [InlineData("tls_policy", "may|encrypt|secure match=mx.example.com:.example.com|none ciphers=high|dane-only|verify match=|secure match=a protocols=!SSLv3|{ match = a }")]
    [InlineData("tls_per_site", "MAY|MUST|must|NONE|MUST_NOPEERMATCH|must_not")]
    [InlineData("header_checks", "IGNORE|DUNNO|WARN seen|REPLACE X: y|REJECT # no|FILTER smtp:|INFO # x|PASS")]
    [InlineData("body_checks", "IGNORE|ok|WARN seen|REPLACE y|PREPEND x|STRIP it")]
    [InlineData("smtp_header_checks", "IGNORE|DUNNO|WARN seen|REPLACE X: y|REJECT|STRIP")]
    [InlineData("smtp_body_checks", "IGNORE|DUNNO|WARN seen|HOLD|STRIP")]
    [InlineData("milter_header_checks", "IGNORE|DUNNO|WARN seen|PREPEND X: y|REJECT no|STRIP")]
    [InlineData("virtual_mailbox", "example.com/joe/|/var/mail/joe|../joe|a/../b|joe # x")]
    [InlineData("virtual_uid", "5000|99|100|vmail|5000:5000|4294967295|0")]
    [InlineData("virtual_gid", "5000|8|0|vmail|5000 # x")]
    [InlineData("recipients", "OK|x y|anything # x")]
    [InlineData("bcc", "joe@example.com|joe|a@b.example, c@d.example|@example.com|/var/mail/joe|\"a b\"@example.com")]
    [InlineData("sender_login", "joe|joe, jane|joe # x|,")]
    [InlineData("login_sender", "*|@example.com|<>|joe@example.com, *|*@example.com")]
    [InlineData("user_transport", "smtp:|slow:[mail.example.com]:587|slow|:x|DUNNO")]
    [InlineData("user_command", "/usr/bin/procmail|/bin/sh -c 'x'|\"|/bin/x\"")]
    [InlineData("client_certificates", "x|y z")]
    [InlineData("rbl_reply", "554 no|$rbl_code x|blocked|554 see $rbl_url|${rbl_reason?x}|554 # x")]
    [InlineData("reject_footer", "see #12|a # b")]
    [InlineData("dns_reply_filter", "IGNORE|ignore|IGNORE x")]
    [InlineData("milter_maps", "DISABLE|disable|inet:a:1")]
    [InlineData("postscreen_access", "permit|REJECT|dunno|OK")]
    [InlineData("delivery_status_filter", "4.2.2 full|5.1.1")]
    public void The_grammar_accepts_what_the_recogniser_accepts(string format, string values)
    {
        var row = TableFormat.ByName(format)!;
        Gen.Select(NearTexts.Of(Keys), NearTexts.Of([.. values.Split('|'), .. ForeignValues])).Sample(
            (key, value) =>
            {
                if (key.Length == 0 || value.Length == 0) return;
                if (row.IsCommon(Encoding.Latin1.GetBytes(key), Encoding.Latin1.GetBytes(value))) Assert.Equal("", Shown.Problems(row.Check(key, value)));
                else row.Check(key, value);
            },
            iter: 10_000);
    }
}
