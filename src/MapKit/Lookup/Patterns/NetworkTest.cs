using MapKit.Tables.Hosts;

namespace MapKit.Lookup.Patterns;

/// <summary>A test whether an address is in a network.</summary>
/// <param name="network">The network; bits behind the mask are zero.</param>
/// <param name="mask">One bits for the network.</param>
/// <param name="negated">Whether it holds for addresses of the same family outside.</param>
internal sealed class NetworkTest(NetworkAddress network, UInt128 mask, bool negated) : RuleTest<NetworkAddress>
{
    /// <inheritdoc/>
    public override bool Holds(NetworkAddress subject) =>
        subject.IsIpv6 == network.IsIpv6 && ((subject.Bits & mask) == network.Bits) != negated;
}
