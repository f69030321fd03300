using MapKit.Configuration.Parameters;
using MapKit.Linting.Configuration.Parameters;
using MapKit.Postfix;
using MapKit.Tests.Configuration;

namespace MapKit.Tests.Linting.Configuration.Parameters;

public class ParameterValueRuleTests
{
    private const string Smtpd = "smtp inet n - n - - smtpd\n";

    public static TheoryData<PostfixVersion> Versions => [.. Enum.GetValues<PostfixVersion>()];

    [Theory]
    [InlineData("smtpd_helo_required = yess", "main.cf:1:23: error MK5405: smtpd_helo_required = yess is neither yes nor no; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: bad boolean configuration: smtpd_helo_required = yess) -> write `smtpd_helo_required = yes`")]
    [InlineData("smtpd_helo_required = no # comment", "main.cf:1:23: error MK5405: smtpd_helo_required = no # comment is neither yes nor no; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: bad boolean configuration: smtpd_helo_required = no # comment) -> write `smtpd_helo_required = no`")]
    [InlineData("smtpd_helo_required =", "main.cf:1:22: error MK5405: smtpd_helo_required is neither yes nor no; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: bad boolean configuration: smtpd_helo_required = ) -> write `smtpd_helo_required = yes` or `smtpd_helo_required = no`")]
    [InlineData("message_size_limit = 10M", "main.cf:1:22: error MK5406: message_size_limit = 10M is not a number; every program of Postfix stops as it starts (it logs: bad numerical configuration: message_size_limit = 10M) -> write `message_size_limit = 10485760`")]
    [InlineData("smtpd_timeout = 5 minutes", "main.cf:1:17: error MK5407: smtpd_timeout = 5 minutes is not a time; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: parameter smtpd_timeout: bad time value or unit: 5 minutes) -> write `smtpd_timeout = 5m`")]
    [InlineData("smtpd_timeout = 10ms", "main.cf:1:17: warning MK5407: smtpd_timeout = 10ms is read as 10m; Postfix ignores the text after the first letter of the unit -> write `smtpd_timeout = 1s`")]
    [InlineData("smtpd_timeout = 0", "main.cf:1:17: error MK5408: smtpd_timeout = 0 is below the minimum 1s; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: invalid smtpd_timeout: 0 (min 1)) -> write `smtpd_timeout = 1s` or more")]
    [InlineData("smtpd_banner =", "main.cf:1:15: error MK5408: smtpd_banner must not be empty; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: bad string length 0 < 1: smtpd_banner = ) -> write a value, or remove the setting to use the default")]
    [InlineData("smtpd_tls_security_level = maybe", "main.cf:1:28: error MK5409: smtpd_tls_security_level = maybe is not a value that Postfix knows; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: Invalid TLS level \"maybe\") -> write `smtpd_tls_security_level = may`")]
    [InlineData("smtpd_tls_security_level = verify", "main.cf:1:28: warning MK5409: smtpd_tls_security_level = verify is a level of clients; the server uses \"encrypt\" (it logs: smtpd_tls_security_level: unsupported TLS level \"verify\", using \"encrypt\") -> write `smtpd_tls_security_level = encrypt`")]
    [InlineData("smtpd_tls_protocols = !SSLv2 TLS1.2", "main.cf:1:23: warning MK5409: smtpd_tls_protocols = !SSLv2 TLS1.2 has the word \"TLS1.2\", which Postfix does not know; smtpd(8) logs a warning and works without TLS (it logs: Invalid TLS protocol list \"!SSLv2 TLS1.2\") -> write `smtpd_tls_protocols = !SSLv2 TLSv1.2`")]
    [InlineData("smtpd_discard_ehlo_keywords = starttl", "main.cf:1:31: warning MK5409: smtpd_discard_ehlo_keywords = starttl has the word \"starttl\", which Postfix does not know; smtpd(8) ignores the word without a message -> write `smtpd_discard_ehlo_keywords = STARTTLS`")]
    [InlineData("smtpd_error_sleep_time = ${stress?{x}:{1s}}", "main.cf:1:26: error MK5407: smtpd_error_sleep_time = x (under stress) is not a time; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: parameter smtpd_error_sleep_time: bad time value or unit: x) -> write a number and a unit: s, m, h, d or w")]
    [InlineData("qmqpd_timeout = x", "main.cf:1:17: warning MK5407: qmqpd_timeout = x is not a time; no service of master.cf reads it now (it logs: parameter qmqpd_timeout: bad time value or unit: x) -> write a number and a unit: s, m, h, d or w")]
    [InlineData("smtpd_banner = ${myhostname", "main.cf:1:16: error MK5002: truncated macro reference: ****; every program that reads smtpd_banner stops -> correct the macro; write $$ for a dollar sign that starts no macro")]
    [InlineData("syslog_facility = post", "main.cf:1:19: error MK5411: file main.cf: parameter syslog_facility: unrecognized value: post; no program of Postfix starts -> correct `syslog_facility`")]
    public void A_bad_value_is_reported_with_the_program_that_fails(string main, string finding) => Assert.Equal([finding], CheckedParameters.Show(main, Smtpd));

