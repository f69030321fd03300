using System.Text;
using CsCheck;
using MapKit.Tables.Hosts;

namespace MapKit.Tests.Tables.Hosts;

public class NetworkAddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("1:0:0:2::3", "1:0:0:2::3")]
    [InlineData("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0")]
    [InlineData("1:0:0:2:0:0:3:4", "1::2:0:0:3:4")]
    [InlineData("0:0:0:0:0:0:102:304", "::1.2.3.4")]
    [InlineData("::ffff:102:304", "::ffff:1.2.3.4")]
    [InlineData("::ABcd:1.2.3.4", "::abcd:102:304")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    public void Addresses_are_parsed_and_shown_as_by_the_C_library(string text, string shown)
    {
        Assert.True(NetworkAddress.TryParse(Encoding.ASCII.GetBytes(text), out var address));
        Assert.Equal(shown, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1..2.3")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.0001")]
    [InlineData("0x1.2.3.4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData("::1:")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7::8")]
    [InlineData("::1%eth0")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("[::1]")]
    public void Addresses_that_inet_pton_refuses_are_refused(string text) => Assert.False(NetworkAddress.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void A_shown_address_parses_to_itself() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 0xFF], Gen.Bool).Sample((high, low, words, isIpv6) =>
        {
            // Zero words where the mask has bits, so that runs of zeros are common.
            var bits = new UInt128(high, low);
            for (var word = 0; word < 8; word++)
            {
                if ((words >> word & 1) != 0) bits &= ~((UInt128)0xFFFF << (16 * word));
            }

            var address = new NetworkAddress(isIpv6, isIpv6 ? bits : (uint)low);
            Assert.True(NetworkAddress.TryParse(Encoding.ASCII.GetBytes(address.ToString()), out var read));
            Assert.Equal(address, read);
            Assert.True(System.Net.IPAddress.TryParse(address.ToString(), out _));
        });
}
