using MapKit.Lookup.Probes;

namespace MapKit.Tests.Lookup.Probes;

public class HostProbesTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1 192.0.2 192.0 192")]
    [InlineData("2001:db8::1", "2001:db8::1 2001:db8: 2001:db8 2001")]
    [InlineData("::1", "::1 :")]
    public void An_address_is_followed_by_its_networks(string address, string keys) =>
        Assert.Equal(keys, string.Join(' ', HostProbes.OfNetworkAddress(address).Select(probe => probe.Key)));

    [Theory]
    [InlineData(true, "a.b.example", "a.b.example b.example example")]
    [InlineData(false, "a.b.example", "a.b.example .b.example .example")]
    [InlineData(true, "192.0.2.1", "192.0.2.1")]
    [InlineData(true, "a.b.", "a.b. b.")]
    public void A_name_is_followed_by_its_parent_domains(bool matchesSubdomains, string name, string keys) =>
        Assert.Equal(keys, string.Join(' ', new HostProbes(new ProbeSettings { AccessMatchesSubdomains = matchesSubdomains }).OfName(name).Select(probe => probe.Key)));
}
