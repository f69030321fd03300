namespace MapKit.Tests.Linting.Configuration;

/// <summary>smtpd's restriction lists. <c>RestrictionScenarioTests</c> shows what smtpd says about each.</summary>
public sealed class RestrictionListRuleTests : IDisposable
{
    private readonly LintedConfiguration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [InlineData("smtpd_client_restrictions", "permit_mynetworks, reject_unknown_client_hostnam", "48 MK5425", "write reject_unknown_client_hostname")]
    [InlineData("smtpd_client_restrictions", "check_client_acess static:OK", "29 MK5425", "write check_client_access")]
    [InlineData("smtpd_client_restrictions", "REJECT_ALL", "29 MK5425", "define the class")]
    [InlineData("smtpd_client_restrictions", "permit_mynetworks # ours", "47 MK5425", "on a separate line")]
    [InlineData("smtpd_recipient_restrictions", "check_sender_access, reject_unauth_destination static:OK", "53 MK5426", "write check_sender_access static:OK, reject_unauth_destination")]
    [InlineData("smtpd_recipient_restrictions", "reject_unauth_destination, check_sender_access", "59 MK5426", "a table, TYPE:NAME")]
    [InlineData("smtpd_recipient_restrictions", "reject_unauth_destination, check_policy_service", "59 MK5426", "unix:private/policy")]
    [InlineData("smtpd_recipient_restrictions", "reject_unauth_destination, reject_rbl_client", "59 MK5426", "its argument")]
    [InlineData("smtpd_data_restrictions", "static:OK", "27 MK5426", "write check_client_access")]
    [InlineData("smtpd_recipient_restrictions", "reject, permit_mynetworks", "40 MK5427", "at the end")]
    [InlineData("smtpd_sender_restrictions", "check_sender_access hsah:/x", "49 MK5420", "write hash:/x")]
    public void A_word_that_smtpd_cannot_use_is_reported(string parameter, string value, string expected, string help)
    {
        var finding = Assert.Single(_configuration.Lint($"{parameter} = {value}"), finding => finding.Rule.Code is "MK5420" or "MK5425" or "MK5426" or "MK5427");
        Assert.Equal($"{expected}", $"{finding.Place!.Value.Column} {finding.Rule.Code}");
        Assert.Contains(help, finding.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtpd_client_restrictions = permit_mynetworks, check_client_access static:OK, reject_rbl_client rbl.example, check_policy_service unix:private/policy, sleep 1, reject")]
    [InlineData("smtpd_client_restrictions = static:OK")]
    [InlineData("smtpd_client_restrictions = warn_if_reject reject, permit_mynetworks")]
    [InlineData("smtpd_restriction_classes = gold\ngold = check_sender_access static:OK\nsmtpd_recipient_restrictions = reject_unauth_destination, gold")]
    [InlineData("smtpd_client_restrictions =\n  permit_mynetworks,\n# a comment\n  reject_unknown_client_hostname")]
    [InlineData("smtpd_client_restrictions = check_client_access { static:OK, search_order = addr }")]
    [InlineData("local_header_rewrite_clients = permit_inet_interfaces, check_address_map static:OK")]
    public void Valid_lists_are_not_reported(string settings) =>
        Assert.DoesNotContain(_configuration.Lint(settings), finding => finding.Rule.Code is "MK5420" or "MK5425" or "MK5426" or "MK5427");

    [Fact]
    public void A_class_and_an_option_of_a_service_are_checked() => Assert.Equal(
        ["main.cf:2:8 MK5425", "master.cf:2:32 MK5425"],
        _configuration.Places("smtpd_restriction_classes = gold\ngold = permit_everyone", "smtp inet n - n - - smtpd\n  -o smtpd_client_restrictions=permit_nobody\n"));
}
