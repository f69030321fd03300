namespace MapKit.Tests.Lookup.Patterns;

public class CidrTableTests
{
    [Fact]
    public void The_first_network_that_holds_the_address_answers()
    {
        // The facts of upstream's dict_cidr test, with documentation addresses.
        var answers = PatternQuery.File(
            "cidr",
            """
            198.18.0.0/21		first
            198.18.8.0/21		second
            198.18.0.0/16		third
            198.19.1.1		alone
            198.18.1.3/21		no
            198.18.1.3/33		no
            198.999.0.0/21		no
            198.18.1.999		no
            198.18.1.4
            if 203.0.0.0/16
            if 203.0.113.4/30
            203.0.113.3		not here
            203.0.113.4		inside
            endif
            endif
            if !203.0.113.4/30
            203.0.113.3		outside
            endif
            if 2001:db8::f4/126
            2001:db8::f3		not here
            2001:db8::f4		inside
            endif
            if !2001:db8::f4/126
            2001:db8::f3		outside
            endif
            2001:db8:5c7::/64	network
            1.0.0.0/0		no
            ! ! 0.0.0.0/0		any
            1::/0			no
            ::/0			any6
            [1234			no
            [1234]junk		no
            198.18.1.3/3x		no
            endif
            if 2001:db8::3:4
            if 2001:db8::3:5
            if !
            !

            """,
            "198.18.0.0", "198.18.7.255", "198.18.8.1", "198.18.17.1", "198.19.1.1", "198.19.1.2", "203.0.113.3", "203.0.113.4",
            "2001:db8:5c7:0:2d0::1", "1:1:1:1:1:1:1:1", "2001:db8::f3", "2001:DB8:0::00F4", "example.com", "", "198.18.0.0 ", "198.18.0");
        Assert.Equal(
            """
            cidr map NAME, line 5: non-null host address bits in "198.18.1.3/21", perhaps you should use "198.18.0.0/21" instead: skipping this rule
            cidr map NAME, line 6: bad mask length in "198.18.1.3/33": skipping this rule
            cidr map NAME, line 7: bad network value in "198.999.0.0/21": skipping this rule
            cidr map NAME, line 8: bad address pattern: "198.18.1.999": skipping this rule
            cidr map NAME, line 9: no lookup result: skipping this rule
            cidr map NAME, line 27: non-null host address bits in "1.0.0.0/0", perhaps you should use "0.0.0.0/0" instead: skipping this rule
            cidr map NAME, line 29: non-null host address bits in "1::/0", perhaps you should use "::/0" instead: skipping this rule
            cidr map NAME, line 31: missing ']' character after "[1234": skipping this rule
            cidr map NAME, line 32: garbage after "[1234]": skipping this rule
            cidr map NAME, line 33: bad mask value in "198.18.1.3/3x": skipping this rule
            cidr map NAME, line 34: ENDIF without IF: skipping this rule
            cidr map NAME, line 37: no address pattern: skipping this rule
            cidr map NAME, line 38: no address pattern: skipping this rule
            cidr map NAME, line 36: IF has no matching ENDIF
            cidr map NAME, line 35: IF has no matching ENDIF
            198.18.0.0=first
            198.18.7.255=first
            198.18.8.1=second
            198.18.17.1=third
            198.19.1.1=alone
            198.19.1.2=any
            203.0.113.3=outside
            203.0.113.4=inside
            2001:db8:5c7:0:2d0::1=network
            1:1:1:1:1:1:1:1=any6
            2001:db8::f3=outside
            2001:DB8:0::00F4=inside
            example.com: not found
            : not found
            198.18.0.0 : not found
            198.18.0: not found

            """,
            answers);
    }

    [Theory]
    [InlineData("[192.0.2.0/24] ok", "192.0.2.1=ok")]
    [InlineData("[192.0.2.0]/24 ok", "192.0.2.1=ok")]
    [InlineData("!192.0.2.0/30 ok", "192.0.2.1: not found")]
    [InlineData("!198.51.100.0/24 ok ok ", "192.0.2.1=ok ok")]
    [InlineData("!::/0 ok", "192.0.2.1: not found")]
    [InlineData("if 192.0.2.0/24\n192.0.2.1 ok\nendif text", "cidr map NAME, line 3: garbage after ENDIF: skipping this rule|cidr map NAME, line 1: IF has no matching ENDIF|192.0.2.1=ok")]
    [InlineData("if 192.0.2.0/24 text\n192.0.2.1 ok", "cidr map NAME, line 1: bad mask value in \"192.0.2.0/24 text\": skipping this rule|192.0.2.1=ok")]
    [InlineData("192.0.2.0/257 ok", "cidr map NAME, line 1: non-null host address bits in \"192.0.2.0/257\", perhaps you should use \"128.0.0.0/1\" instead: skipping this rule|192.0.2.1: not found")]
    [InlineData("::/0/1 ok", "cidr map NAME, line 1: bad mask value in \"::/0/1\": skipping this rule|192.0.2.1: not found")]
    [InlineData("::ffff:192.0.2.1/97 ok", "cidr map NAME, line 1: non-null host address bits in \"::ffff:192.0.2.1/97\", perhaps you should use \"::ffff:128.0.0.0/97\" instead: skipping this rule|192.0.2.1: not found")]
    public void Syntax(string rules, string transcript) =>
        Assert.Equal(transcript.Replace('|', '\n') + "\n", PatternQuery.File("cidr", rules + "\n", "192.0.2.1"));
}
