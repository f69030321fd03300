using MapKit.Tables.Addresses;

namespace MapKit.Tests.Tables.Addresses;

/// <summary>The rows are what <c>tok822_parse</c> of Postfix 3.12 makes of each text; it was asked for 300,000 random ones as well.</summary>
public class AddressListTests
{
    [Theory]
    [InlineData("a b c", "a~b~c")]
    [InlineData("a, b c", "a~b~c")]
    [InlineData("g: a, b; c", "a~b~c")]
    [InlineData("x:y, g: a;", "y~a")]
    [InlineData("a;b", "a~b")]
    [InlineData("a> b", "a~b")]
    [InlineData("<a@b", "<a@b")]
    [InlineData("<a> b <c>", "a~c")]
    [InlineData("phrase words <a@b> (c) d", "a@b~d")]
    [InlineData("<> a", "a")]
    [InlineData("a (b) . c", "a.c")]
    [InlineData("\"a b\"@c d", "a b@c~d")]
    [InlineData("a |b", "a|b")]
    [InlineData("|a b", "|a~b")]
    [InlineData("[1.2] [3.4]", "[1.2]~[3.4]")]
    [InlineData("a:b:c;d:e", "c~d:e")]
    [InlineData("a,,b", "a~b")]
    [InlineData("a \\ b", "a~ b")]
    [InlineData("x <y z> w", "yz~w")]
    [InlineData(";:;<>,", "")]
    [InlineData(":a;b>c<d", ":a;b~c<d")]
    [InlineData("a%b!c @ d", "a%b!c@d")]
    [InlineData("\"a", "a")]
    [InlineData("(a", "")]
    [InlineData("[a", "[a]")]
    [InlineData("a\\,b c", "a,b~c")]
    public void Addresses_are_grouped_as_Postfix_groups_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('~', AddressList.Parse(text).Items.Select(item => item.Internal)));

    [Fact]
    public void A_missing_comma_is_known_from_a_written_one() =>
        Assert.Equal([false, true, false, true], AddressList.Parse("a b, c <d> e").Items.Select(item => item.IsAdjacent));
}
