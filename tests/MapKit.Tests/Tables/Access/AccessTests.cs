using MapKit.Tables.Access;
using MapKit.Tables.Grammar;

namespace MapKit.Tests.Tables.Access;

public class AccessTests
{
    [Theory]
    [InlineData("OK", AccessActionKind.Permit, "")]
    [InlineData("ok and a text", AccessActionKind.Permit, "and a text")]
    [InlineData("RELAY", AccessActionKind.Permit, "")]
    [InlineData("1095948585", AccessActionKind.Permit, "")]
    [InlineData("dunno", AccessActionKind.Dunno, "")]
    [InlineData("REJECT", AccessActionKind.Reject, "")]
    [InlineData("REJECT see ticket #12: no", AccessActionKind.Reject, "see ticket #12: no")]
    [InlineData("DEFER later", AccessActionKind.Defer, "later")]
    [InlineData("defer_if_reject", AccessActionKind.DeferIfReject, "")]
    [InlineData("DEFER_IF_PERMIT wait", AccessActionKind.DeferIfPermit, "wait")]
    [InlineData("INFO seen", AccessActionKind.Info, "seen")]
    [InlineData("WARN", AccessActionKind.Warn, "")]
    [InlineData("HOLD", AccessActionKind.Hold, "")]
    [InlineData("DISCARD", AccessActionKind.Discard, "")]
    [InlineData("HANGUP", AccessActionKind.HangUp, "")]
    [InlineData("PREPEND X-Note: seen", AccessActionKind.Prepend, "X-Note: seen")]
    [InlineData("554  5.7.1 not here", AccessActionKind.Reply, "5.7.1 not here")]
    [InlineData("permit_mynetworks, reject", AccessActionKind.Restrictions, "permit_mynetworks, reject")]
    [InlineData("reject_rbl_client bl.example.net", AccessActionKind.Restrictions, "reject_rbl_client bl.example.net")]
    [InlineData("insiders_only", AccessActionKind.Restrictions, "insiders_only")]
    [InlineData("greylist, reject_unverified_sender", AccessActionKind.Restrictions, "greylist, reject_unverified_sender")]
    public void The_first_word_is_the_action(string value, AccessActionKind kind, string text)
    {
        var parsed = AccessValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal((kind, text), (parsed.Value!.Kind, parsed.Value.Text));
    }

    [Fact]
    public void Parameters_are_typed()
    {
        Assert.Equal(554, AccessValue.Parse("554 no").Value!.Code);
        Assert.Equal("joe@example.com", AccessValue.Parse("REDIRECT joe@example.com").Value!.Recipient!.ToString());
        Assert.Equal("example.org", AccessValue.Parse("bcc <joe@example.org>").Value!.Recipient!.Domain);
        Assert.Equal("scan", AccessValue.Parse("FILTER scan:[127.0.0.1]:10025").Value!.Filter!.Transport);
        Assert.Equal(
            ["reject_rbl_client", "bl.example.net", "sleep", "1", "permit"],
            AccessValue.Parse("reject_rbl_client bl.example.net, sleep 1 permit").Value!.Restrictions);
    }

    [Fact]
    public void Braces_keep_a_restriction_together() =>
        Assert.Equal(["{ a, { b c }, d }", "e"], AccessGrammar.Restrictions.Read("{ a, { b c }, d } e").Select(name => name.Text));

    [Theory]
    [InlineData("joe@example.com", AccessPatternKind.Address, "joe", "example.com")]
    [InlineData("\"john doe\"@example.com", AccessPatternKind.Address, "john doe", "example.com")]
    [InlineData("joe@[192.0.2.1]", AccessPatternKind.Address, "joe", "[192.0.2.1]")]
    [InlineData("joe@", AccessPatternKind.User, "joe", "")]
    [InlineData("<>", AccessPatternKind.NullSender, null, "")]
    [InlineData("example.com", AccessPatternKind.Name, null, "example.com")]
    [InlineData("com", AccessPatternKind.Name, null, "com")]
    [InlineData("unknown", AccessPatternKind.Name, null, "unknown")]
    [InlineData("192.0.2.1", AccessPatternKind.IPAddress, null, "192.0.2.1")]
    [InlineData("192.168", AccessPatternKind.Network, null, "192.168")]
    [InlineData("10", AccessPatternKind.Network, null, "10")]
    [InlineData("4711", AccessPatternKind.Name, null, "4711")]
    [InlineData("2001:db8::1", AccessPatternKind.IPAddress, null, "2001:db8::1")]
    [InlineData("2001:DB8::A", AccessPatternKind.IPAddress, null, "2001:DB8::A")]
    [InlineData("2001:db8", AccessPatternKind.Network, null, "2001:db8")]
    [InlineData("2001:db8:", AccessPatternKind.Network, null, "2001:db8:")]
    [InlineData("D4:1D:8C:D9:8F:00:B2:04:E9:80:09:98:EC:F8:42:7E", AccessPatternKind.Name, null, "D4:1D:8C:D9:8F:00:B2:04:E9:80:09:98:EC:F8:42:7E")]
    public void Patterns_are_what_Postfix_looks_up(string key, AccessPatternKind kind, string? local, string host)
    {
        var parsed = AccessKey.Parse(key);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(new AccessPattern(kind, local, host), parsed.Value);
    }

    [Fact]
    public void A_pattern_that_may_match_is_returned_with_its_finding()
    {
        Assert.Equal(AccessPatternKind.Subdomains, AccessKey.Parse(".example.com").Value!.Kind);
        Assert.Equal("[192.0.2.1]", AccessKey.Parse("[192.0.2.1]").Value!.Host);
        Assert.Equal(AccessPatternKind.IPAddress, AccessKey.Parse("2001:db8::").Value!.Kind);
        Assert.Null(AccessKey.Parse("192.168.").Value);
    }
}
