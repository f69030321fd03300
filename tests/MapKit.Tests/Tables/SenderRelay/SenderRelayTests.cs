using MapKit.Tables.Patterns;
using MapKit.Tables.SenderRelay;
using MapKit.Tables.SenderTransport;

namespace MapKit.Tests.Tables.SenderRelay;

public class SenderRelayTests
{
    [Theory]
    [InlineData("[mail.example.com]:587", "[mail.example.com]:587")]
    [InlineData("mail.example.com", "mail.example.com")]
    [InlineData("[a.example.com], [b.example.com]:26", "[a.example.com]|[b.example.com]:26")]
    [InlineData("smtp:25", "smtp:25")]
    public void A_relay_host_is_one_or_several_next_hops(string value, string hops)
    {
        var parsed = SenderRelayValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(hops.Split('|'), parsed.Value!.NextHops.Select(hop => hop.ToString()));
        Assert.Equal((value, false), (parsed.Value.Text, parsed.Value.IsDunno));
    }

    [Theory]
    [InlineData("slow", "slow", "")]
    [InlineData("slow:", "slow", "")]
    [InlineData("slow:[mail.example.com]:587", "slow", "[mail.example.com]:587")]
    public void A_transport_by_sender_may_lack_its_next_hop(string value, string transport, string nextHop)
    {
        var parsed = SenderTransportValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal((transport, nextHop), (parsed.Value!.Route!.Transport, parsed.Value.Route.NextHopText));
    }

    [Theory]
    [InlineData("DUNNO")]
    [InlineData("dunno")]
    public void Dunno_is_not_a_host(string value)
    {
        Assert.True(SenderRelayValue.Parse(value).Value!.IsDunno);
        Assert.True(SenderTransportEntry.FromLatin1("joe", value, out _)!.IsDunno);
    }

    [Fact]
    public void The_sender_of_bounces_has_a_key()
    {
        Assert.Equal(AddressPatternKind.NullSender, AddressKey.Parse("<>", SenderRelayEntry.KeyForms).Value!.Kind);
        Assert.Equal(AddressPatternKind.NullSender, AddressKey.Parse("<>", SenderTransportEntry.KeyForms).Value!.Kind);
    }
}