    [Theory]
    [InlineData("smtpd_helo_required = YES")]
    [InlineData("smtpd_helo_required = ${stress?{no}:{yes}}")]
    [InlineData("smtpd_timeout = ${stress?{10}:{300}}s")]
    [InlineData("smtpd_timeout = 5minutes")]
    [InlineData("smtpd_hard_error_limit = 020")]
    [InlineData("smtpd_sasl_security_options = bogus")]
    [InlineData("smtpd_tls_security_level =")]
    [InlineData("smtpd_tls_protocols = >=TLSv1.2, <=0304")]
    [InlineData("smtpd_tls_loglevel = 1, Cache")]
    [InlineData("mynetworks_style = bogus\nmynetworks = 127.0.0.1")]
    public void A_good_value_is_not(string main) => Assert.Empty(CheckedParameters.Show(main, Smtpd));

    [Fact]
    public void An_option_of_a_service_is_checked_in_its_place() => Assert.Equal(
        ["master.cf:2:27: error MK5405: smtpd_tls_wrappermode = on is neither yes nor no; smtpd(8) stops as it starts, so that no mail is received by SMTP (it logs: bad boolean configuration: smtpd_tls_wrappermode = on) -> write `smtpd_tls_wrappermode = yes`"],
        CheckedParameters.Show("", "smtps inet n - n - - smtpd\n -o smtpd_tls_wrappermode=on\n"));

    [Fact]
    public void A_value_that_every_service_overrides_stops_nothing() => Assert.DoesNotContain(
        CheckedParameters.Show("smtpd_helo_required = x", "smtp inet n - n - - smtpd -o smtpd_helo_required=yes\n"), finding => finding.Contains(": error ", StringComparison.Ordinal));

    [Theory]
    [InlineData("smtpd_sasl_auth_enable = yes\nsmtpd_sasl_security_options = noanonimous", "MK5409")]
    [InlineData("mailbox_size_limit = 1000", "MK5412")]
    [InlineData("message_size_limit = 0", "MK5412")]
    public void A_value_that_only_counts_with_another_is_reported(string main, string code) => Assert.Contains(
        CheckedParameters.Show(main, Smtpd + "local unix - n n - - local\n"), finding => finding.Contains(code, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_default_is_a_good_value(PostfixVersion version)
    {
        var scope = MemoryConfiguration.Read("", version: version);

        // virtual(8) does not start with the default of virtual_mailbox_base.
        Assert.All(ParameterDefaults.NamesOf(version).Where(name => name != "virtual_mailbox_base"), name =>
        {
            var parameter = ParameterCatalogue.Find(name, version)!;
            var value = parameter.IsRaw ? scope.GetUnexpanded(name)! : scope.Scope.Evaluate(name)!;
            Assert.Null(ValueCheck.Find(parameter, value, version));
        });
    }
}
