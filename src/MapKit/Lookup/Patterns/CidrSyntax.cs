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

        if (Network.TryParse(text, out var network, out var problem)) return new NetworkTest(network.Address, network.Mask, negated);
        Skip(Rules.BadNetwork, problem.Message, problem.Reason);
        return null;
    }

    private void Skip(DiagnosticRule rule, string message, string reason) =>
        Warnings.Warn(rule, $"{message}; Postfix skips this rule", $"{reason}: skipping this rule");
}
