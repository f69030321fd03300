using MapKit.Tables;
using MapKit.Tables.Filters;

namespace MapKit.Tests.Tables.Filters;

/// <summary>Results of filters: what is read, and the rule of each mistake.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("delivery_status_filter", "4.2.2 mailbox full", null)]
    [InlineData("delivery_status_filter", "4.2 mailbox full", "MK2922")]
    [InlineData("delivery_status_filter", "450 4.2.2 full", "MK2922")]
    [InlineData("delivery_status_filter", "3.2.2 full", "MK2922")]
    [InlineData("reject_filter", "550 5.7.1 no", null)]
    [InlineData("reject_filter", "550 4.7.1 no", "MK2922")]
    [InlineData("reject_filter", "250 Ok", "MK2922")]
    [InlineData("reject_filter", "550", "MK2922")]
    [InlineData("reply_filter", "250 Ok", null)]
    [InlineData("reply_filter", "Ok", "MK2922")]
    [InlineData("dns_reply_filter", "ignore", null)]
    [InlineData("dns_reply_filter", "DROP", "MK2923")]
    [InlineData("ehlo_keywords", "starttls, silent-discard", null)]
    [InlineData("ehlo_keywords", "starttsl", "MK2924")]
    [InlineData("pix_workarounds", "disable_esmtp", null)]
    [InlineData("pix_workarounds", "disable-esmtp", "MK2924")]
    [InlineData("milter_maps", "disable", null)]
    [InlineData("milter_maps", "inet:localhost:8891, { unix:/run/x, connect_timeout = 1s }", null)]
    [InlineData("milter_maps", "localhost:8891", "MK2925")]
    [InlineData("milter_maps", "none", "MK2925")]
    [InlineData("tls_loglevel", "summary, 1", null)]
    [InlineData("tls_loglevel", "high", "MK2923")]
    [InlineData("postscreen_access", "permit_mynetworks, reject", null)]
    [InlineData("postscreen_access", "OK", "MK2923")]
    [InlineData("postscreen_access", "reject # spam", "MK2005")]
    [InlineData("command_filter", "RSET", null)]
    public void A_result_is_checked_by_its_use(string format, string result, string? rule)
    {
        Assert.Equal(rule, TableFormat.ByName(format)!.Check("x", result).SingleOrDefault()?.Rule.Code);
        Assert.Equal(rule, TableFormat.ByName(format)!.CheckValue(result).SingleOrDefault()?.Rule.Code);
    }

    [Fact]
    public void A_list_is_typed()
    {
        var entry = TableFormat.EhloKeywords.FromText("192.0.2.1", "starttls, dsn", out _)!;
        Assert.Equal(("starttls|dsn", FilterUse.EhloKeywords), (string.Join('|', entry.Result.Words), entry.Use));
    }
}
