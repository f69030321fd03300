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
    public void An_ordinary_table_has_no_finding(string format, params string[] lines)
    {
        foreach (var parts in lines.Select(line => line.Split('|')))
            Assert.Equal((parts[0], ""), (parts[0], Shown.Problems(TableFormat.ByName(format)!.Check(parts[0], parts[1]))));
    }
}
