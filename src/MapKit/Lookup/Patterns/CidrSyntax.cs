using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Records;
using MapKit.Source;
using MapKit.Tables.Hosts;

namespace MapKit.Lookup.Patterns;

/// <summary>cidr_table(5): <c>[!]network result</c>, <c>if [!]network</c>, <c>endif</c>.</summary>
/// <param name="warnings">Takes what is wrong.</param>
/// <param name="valuesAreFiles">Whether results name files.</param>
internal sealed class CidrSyntax(RuleWarnings warnings, bool valuesAreFiles) : RuleSyntax<NetworkAddress>(warnings)
{
    /// <inheritdoc/>
    public override TableRule<NetworkAddress>? Parse(ReadOnlySpan<byte> line, int nesting)
    {
        var cursor = new RuleCursor(line);
        if (cursor.TrySkipWord("if"u8)) return ParseIf(cursor);
        return cursor.TrySkipWord("endif"u8) ? ParseEndIf(cursor, nesting) : ParseMatch(cursor);
    }

    private TableRule<NetworkAddress>? ParseMatch(RuleCursor cursor)
    {
        var negated = cursor.SkipNegations();
        var start = cursor.Position;
        while (!cursor.AtEnd && !cursor.AtSpace) cursor.Position++;
        var network = cursor.Since(start);
        cursor.SkipSpace();
        ResultStart = cursor.Position;
        var result = cursor.Rest[..AsciiSpace.TrimmedLength(cursor.Rest)];
        if (ParseNetwork(network, negated) is not { } test) return null;
        if (!result.IsEmpty) return MakeRule(RuleKind.Match, test, result);
        Skip(Rules.MalformedRule, "the rule has no result", "no lookup result");
        return null;
    }

    private TableRule<NetworkAddress>? ParseIf(RuleCursor cursor)
    {
        var negated = cursor.SkipNegations();
        return ParseNetwork(cursor.Rest[..AsciiSpace.TrimmedLength(cursor.Rest)], negated) is { } test ? MakeRule(RuleKind.If, test, default) : null;
    }

    private TableRule<NetworkAddress>? ParseEndIf(RuleCursor cursor, int nesting)
    {
        cursor.SkipSpace();
        if (!cursor.AtEnd) Skip(Rules.BadNesting, "there is text after the endif", "garbage after ENDIF");
        else if (nesting == 0) Skip(Rules.BadNesting, "this endif has no matching if", "ENDIF without IF");
        else return MakeRule(RuleKind.EndIf, null, default);
        return null;
    }

    /// <summary>Creates a rule. With values from files, Postfix expects a file for if and endif too, which cannot name one: it skips them.</summary>
    private TableRule<NetworkAddress>? MakeRule(RuleKind kind, NetworkTest? test, ReadOnlySpan<byte> result)
    {
        if (valuesAreFiles)
        {
            if (!FileValues.TryEncode(result, out var contents, out var reason))
            {
                Skip(Rules.FileOfValueUnreadable, reason, reason);
                return null;
            }

            result = contents;
        }

        return new TableRule<NetworkAddress>(kind, Warnings.Place, test, kind == RuleKind.Match ? RuleResult.Literal(result) : null);
    }

    private NetworkTest? ParseNetwork(ReadOnlySpan<byte> text, bool negated)
    {
        if (text.IsEmpty)
        {
            Skip(Rules.BadNetwork, "the rule has no network", "no address pattern");
            return null;
        }

        // [address/bits] and [address]/bits are allowed.
        var network = text;
        if (text[0] == '[')
        {
            var inside = text[1..];
            var end = inside.IndexOf((byte)']');
            if (end < 0)
            {
                Skip(Rules.BadNetwork, $"{Show(text)} has no closing ]", $"missing ']' character after \"[{ByteText.FromBytes(inside)}\"");
                return null;
            }

            var behind = inside[(end + 1)..];
            network = inside[..end];
            if (!behind.IsEmpty && behind[0] != '/')
            {
                Skip(Rules.BadNetwork, $"there is text after {Show(text[..(end + 2)])}", $"garbage after \"[{ByteText.FromBytes(network)}]\"");
                return null;
            }

            if (!behind.IsEmpty) return ParseWithLength(network, behind[1..], negated);
        }

        var slash = network.IndexOf((byte)'/');
        if (slash >= 0) return ParseWithLength(network[..slash], network[(slash + 1)..], negated);
        if (NetworkAddress.TryParse(network, out var address)) return new NetworkTest(address, UInt128.MaxValue, negated);
        Skip(Rules.BadNetwork, $"{Show(network)} is not an address", $"bad address pattern: \"{ByteText.FromBytes(network)}\"");
        return null;
    }

    private NetworkTest? ParseWithLength(ReadOnlySpan<byte> network, ReadOnlySpan<byte> length, bool negated)
    {
        var isIpv6 = NetworkAddress.LooksLikeIpv6(network);
        var all = NetworkAddress.LengthOf(isIpv6);
        var digits = !length.IsEmpty && !length.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        // As in Postfix: atoi, then converted to a byte. 257 becomes 1.
        var bits = !digits ? 0 : (byte)(long.TryParse(length, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue);
        NetworkAddress address = default;
        var problem = !digits ? "bad mask value"
            : bits > all ? "bad mask length"
            : !NetworkAddress.TryParse(network, out address) ? "bad network value"
            : null;
        if (problem is not null)
        {
            Skip(Rules.BadNetwork, $"{Show(network)}/{DisplayText.Escape(length)} is not a network: {problem}", $"{problem} in \"{ByteText.FromBytes(network)}/{ByteText.FromBytes(length)}\"");
            return null;
        }

        var mask = bits == 0 ? UInt128.Zero : ~((UInt128.One << (all - bits)) - 1);
        if ((address.Bits & ~mask) == 0) return new NetworkTest(address, mask, negated);
        var right = string.Create(CultureInfo.InvariantCulture, $"{address with { Bits = address.Bits & mask }}/{bits}");
        Skip(
            Rules.BadNetwork,
            $"{Show(network)}/{DisplayText.Escape(length)} has host bits outside its mask (did you mean {right}?)",
            $"non-null host address bits in \"{ByteText.FromBytes(network)}/{ByteText.FromBytes(length)}\", perhaps you should use \"{right}\" instead");
        return null;
    }

    private void Skip(DiagnosticRule rule, string message, string reason) =>
        Warnings.Warn(rule, $"{message}; Postfix skips this rule", $"{reason}: skipping this rule");

    private static string Show(ReadOnlySpan<byte> text) => DisplayText.Escape(text);
}
