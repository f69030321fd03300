using MapKit.Delivery.Smtpd.Dns;

namespace MapKit.Tests.Delivery.Smtpd;

public class DnsFactsTests
{
    [Theory]
    [InlineData("mail.example", true, "yes")]
    [InlineData("host.example", true, "yes")]
    [InlineData("null.example", true, "nullmx")]
    [InlineData("null.example", false, "yes")]
    [InlineData("none.example", true, "no")]
    [InlineData("down.example", true, "retry")]
    public void A_name_exists_if_it_has_mail_or_address_records(string name, bool isMailDomain, string expected) =>
        Assert.Equal(expected, new DnsFacts(new Zone()).Existence(name, isMailDomain));

    [Theory]
    [InlineData("listed.bl.example", null, "see example")]
    [InlineData("listed.bl.example", "127.0.0.2", "see example")]
    [InlineData("listed.bl.example", "127.0.0.[3..9;2]", "see example")]
    [InlineData("listed.bl.example", "127.0.0.[3..9]", "no")]
    [InlineData("other.bl.example", null, "no")]
    public void A_filter_selects_the_addresses_that_count(string query, string? filter, string expected) => Assert.Equal(expected, new DnsFacts(new Zone()).Listing(query, filter));

    [Theory]
    [InlineData("mx", "mail.example", "mx1.example,192.0.2.1,mx2.example")]
    [InlineData("mx", "host.example", "host.example,192.0.2.5")]
    [InlineData("ns", "a.b.mail.example", "ns.example")]
    [InlineData("a", "host.example", "192.0.2.5")]
    [InlineData("a", "none.example", "no")]
    public void The_servers_of_a_domain_are_listed_with_their_addresses(string type, string domain, string expected) => Assert.Equal(expected, new DnsFacts(new Zone()).Servers(type, domain));

    [Fact]
    public void The_name_of_a_client_must_lead_back_to_it()
    {
        Assert.Equal("host.example", new DnsFacts(new Zone()).NameOf("192.0.2.5"));
        Assert.Equal("no", new DnsFacts(new Zone()).NameOf("192.0.2.6"));
        Assert.Equal("no", new DnsFacts(new Zone()).NameOf("2001:db8::1"));
    }

    [Fact]
    public void Records_are_read_with_pointers_and_in_the_order_of_preference()
    {
        var query = DnsMessage.Query(0x1234, "example.com", DnsType.Mx)!;
        byte[] answer =
        [
            0x12, 0x34, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0, .. query[12..],
            0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 6, 0, 20, 1, (byte)'b', 0xC0, 12,
            0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 6, 0, 10, 1, (byte)'a', 0xC0, 12,
        ];
        var reply = DnsMessage.Read(answer, DnsType.Mx);
        Assert.Equal((DnsStatus.Found, "a.example.com b.example.com"), (reply.Status, string.Join(' ', reply.Values)));
        for (var length = 12; length < answer.Length; length++) Assert.Equal(DnsStatus.Failed, DnsMessage.Read(answer.AsSpan(0, length), DnsType.Mx).Status);
    }

    [Fact]
    public void A_pointer_to_itself_is_no_endless_loop()
    {
        byte[] answer = [0, 0, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1];
        Assert.Equal(DnsStatus.Failed, DnsMessage.Read(answer, DnsType.A).Status);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("")]
    public void A_name_without_labels_is_not_queried(string name) => Assert.Null(DnsMessage.Query(1, name, DnsType.A));

    private sealed class Zone : IDnsResolver
    {
        public DnsReply Query(string name, DnsType type) => (name, type) switch
        {
            ("mail.example", DnsType.Mx) => Found("mx1.example", "mx2.example"),
            ("mail.example", DnsType.Ns) => Found("ns.example"),
            ("mx1.example", DnsType.A) => Found("192.0.2.1"),
            ("host.example", DnsType.A) => Found("192.0.2.5"),
            ("null.example", DnsType.Mx) => new DnsReply(DnsStatus.NullMx, []),
            ("down.example", _) => new DnsReply(DnsStatus.Failed, []),
            ("listed.bl.example", DnsType.A) => Found("127.0.0.2"),
            ("listed.bl.example", DnsType.Txt) => Found("see example"),
            ("5.2.0.192.in-addr.arpa" or "6.2.0.192.in-addr.arpa", DnsType.Ptr) => Found("host.example"),
            _ => new DnsReply(DnsStatus.NotFound, []),
        };

        private static DnsReply Found(params string[] values) => new(DnsStatus.Found, values);
    }
}
