using MapKit.Tables.Hosts;

namespace MapKit.Lookup.Patterns;

/// <summary>A test whether an address is in a network.</summary>
/// <param name="network">The network; bits outside the mask are zero.</param>
/// <param name="mask">One bits for the network.</param>
/// <param name="negated">Whether it holds for addresses of the same family outside.</param>
internal sealed class NetworkTest(NetworkAddress network, UInt128 mask, bool negated) : RuleTest<NetworkAddress>
{
    /// <inheritdoc/>
    public override object? Name => negated ? null : (network, mask);

    /// <inheritdoc/>
    public override IEnumerable<object> Wider
    {
        get
        {
            if (negated) yield break;

            // From the network itself to its whole address family.
            var all = NetworkAddress.LengthOf(network.IsIpv6);
            for (var hostBits = Math.Min((int)UInt128.TrailingZeroCount(mask), all); hostBits <= all; hostBits++)
            {
                var wider = hostBits == all ? UInt128.Zero : UInt128.MaxValue << hostBits;
                yield return (network with { Bits = network.Bits & wider }, wider);
            }
        }
    }

    /// <inheritdoc/>
    public override bool Holds(NetworkAddress subject) =>
        subject.IsIpv6 == network.IsIpv6 && ((subject.Bits & mask) == network.Bits) != negated;
}
