using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Transport;

/// <summary>Checks the pieces of one next hop as <c>host_port</c> and the SMTP client do: only text that they cannot use is reported.</summary>
internal static class NextHopParser
{
    /// <summary>Parses one next hop.</summary>
    /// <param name="item">The text and its place in the value.</param>
    /// <param name="isCertain">Whether it must be a host: if not, only text that is clearly meant as one is checked.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The next hop, or null if Postfix cannot use it.</returns>
    public static NextHop? Parse(TextPart item, bool isCertain, List<ValueProblem> problems)
    {
        var syntax = TransportGrammar.SmtpHop.Read(item.Text);
        if (!isCertain && !syntax.Kind.Equals(NextHopKind.Host) && !HostGrammar.Host.Matches(syntax.Host.Text, out _)) return null;
        var before = problems.Count;
        CheckBrackets(item, syntax, problems);
        if (problems.Count == before) CheckHost(item, syntax, problems);
        if (problems.Count == before) CheckPort(item, syntax, isCertain, problems);
        if (problems.Count > before) return null;
        var port = syntax.Port is { Length: > 0 } written ? written.Text : null;
        return new NextHop(syntax.Kind, syntax.Host.Text, port);
    }

    private static void CheckBrackets(TextPart item, NextHopSyntax syntax, List<ValueProblem> problems)
    {
        if (!syntax.IsClosed)
        {
            problems.Add(new ValueProblem(
                Rules.UnbalancedBracket,
                item.Start,
                1,
                $"the bracket in {Latin1Text.Show(item.Text)} is never closed; the SMTP client cannot use it and Postfix defers the mail",
                "close it: [host] or [host]:port"));
        }
        else if (syntax.Kind == NextHopKind.Domain && item.Text.AsSpan().IndexOfAny('[', ']') is >= 0 and var bracket)
        {
            problems.Add(new ValueProblem(
                Rules.UnbalancedBracket,
                item.Start + bracket,
                1,
                $"there is a bracket in the middle of {Latin1Text.Show(item.Text)}; the SMTP client cannot use it and Postfix defers the mail",
                "write [host] or [host]:port"));
        }
        else if (syntax.Garbage.Length > 0)
        {
            problems.Add(new ValueProblem(
                Rules.BadHost,
                item.Start + syntax.Garbage.Start,
                syntax.Garbage.Length,
                $"{Latin1Text.Show(syntax.Garbage.Text)} follows the bracket; the SMTP client cannot use it and Postfix defers the mail",
                "only a colon and a port may follow: [host]:port"));
        }
    }

    private static void CheckHost(TextPart item, NextHopSyntax syntax, List<ValueProblem> problems)
    {
        var host = syntax.Host;
        var isGood = syntax.HasIPv6Prefix ? HostGrammar.IPv6.Matches(host.Text, out _) : HostGrammar.Host.Matches(host.Text, out _);

        // An IPv6 address without brackets loses its end to the port; the rest may be another address, which is still wrong.
        if (isGood && (syntax.Kind == NextHopKind.Host || !host.Text.Contains(':', StringComparison.Ordinal))) return;
        if (host.Length == 0)
        {
            problems.Add(new ValueProblem(
                Rules.BadHost,
                item.Start,
                item.Length,
                $"there is no host in {Latin1Text.Show(item.Text)}; the SMTP client cannot use it and Postfix defers the mail",
                "write host:port or [host]:port"));
            return;
        }

        if (syntax.Kind == NextHopKind.Domain && host.Text.Contains(':', StringComparison.Ordinal))
        {
            problems.Add(new ValueProblem(
                Rules.BadHost,
                item.Start,
                item.Length,
                $"{Latin1Text.Show(item.Text)} has several colons; Postfix reads what follows the last one as the port and cannot use the rest",
                HostGrammar.IPv6.Matches(item.Text, out _) ? $"put the IPv6 address into brackets: [IPv6:{item.Text}]" : "write host:port, and an IPv6 address in brackets"));
            return;
        }

        var what = syntax.HasIPv6Prefix ? "is not an IPv6 address" : "is not the name or address of a host";
        problems.Add(new ValueProblem(
            Rules.BadHost,
            item.Start + host.Start,
            host.Length,
            $"{Latin1Text.Show(host.Text)} {what}; the SMTP client cannot use it and Postfix defers the mail",
            "write the name of a host or domain, or an address in brackets"));
    }

    private static void CheckPort(TextPart item, NextHopSyntax syntax, bool isCertain, List<ValueProblem> problems)
    {
        // A colon without a port means the default port.
        if (syntax.Port is not { Length: > 0 } port) return;
        var meant = PortNumber.MisspelledService(port.Text);
        if (meant is null && HostGrammar.Port.Matches(port.Text, out _)) return;
        if (!isCertain && syntax.Kind != NextHopKind.Host) return;
        problems.Add(new ValueProblem(
            Rules.BadPort,
            item.Start + port.Start,
            port.Length,
            $"{Latin1Text.Show(port.Text)} is neither a port number from 1 to 65535 nor the name of a service; the SMTP client cannot use it and Postfix defers the mail",
            meant is null ? "write a number, such as 25 or 587, or a name from /etc/services" : $"write {meant}, or the number of the port"));
    }
}
