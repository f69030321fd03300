using System.Globalization;
using MapKit.Source;

namespace MapKit.Tables.Hosts;

/// <summary>An address, or a network with its prefix length, as cidr tables and match lists have it (docs/formats/pattern-tables.md#networks).</summary>
/// <param name="Address">The first address.</param>
/// <param name="Mask">One bits for the network.</param>
internal readonly record struct Network(NetworkAddress Address, UInt128 Mask)
{
    /// <summary>Whether all addresses of another network are in this one.</summary>
    public bool Contains(in Network other) =>
        other.Address.IsIpv6 == Address.IsIpv6 && (other.Mask & Mask) == Mask && (other.Address.Bits & Mask) == Address.Bits;

    /// <summary>Reads <c>address</c>, <c>address/length</c>, <c>[address]</c>, <c>[address]/length</c> or <c>[address/length]</c>.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="network">The network.</param>
    /// <param name="problem">What is wrong, if it is not one.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out Network network, out NetworkProblem problem)
    {
        network = default;
        var inside = text;
        if (text is [(byte)'[', ..])
        {
            inside = text[1..];
            var end = inside.IndexOf((byte)']');
            if (end < 0)
            {
                problem = new NetworkProblem($"{Show(text)} has no closing ]", $"missing ']' character after \"[{ByteText.FromBytes(inside)}\"");
                return false;
            }

            var behind = inside[(end + 1)..];
            inside = inside[..end];
            if (!behind.IsEmpty && behind[0] != '/')
            {
                problem = new NetworkProblem($"there is text after {Show(text[..(end + 2)])}", $"garbage after \"[{ByteText.FromBytes(inside)}]\"");
                return false;
            }

            if (!behind.IsEmpty) return TryParse(inside, behind[1..], out network, out problem);
        }

        var slash = inside.IndexOf((byte)'/');
        if (slash >= 0) return TryParse(inside[..slash], inside[(slash + 1)..], out network, out problem);
        problem = default;
        if (NetworkAddress.TryParse(inside, out var address))
        {
            network = new Network(address, UInt128.MaxValue);
            return true;
        }

        problem = new NetworkProblem($"{Show(inside)} is not an address", $"bad address pattern: \"{ByteText.FromBytes(inside)}\"");
        return false;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, ReadOnlySpan<byte> length, out Network network, out NetworkProblem problem)
    {
        network = default;
        var isIpv6 = NetworkAddress.LooksLikeIpv6(text);
        var all = NetworkAddress.LengthOf(isIpv6);
        var digits = !length.IsEmpty && !length.ContainsAnyExceptInRange((byte)'0', (byte)'9');

        // As in Postfix: atoi, then converted to a byte. 257 becomes 1.
        var bits = !digits ? 0 : (byte)(long.TryParse(length, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue);
        NetworkAddress address = default;
        var reason = !digits ? "bad mask value"
            : bits > all ? "bad mask length"
            : !NetworkAddress.TryParse(text, out address) ? "bad network value"
            : null;
        if (reason is not null)
        {
            problem = new NetworkProblem(
                $"{Show(text)}/{DisplayText.Escape(length)} is not a network: {reason}", $"{reason} in \"{ByteText.FromBytes(text)}/{ByteText.FromBytes(length)}\"");
            return false;
        }

        problem = default;
        var mask = bits == 0 ? UInt128.Zero : ~((UInt128.One << (all - bits)) - 1);
        network = new Network(address with { Bits = address.Bits & mask }, mask);
        if ((address.Bits & ~mask) == 0) return true;
        var right = string.Create(CultureInfo.InvariantCulture, $"{network.Address}/{bits}");
        problem = new NetworkProblem(
            $"{Show(text)}/{DisplayText.Escape(length)} has host bits outside its mask (did you mean {right}?)",
            $"non-null host address bits in \"{ByteText.FromBytes(text)}/{ByteText.FromBytes(length)}\", perhaps you should use \"{right}\" instead");
        return false;
    }

    private static string Show(ReadOnlySpan<byte> text) => DisplayText.Escape(text);
}

/// <summary>Why a text is not a network.</summary>
/// <param name="Message">The reason for a finding.</param>
/// <param name="Reason">The reason in Postfix's wording, one character per byte.</param>
internal readonly record struct NetworkProblem(string Message, string Reason);
