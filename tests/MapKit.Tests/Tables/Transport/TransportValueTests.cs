using System.Text;
using CsCheck;
using MapKit.Tables.Transport;

namespace MapKit.Tests.Tables.Transport;

public class TransportValueTests
{
    private const string Stops = "; the SMTP client cannot use it and Postfix defers the mail";

    [Theory]
    [InlineData("smtp:[h.example.com]:25", "smtp", "[h.example.com]:25", "[h.example.com]:25")]
    [InlineData("smtp:", "smtp", "", "")]
    [InlineData(":", "", "", "")]
    [InlineData(":mail.example.com", "", "mail.example.com", "mail.example.com")]
    [InlineData("smtp:mail.example.com:smtp", "smtp", "mail.example.com:smtp", "mail.example.com:smtp")]
    [InlineData("smtp:mail.example.com:", "smtp", "mail.example.com:", "mail.example.com")]
    [InlineData("smtp:[192.0.2.1]", "smtp", "[192.0.2.1]", "[192.0.2.1]")]
    [InlineData("smtp:[IPv6:2001:db8::1]:25", "smtp", "[IPv6:2001:db8::1]:25", "[IPv6:2001:db8::1]:25")]
    [InlineData("smtp:[2001:db8::1]", "smtp", "[2001:db8::1]", "[IPv6:2001:db8::1]")]
    [InlineData("smtp:a.example.com, [b.example.com]:26 c.example.com", "smtp", "a.example.com, [b.example.com]:26 c.example.com", "a.example.com|[b.example.com]:26|c.example.com")]
    [InlineData("lmtp:unix:private/dovecot-lmtp", "lmtp", "unix:private/dovecot-lmtp", "unix:private/dovecot-lmtp")]
    [InlineData("lmtp:inet:mail.example.com:24", "lmtp", "inet:mail.example.com:24", "mail.example.com:24")]
    [InlineData("slow:[mail.example.com]", "slow", "[mail.example.com]", "[mail.example.com]")]
    [InlineData("smtp:m\u00c3\u00bcnchen.example", "smtp", "m\u00c3\u00bcnchen.example", "m\u00c3\u00bcnchen.example")]
    [InlineData("error:5.7.1 mail to [here is: closed", "error", "5.7.1 mail to [here is: closed", "")]
    [InlineData("retry: later", "retry", " later", "")]
    [InlineData("mlist:a/b,c/d", "mlist", "a/b,c/d", "")]
    public void Routes_are_split_as_Postfix_splits_them(string value, string transport, string nextHop, string hops)
    {
        var parsed = TransportValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(transport, parsed.Value!.Transport);
        Assert.Equal(nextHop, parsed.Value.NextHopText);
        Assert.Equal(hops, string.Join('|', parsed.Value.NextHops));
    }

    [Fact]
    public void A_next_hop_has_its_host_port_and_brackets()
    {
        var hops = TransportValue.Parse("smtp:[IPv6:2001:db8::1]:587,mail.example.com:smtp").Value!.NextHops;
        Assert.Equal(new NextHop(NextHopKind.Host, "2001:db8::1", "587"), hops[0]);
        Assert.True(hops[0] is { IsBracketed: true, IsIPv6: true });
        Assert.Equal(new NextHop(NextHopKind.Domain, "mail.example.com", "smtp"), hops[1]);
        Assert.True(hops[1] is { IsBracketed: false, IsIPv6: false });
    }

    [Theory]
    [InlineData("smtp:", false, true)]
    [InlineData("smtp:[h.example.com]", false, false)]
    [InlineData(":", true, false)]
    [InlineData("error:", false, false)]
    public void A_route_has_the_unchanged_and_the_reset_parts(string value, bool keepsTransport, bool usesRecipientDomain)
    {
        var route = TransportValue.Parse(value).Value!;
        Assert.Equal(keepsTransport, route.KeepsTransport);
        Assert.Equal(usesRecipientDomain, route.UsesRecipientDomain);
    }

