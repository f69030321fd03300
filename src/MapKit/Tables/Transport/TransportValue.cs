using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Postfix;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Transport;

/// <summary>Parses the values of transport tables (docs/formats/table-formats.md#transport).</summary>
internal static class TransportValue
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Recognises the common shapes without allocating: <c>transport:</c> and at most one next hop.</summary>
    /// <param name="value">The value, trimmed.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> value)
    {
        var colon = value.IndexOf((byte)':');
        if (colon < 0) return false;
        var transport = value[..colon];
        var nextHop = value[(colon + 1)..];
        if (transport.ContainsAnyExcept(NameBytes)) return false;
        return nextHop.IsEmpty || DeliveryAgent.TakesText(transport) || IsCommonRouteHop(nextHop);
    }

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    /// <returns>The route, even if the next hop is wrong, and all problems.</returns>
    public static ParsedValue<TransportRoute> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var syntax = TransportGrammar.Route.Read(latin1);
        var transport = syntax.Transport;
        if (!syntax.HasColon && (!IsPlainName(latin1) || latin1 == "localhost")) ReportNoColon(transport, problems);
        else if (transport.Text.AsSpan().ContainsAnyExcept(NameCharacters)) ReportBadName(latin1, transport, problems);
        else if (LooksLikeHost(transport.Text, syntax.NextHop.Text)) ReportHostAsTransport(latin1, transport, problems);

        List<NextHop> hops = [];
        if (problems.Count == 0 && !DeliveryAgent.TakesText(Latin1Text.Bytes(transport.Text))) hops = ParseHops(transport.Text, syntax.NextHop, problems);
        return new ParsedValue<TransportRoute>(new TransportRoute(transport.Text, syntax.NextHop.Text, hops), problems);
    }

    /// <summary>The span recogniser of one next hop: <c>host</c>, <c>[host]</c>, each perhaps with a port number.</summary>
    internal static bool IsCommonHop(ReadOnlySpan<byte> hop)
    {
        if (hop.IsEmpty) return false;
        var portColon = hop.LastIndexOf((byte)':');
        var host = hop;
        if (portColon >= 0)
        {
            if (!PortNumber.IsCommon(hop[(portColon + 1)..])) return false;
            host = hop[..portColon];
        }

        if (host.Length > 2 && host[0] == '[' && host[^1] == ']') host = host[1..^1];
        return HostName.IsCommon(host);
    }

    /// <summary>As <see cref="IsCommonHop"/>, but false if the missing brackets of a submission server are to be reported.</summary>
    internal static bool IsCommonRouteHop(ReadOnlySpan<byte> hop) =>
        IsCommonHop(hop) && (hop[0] == '[' || !SubmissionPorts.Ends(hop));

    /// <summary>Whether the text is a name without a colon that can only be a transport, because it has no dots.</summary>
    internal static bool IsPlainName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NameCharacters) && !text.Contains('.', StringComparison.Ordinal);

    /// <summary>Parses a list of next hops.</summary>
    /// <param name="transport">The transport that gets them; empty if it is not known.</param>
    /// <param name="text">The list, and its place in the value.</param>
    /// <param name="problems">Receives what is wrong.</param>
    internal static List<NextHop> ParseHops(string transport, TextPart text, List<ValueProblem> problems)
    {
        if (text.Length == 0) return [];
        if (DeliveryAgent.MayBeLmtp(transport))
        {
            if (TransportGrammar.Socket.Matches(text.Text, out var socket)) return [new NextHop(NextHopKind.UnixSocket, socket.Host.Text)];
            var prefix = text.Text.StartsWith("inet:", StringComparison.Ordinal) ? "inet:".Length : 0;
            text = new TextPart(text.Text[prefix..], text.Start + prefix);
        }

        var isCertain = DeliveryAgent.TakesHosts(transport);
        var hops = new List<NextHop>();
        var parts = TransportGrammar.NextHops.Read(text.Text).Select(part => part.MovedBy(text.Start)).ToArray();
        if (parts.All(IsSeparator))
        {
            ReportNoHop(text, problems);
            return [];
        }

        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index];
            if (IsSeparator(part))
            {
                CheckSeparator(part, isFirst: index == 0, isLast: index == parts.Length - 1, problems);
                continue;
            }

            if (part.Text[0] == '#')
            {
                problems.Add(InlineComment.Create(part.Start, text.End, Severity.Error));
                break;
            }

            if (NextHopParser.Parse(part, isCertain, problems) is { } hop)
            {
                hops.Add(hop);
                if (transport != "lmtp") ReportMissingBrackets(part, hop, problems); // LMTP does not look up mail exchangers
            }
            else if (problems.Count == 0)
            {
                return [];
            }
        }

        return hops;
    }

    private static void ReportMissingBrackets(TextPart part, NextHop hop, List<ValueProblem> problems)
    {
        if (hop.Kind != NextHopKind.Domain || !SubmissionPorts.WantCredentials(hop.Port)) return;
        problems.Add(new ValueProblem(
            Rules.SubmissionWithoutBrackets,
            part.Start,
            part.Length,
            $"without brackets Postfix looks up the MX records of {hop.Host} and connects to port {hop.Port} of those hosts",
            $"write [{hop.Host}]:{hop.Port} for the host itself, here and in sasl_passwd"));
    }

    private static bool IsSeparator(TextPart part) => part.Text[0] is ',' or ' ' or '\t' or '\r' or '\n';

    private static void CheckSeparator(TextPart part, bool isFirst, bool isLast, List<ValueProblem> problems)
    {
        var commas = part.Text.Count(character => character == ',');
        if (commas > (isFirst || isLast ? 0 : 1))
        {
            problems.Add(new ValueProblem(
                Rules.EmptyNextHop,
                part.Start,
                part.Length,
                "a comma without a next hop beside it; Postfix skips it",
                "remove the comma, or write the host that is missing"));
        }
        else if (isFirst)
        {
            problems.Add(new ValueProblem(
                Rules.WhitespaceAfterColon,
                part.Start,
                part.Length,
                "whitespace follows the colon; Postfix reads it as part of the next hop, and not every delivery agent removes it",
                "remove the whitespace"));
        }
    }

    private static void ReportNoHop(TextPart text, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.NoNextHop,
        text.Start,
        text.Length,
        "only separators follow the colon; the SMTP client aborts and Postfix defers the mail",
        "write a host, or nothing for the domain of the recipient"));

    private static void ReportNoColon(TextPart transport, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.RouteWithoutColon,
        transport.Start,
        transport.Length,
        $"there is no colon; Postfix reads {Latin1Text.Show(transport.Text)} as the name of a transport, whose next hop is the domain of the recipient",
        "write transport:nexthop, or :nexthop to keep the transport, or : to keep both"));

    private static void ReportBadName(string value, TextPart transport, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.BadTransportName,
        transport.Start,
        transport.Length,
        $"{Latin1Text.Show(transport.Text)}, the text before the first colon, cannot be the name of a transport; Postfix defers the mail",
        transport.Text.StartsWith('[') && IsCommonHop(Latin1Text.Bytes(value)) ? $"write smtp:{value}, or :{value} to keep the transport" : "write transport:nexthop"));

    /// <summary>Whether <c>host:port</c> was written where <c>transport:nexthop</c> is expected.</summary>
    private static bool LooksLikeHost(string transport, string nextHop) =>
        transport.Contains('.', StringComparison.Ordinal) && HostGrammar.PortNumber.Matches(nextHop, out _);

    private static void ReportHostAsTransport(string value, TextPart transport, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.HostAsTransport,
        transport.Start,
        transport.Length,
        $"{Latin1Text.Show(transport.Text)} looks like a host; Postfix reads it as the name of a transport and defers the mail",
        $"write smtp:{value}, or :{value} to keep the transport"));
}
