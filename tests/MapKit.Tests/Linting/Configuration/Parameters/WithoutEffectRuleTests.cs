namespace MapKit.Tests.Linting.Configuration.Parameters;

public class WithoutEffectRuleTests
{
    private const string Cleanup = "cleanup unix n - n - 0 cleanup\n";

    [Theory]
    [InlineData("", "smtp inet n - n - - smtpd -o always_bcc=a@example.com\n" + Cleanup, "master.cf:1:30: warning MK5404: smtpd(8) does not read always_bcc, only cleanup(8) does; the option has no effect -> set it in main.cf, or for the service cleanup")]
    [InlineData("", "smtp inet n - n - - smtpd -o header_checks=\n" + Cleanup, "master.cf:1:30: info MK5404: smtpd(8) does not read header_checks, only cleanup(8) does; the option has no effect -> set it in main.cf, or for the service cleanup")]
    [InlineData("", "slow unix - - n - - smtp -o slow_destination_concurrency_limit=1\n", "master.cf:1:29: warning MK5404: smtp(8) does not read slow_destination_concurrency_limit, only qmgr(8) does; the option has no effect -> set it in main.cf")]
    [InlineData("smtpd_helo_required = no", "smtp inet n - n - - smtpd -o smtpd_helo_required=yes\n", "main.cf:1:1: warning MK5404: every service that reads smtpd_helo_required overrides it in master.cf (smtp); this value has no effect -> remove it here, or the options -o in master.cf")]
    public void A_setting_that_nobody_reads_is_reported(string main, string master, string finding) => Assert.Equal([finding], CheckedParameters.Show(main, master));

    [Theory]
    [InlineData("", "smtp inet n - n - - smtpd -o syslog_name=postfix/x -o smtpd_banner=x -o smtp_bind_address=127.0.0.1\n", 1)]
    [InlineData("smtpd_banner = $smtp_helo_name", "smtp inet n - n - - smtpd -o smtp_helo_name=x\n", 0)]
    [InlineData("", "x unix - - n - - /usr/local/bin/other -o always_bcc=x\n", 0)]
    [InlineData("", "tlsproxy unix - - y - 0 tlsproxy -o smtpd_tls_cert_file=/x -o smtpd_tls_ccert_verifydepth=3\n", 0)]
    [InlineData("smtpd_helo_required = no", "smtp inet n - n - - smtpd -o smtpd_helo_required=yes\nsubmission inet n - n - - smtpd\n", 0)]
    [InlineData("smtpd_helo_required = yes", "smtp inet n - n - - smtpd -o smtpd_helo_required=yes\n", 0)]
    [InlineData("smtpd_client_restrictions = permit\nsmtpd_banner = $smtpd_client_restrictions", "smtp inet n - n - - smtpd -o smtpd_client_restrictions=reject\n", 0)]
    public void A_setting_that_a_program_reads_directly_or_through_a_value_is_not(string main, string master, int count) =>
        Assert.Equal(count, CheckedParameters.Show(main, master).Length);
}