    [Theory]
    [InlineData("chan.example", "MK2101 0+12: there is no colon; Postfix reads \"chan.example\" as the name of a transport, whose next hop is the domain of the recipient [write transport:nexthop, or :nexthop to keep the transport, or : to keep both]")]
    [InlineData("localhost", "MK2101 0+9: there is no colon; Postfix reads \"localhost\" as the name of a transport, whose next hop is the domain of the recipient [write transport:nexthop, or :nexthop to keep the transport, or : to keep both]")]
    [InlineData("chan", "")]
    [InlineData("smtp:[h.example.com:25", "MK2102 5+1: the bracket in \"[h.example.com:25\" is never closed" + Stops + " [close it: [host] or [host]:port]")]
    [InlineData("smtp:h.example.com]:25", "MK2102 18+1: there is a bracket in the middle of \"h.example.com]:25\"" + Stops + " [write [host] or [host]:port]")]
    [InlineData("smtp:[h.example.com]25", "MK2106 20+2: \"25\" follows the bracket" + Stops + " [only a colon and a port may follow: [host]:port]")]
    [InlineData("smtp:[h.example.com]:0", "MK2103 21+1: \"0\" is neither a port number from 1 to 65535 nor the name of a service" + Stops + " [write a number, such as 25 or 587, or a name from /etc/services]")]
    [InlineData("smtp:h.example.com:65536", "MK2103 19+5: \"65536\" is neither a port number from 1 to 65535 nor the name of a service" + Stops + " [write a number, such as 25 or 587, or a name from /etc/services]")]
    [InlineData("slow:[h.example.com]:25x", "MK2103 21+3: \"25x\" is neither a port number from 1 to 65535 nor the name of a service" + Stops + " [write a number, such as 25 or 587, or a name from /etc/services]")]
    [InlineData("smtp: h.example.com", "MK2104 5+1: whitespace follows the colon; Postfix reads it as part of the next hop, and not every delivery agent removes it [remove the whitespace]")]
    [InlineData("smtp:a.example.com,,b.example.com", "MK2105 18+2: a comma without a next hop beside it; Postfix skips it [remove the comma, or write the host that is missing]")]
    [InlineData("smtp:a.example.com, ", "MK2105 18+2: a comma without a next hop beside it; Postfix skips it [remove the comma, or write the host that is missing]")]
    [InlineData("smtp:h..example.com", "MK2106 5+14: \"h..example.com\" is not the name or address of a host" + Stops + " [write the name of a host or domain, or an address in brackets]")]
    [InlineData("smtp:587", "MK2106 5+3: \"587\" is not the name or address of a host" + Stops + " [write the name of a host or domain, or an address in brackets]")]
    [InlineData("smtp:[IPv6:192.0.2.1]", "MK2106 11+9: \"192.0.2.1\" is not an IPv6 address" + Stops + " [write the name of a host or domain, or an address in brackets]")]
    [InlineData("smtp:2001:db8::1", "MK2106 5+11: \"2001:db8::1\" has several colons; Postfix reads what follows the last one as the port and cannot use the rest [put the IPv6 address into brackets: [IPv6:2001:db8::1]]")]
    [InlineData("smtp:a:b:25", "MK2106 5+6: \"a:b:25\" has several colons; Postfix reads what follows the last one as the port and cannot use the rest [write host:port, and an IPv6 address in brackets]")]
    [InlineData("smtp::25", "MK2106 5+3: there is no host in \":25\"" + Stops + " [write host:port or [host]:port]")]
    [InlineData("smtp:,", "MK2107 5+1: only separators follow the colon; the SMTP client aborts and Postfix defers the mail [write a host, or nothing for the domain of the recipient]")]
    [InlineData("[h.example.com]:25", "MK2108 0+15: \"[h.example.com]\", the text before the first colon, cannot be the name of a transport; Postfix defers the mail [write smtp:[h.example.com]:25, or :[h.example.com]:25 to keep the transport]")]
    [InlineData("smtp [h.example.com]:25", "MK2108 0+20: \"smtp [h.example.com]\", the text before the first colon, cannot be the name of a transport; Postfix defers the mail [write transport:nexthop]")]
    [InlineData("h.example.com:25", "MK2109 0+13: \"h.example.com\" looks like a host; Postfix reads it as the name of a transport and defers the mail [write smtp:h.example.com:25, or :h.example.com:25 to keep the transport]")]
    [InlineData("smtp:h.example.com # our relay", "MK2005 19+11: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData("smtp:\u001b[2J", "MK2102 6+1: there is a bracket in the middle of \"\\x1B[2J\"" + Stops + " [write [host] or [host]:port]")]
    public void A_wrong_route_is_explained(string value, string expected)
    {
        Assert.Equal(expected, Shown.Problems(TransportValue.Parse(value).Problems));
        Assert.False(TransportValue.IsCommon(Encoding.Latin1.GetBytes(value)));
    }

    [Fact]
    public void Each_wrong_next_hop_of_a_list_is_reported_at_its_place()
    {
        var parsed = TransportValue.Parse("smtp:a..b,c.example.com,[d:x]:y-,e.example.com:99999");
        Assert.Equal([("MK2106", 5, 4), ("MK2106", 25, 3), ("MK2103", 47, 5)], parsed.Problems.Select(problem => (problem.Rule.Code, problem.Start, problem.Length)));
        Assert.Equal("c.example.com", Assert.Single(parsed.Value!.NextHops).Host);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void The_grammar_accepts_what_the_recogniser_accepts() =>
        NearTexts.Of(
                "smtp:[mail.example.com]:587", "relay:mail.example.com", "smtp:", ":", ":[192.0.2.1]:25", "error:5.7.1 no", "lmtp:unix:private/lmtp",
                "smtp:a.example.com, b.example.com", "chan", "smtp:[IPv6:2001:db8::1]:25", "slow:0.0.0.0:65535", "smtp:a-b.c-d:1", "mlist:a/b")
            .Sample(text =>
            {
                if (!TransportValue.IsCommon(Encoding.Latin1.GetBytes(text))) return;
                var parsed = TransportValue.Parse(text);
                Assert.Equal("", Shown.Problems(parsed.Problems));
                Assert.Equal(text, $"{parsed.Value!.Transport}:{parsed.Value.NextHopText}");
            }, iter: 20_000);

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Findings_are_inside_the_value() =>
        NearTexts.Of("smtp:[mail.example.com]:587", "smtp:a.example.com, b.example.com", "lmtp:inet:h:1,[x", "chan", "[h]:25").Sample(text =>
            Assert.All(TransportValue.Parse(text).Problems, problem => Assert.True(
                problem.Start >= 0 && problem.Length >= 0 && problem.Start + problem.Length <= text.Length)), iter: 10_000);
}
