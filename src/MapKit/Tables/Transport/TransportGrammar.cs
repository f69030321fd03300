using System.Buffers;
using MapKit.Tables.Grammar;
using Sprache;

namespace MapKit.Tables.Transport;

/// <summary>
/// The grammar of routes (docs/formats/table-formats.md#transport; <c>host_port</c>). It accepts every text, so that
/// <see cref="TransportValue"/> can report which piece is wrong.
/// </summary>
internal static class TransportGrammar
{
    private static readonly SearchValues<char> Colon = SearchValues.Create(":");
    private static readonly SearchValues<char> CloseBracket = SearchValues.Create("]");
    private static readonly SearchValues<char> SeparatorCharacters = SearchValues.Create(", \t\r\n");

    /// <summary><c>route = transport [ ":" nexthop ]</c>: the first colon counts.</summary>
    public static readonly Parser<RouteSyntax> Route =
        (from transport in Scan.Until(Colon)
         from colon in Parse.Char(':').Optional()
         from nextHop in Scan.Rest
         select new RouteSyntax(transport, colon.IsDefined, nextHop)).Named("route");

    /// <summary><c>separator = 1*( "," / SP / TAB / CR / LF )</c>.</summary>
    public static readonly Parser<TextPart> Separator = Scan.While(SeparatorCharacters).AtLeastOne().Named("separator");

    /// <summary><c>item = 1*( any character but separators )</c>.</summary>
    public static readonly Parser<TextPart> Item = Scan.Until(SeparatorCharacters).AtLeastOne().Named("next hop");

    /// <summary><c>nexthops = *( separator / item )</c>; the value is both, in turn.</summary>
    public static readonly Parser<IEnumerable<TextPart>> NextHops = Separator.Or(Item).Many().Named("next hops");

    /// <summary><c>port = ":" *CHAR</c>.</summary>
    public static readonly Parser<TextPart> Port =
        (from colon in Parse.Char(':') from port in Scan.Rest select port).Named("port");

    /// <summary><c>bracketed = "[" [ "IPv6:" ] host "]" [ port ]</c>.</summary>
    public static readonly Parser<NextHopSyntax> Bracketed =
        (from open in Parse.Char('[')
         from ipv6 in Parse.IgnoreCase("IPv6:").Text().Optional()
         from host in Scan.Until(CloseBracket)
         from close in Parse.Char(']').Optional()
         from garbage in Scan.Until(Colon)
         from port in Port.Optional()
         select new NextHopSyntax(
             NextHopKind.Host, host, close.IsDefined, ipv6.IsDefined, port.IsDefined ? port.Get() : null, garbage)).Named("bracketed host");

    /// <summary><c>with-port = host port</c>: the last colon counts.</summary>
    public static readonly Parser<NextHopSyntax> WithPort =
        (from host in Scan.UntilLast(':')
         from port in Port
         select new NextHopSyntax(NextHopKind.Domain, host, true, false, port, TextPart.None)).Named("host and port");

    /// <summary><c>plain = with-port / host</c>.</summary>
    public static readonly Parser<NextHopSyntax> Plain =
        WithPort.Or(Scan.Rest.Select(host => new NextHopSyntax(NextHopKind.Domain, host, true, false, null, TextPart.None))).Named("host");

    /// <summary><c>socket = "unix:" path</c>.</summary>
    public static readonly Parser<NextHopSyntax> Socket =
        (from prefix in Parse.String("unix:")
         from path in Scan.Rest
         select new NextHopSyntax(NextHopKind.UnixSocket, path, true, false, null, TextPart.None)).Named("socket");

    /// <summary><c>smtp-hop = bracketed / plain</c>.</summary>
    public static readonly Parser<NextHopSyntax> SmtpHop = Scan.Choose(Plain, ('[', Bracketed)).Named("next hop");

    /// <summary><c>lmtp-prefix = [ "inet:" ]</c>, before the list.</summary>
    public static readonly Parser<string> LmtpPrefix = Parse.String("inet:").Text().Optional().Select(prefix => prefix.GetOrElse("")).Named("inet:");
}

/// <summary>The two halves of a route.</summary>
/// <param name="Transport">Before the first colon.</param>
/// <param name="HasColon">Whether there is one.</param>
/// <param name="NextHop">After it.</param>
internal sealed record RouteSyntax(TextPart Transport, bool HasColon, TextPart NextHop);

/// <summary>The pieces of one next hop, valid or not.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Host">The host or the path.</param>
/// <param name="IsClosed">Whether the bracket is closed; true if there is none.</param>
/// <param name="HasIPv6Prefix">Whether the bracket contains <c>IPv6:</c>.</param>
/// <param name="Port">The text after the colon, or null if there is no colon.</param>
/// <param name="Garbage">The text between the bracket and the colon; empty if valid.</param>
internal sealed record NextHopSyntax(
    NextHopKind Kind, TextPart Host, bool IsClosed, bool HasIPv6Prefix, TextPart? Port, TextPart Garbage);
