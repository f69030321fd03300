using MapKit.Postfix;

namespace MapKit.Tests.Linting.Configuration.Parameters;

public class ParameterNameRuleTests
{
    private const string Smtpd = "smtp inet n - n - - smtpd\nsmtp unix - - n - - smtp\n";

    [Theory]
    [InlineData("transport_map = hash:/etc/x", "main.cf:1:1: error MK5401: Postfix does not know the parameter transport_map, and no value refers to it; the table is never used -> write `transport_maps = hash:/etc/x`")]
    [InlineData("tls_server_chain_sni_maps = hash:/etc/x", "main.cf:1:1: error MK5401: Postfix does not know the parameter tls_server_chain_sni_maps, and no value refers to it; the table is never used -> write `tls_server_sni_maps = hash:/etc/x`")]
    [InlineData("relay_host = [relay.example]", "main.cf:1:1: warning MK5401: Postfix does not know the parameter relay_host, and no value refers to it; the setting has no effect -> write `relayhost`")]
    [InlineData("smtp_recipient_restrictions = reject", "main.cf:1:1: warning MK5401: Postfix does not know the parameter smtp_recipient_restrictions, and no value refers to it; the setting has no effect -> write `smtpd_recipient_restrictions`")]
    [InlineData("MyDestination = localhost", "main.cf:1:1: warning MK5401: Postfix does not know the parameter MyDestination: upper and lower case of names differ; the setting has no effect -> write `mydestination`")]
    [InlineData("something_else = x", "main.cf:1:1: warning MK5401: Postfix does not know the parameter something_else, and no value refers to it; the setting has no effect -> remove it; if a value is to refer to it, write `$something_else` there")]
    [InlineData("smtpd_reject_filter_maps = hash:/x", "main.cf:1:1: error MK5401: Postfix 3.7 does not have the parameter smtpd_reject_filter_maps, which exists since 3.11; the table is never used -> remove it; if a value is to refer to it, write `$smtpd_reject_filter_maps` there")]
    [InlineData("program_directory = /x", "main.cf:1:1: warning MK5401: Postfix no longer has the parameter program_directory, whose last release was 2.0; the setting has no effect -> write `daemon_directory`")]
    [InlineData("smtq_destination_concurrency_limit = 2", "main.cf:1:1: warning MK5401: Postfix does not know the parameter smtq_destination_concurrency_limit: master.cf has no delivery agent \"smtq\"; the setting has no effect -> write `smtp_destination_concurrency_limit`")]
    [InlineData("process_name = x", "main.cf:1:1: warning MK5410: process_name is set by the programs of Postfix; they ignore this setting -> remove it")]
    [InlineData("mydestination = $myhostnam", "main.cf:1:18: warning MK5402: nothing sets the parameter myhostnam; Postfix puts an empty text in its place -> write `$myhostname`")]
    [InlineData("smtp_use_tls = yes", "main.cf:1:1: info MK5403: smtp_use_tls is deprecated: later releases of Postfix no longer support it -> use `smtp_tls_security_level` instead")]
    [InlineData("virtual_maps = hash:/x", "main.cf:1:1: info MK5403: virtual_maps is deprecated: Postfix has another name for it since 1.2, and still knows this one -> use `virtual_alias_maps` instead")]
    public void A_name_that_Postfix_does_not_know_is_reported(string main, string finding) => Assert.Equal([finding], CheckedParameters.Show(main, Smtpd));

    [Theory]
    [InlineData("mydestination = $mine\nmine = localhost")]
    [InlineData("mydestination = ${mine?{$other}:{x}}\nmine = localhost\nother = y")]
    [InlineData("smtpd_restriction_classes = greylist\ngreylist = check_policy_service inet:127.0.0.1:10023")]
    [InlineData("smtp_destination_concurrency_limit = 3")]
    [InlineData("transport_maps = proxy:ldap:routes\nroutes_server_host = ldap.example\nroutes_query_filter = (x=%s)")]
    [InlineData("mynetworks = 127.0.0.0/8\nconfig_directory = /etc/x")]
    [InlineData("smtpd_banner = $$myhostnam")]
    [InlineData("mailbox_command = /usr/bin/procmail -a $EXTENSION")]
    public void A_name_that_Postfix_knows_or_a_value_refers_to_is_not(string main) => Assert.Empty(CheckedParameters.Show(main, Smtpd));

    [Fact]
    public void A_name_in_an_option_counts_for_its_service_only() => Assert.Equal(
        ["master.cf:3:6: warning MK5401: Postfix does not know the parameter mine, and no value refers to it; the setting has no effect -> remove it; if a value is to refer to it, write `$mine` there"],
        CheckedParameters.Show("", "a inet n - n - - smtpd -o smtpd_banner=$mine -o mine=x\nb inet n - n - - smtpd\n  -o mine=x\n"));

    [Fact]
    public void A_macro_in_main_cf_makes_the_options_of_all_services_known() =>
        Assert.Empty(CheckedParameters.Show("smtpd_banner = $mine", "a inet n - n - - smtpd -o mine=x\n"));

    [Fact]
    public void A_parameter_of_3_12_is_known_to_3_12() =>
        Assert.Empty(CheckedParameters.Show("smtpd_hide_client_session = yes", Smtpd, PostfixVersion.Postfix312));
}
