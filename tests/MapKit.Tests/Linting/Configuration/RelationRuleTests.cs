namespace MapKit.Tests.Linting.Configuration;

/// <summary>Relations between main.cf and its tables. <c>RelationScenarioTests</c> shows what the daemons do.</summary>
public sealed class RelationRuleTests : IDisposable
{
    private readonly LintedConfiguration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [InlineData("mydestination = a.example, b.example\nvirtual_mailbox_domains = b.example", "main.cf:1:28")]
    [InlineData("mydestination = a.example\nvirtual_mailbox_domains = @/list", "main.cf:1:17")]
    [InlineData("mydestination = $mydomain\nmydomain = a.example\nvirtual_alias_domains = a.example", "main.cf:1:17")]
    [InlineData("mydestination =\nvirtual_alias_domains = A.example\nvirtual_mailbox_domains = a.example", "main.cf:2:25")]
    [InlineData("mydestination =\nvirtual_mailbox_domains = texthash:@/domains\nrelay_domains = a.example", "main.cf:3:17")]
    public void A_domain_in_two_classes_is_reported_where_it_is_written(string settings, string place)
    {
        _configuration.Write("list", "x.example\na.example\n");
        _configuration.Write("domains", "a.example OK\n");
        Assert.Equal([place + " MK5440"], _configuration.Places(settings).Where(finding => finding.Contains("MK5440", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("mydestination = a.example\nvirtual_mailbox_domains = b.example\nrelay_domains = c.example")]
    [InlineData("mydestination = a.example\nrelay_domains = a.example")]
    [InlineData("mydestination = !a.example, a.example\nvirtual_mailbox_domains = b.example")]
    public void Domains_in_one_class_are_not_reported(string settings) =>
        Assert.DoesNotContain(_configuration.Places(settings), finding => finding.Contains("MK5440", StringComparison.Ordinal));

    [Theory]
    [InlineData("", true)]
    [InlineData("mydestination = d.example", false)]
    [InlineData("virtual_mailbox_domains = d.example", false)]
    [InlineData("relay_domains = d.example", false)]
    [InlineData("relay_domains = example\nparent_domain_matches_subdomains = relay_domains", false)]
    [InlineData("virtual_alias_domains = regexp:@/unknown", false)]
    public void A_virtual_alias_needs_a_domain_of_a_class(string setting, bool isReported)
    {
        _configuration.Write("virtual", "joe@d.example jane@d.example\n");
        var findings = _configuration.Places($"virtual_alias_maps = texthash:@/virtual\n{(setting.Contains("mydestination", StringComparison.Ordinal) ? "" : "mydestination = mail.example\n")}{setting}");
        Assert.Equal(isReported ? ["virtual:1:5 MK5441"] : [], findings.Where(finding => finding.Contains("MK5441", StringComparison.Ordinal)));
        _configuration.Write("virtual", "d.example anything\njoe@d.example jane@d.example\n");
        Assert.DoesNotContain(_configuration.Places("virtual_alias_maps = texthash:@/virtual\nmydestination ="), finding => finding.Contains("MK5441", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@d.example all@x.example\n", true)]
    [InlineData("@d.example all@x.example\njoe@d.example joe@d.example\n", false)]
    [InlineData("@d.example @d.example\n", false)]
    [InlineData("@other.example all@x.example\n", false)]
    public void A_catch_all_beside_a_mailbox_without_an_alias_is_reported(string aliases, bool isReported)
    {
        _configuration.Write("virtual", aliases);
        _configuration.Write("mailboxes", "joe@d.example d/joe/\n");
        var findings = _configuration.Lint("mydestination =\nvirtual_alias_maps = texthash:@/virtual\nvirtual_mailbox_maps = texthash:@/mailboxes\nvirtual_mailbox_domains = d.example\nvirtual_alias_domains = other.example");
        Assert.Equal(isReported, findings.Any(finding => finding.Rule.Code == "MK5442" && finding.Help == "give each mailbox an alias to itself: joe@d.example joe@d.example"));
    }

    [Fact]
    public void A_sender_in_a_second_login_table_is_reported_unless_the_tables_are_joined()
    {
        _configuration.Write("one", "joe@d.example joe\nann@d.example ann\n");
        _configuration.Write("two", "joe@d.example app\nann@d.example ann\nbob@d.example bob\n");
        Assert.Equal(["two:1:1 MK5443"], Of("MK5443", "smtpd_sender_login_maps = texthash:@/one, texthash:@/two"));
        Assert.Empty(Of("MK5443", "smtpd_sender_login_maps = unionmap:{texthash:@/one, texthash:@/two}"));
    }

    [Fact]
    public void A_check_after_a_permit_is_reported()
    {
        _configuration.Write("recipients", "root@d.example OK\n");
        _configuration.Write("senders", "spam@x.example REJECT\n");
        Assert.Equal(["main.cf:1:58 MK5444"], Of("MK5444", "smtpd_sender_restrictions = permit_sasl_authenticated, reject_sender_login_mismatch".Replace("restrictions = ", "restrictions =   ", StringComparison.Ordinal)));
        Assert.Empty(Of("MK5444", "smtpd_sender_restrictions = reject_sender_login_mismatch, permit_sasl_authenticated"));
        const string recipients = "check_recipient_access texthash:@/recipients", senders = "check_sender_access texthash:@/senders";
        Assert.Single(Of("MK5444", $"smtpd_recipient_restrictions = reject_unauth_destination, {recipients}, {senders}"));
        Assert.Empty(Of("MK5444", $"smtpd_recipient_restrictions = reject_unauth_destination, {senders}, {recipients}"));
        _configuration.Write("recipients", "root@d.example DUNNO\n");
        Assert.Empty(Of("MK5444", $"smtpd_recipient_restrictions = reject_unauth_destination, {recipients}, {senders}"));
    }

    [Theory]
    [InlineData("smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = permit_mynetworks", true)]
    [InlineData("smtpd_relay_restrictions = permit, reject_unauth_destination", true)]
    [InlineData("smtpd_relay_restrictions = warn_if_reject reject_unauth_destination", true)]
    [InlineData("mynetworks = 0.0.0.0/0", true)]
    [InlineData("smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = reject_unauth_destination", false)]
    [InlineData("smtpd_restriction_classes = own\nown = reject_unauth_destination\nsmtpd_relay_restrictions = own", false)]
    [InlineData("mynetworks = 127.0.0.0/8 [::1]/128", false)]
    [InlineData("", false)]
    public void A_host_that_relays_for_everybody_is_reported(string settings, bool isReported) =>
        Assert.Equal(isReported, Of("MK5445", settings).Length > 0);

    [Theory]
    [InlineData("virtual", "lmtp:unix:private/dovecot", true)]
    [InlineData("virtual:", "lmtp:unix:private/dovecot", true)]
    [InlineData(":", "lmtp:unix:private/dovecot", false)]
    [InlineData("virtual:", "virtual", false)]
    [InlineData("smtp:[192.0.2.1]", "lmtp:unix:private/dovecot", false)]
    public void A_transport_entry_that_replaces_the_virtual_transport_is_reported(string value, string transport, bool isReported)
    {
        _configuration.Write("routes", $"d.example {value}\n");
        Assert.Equal(isReported, Of("MK5446", $"virtual_mailbox_domains = d.example\nvirtual_transport = {transport}\ntransport_maps = texthash:@/routes").Length > 0);
    }

    private string[] Of(string code, string settings) => [.. _configuration.Places(settings).Where(finding => finding.EndsWith(code, StringComparison.Ordinal))];
}
