using MapKit.Diagnostics;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Transport;

/// <summary>Checks keys that must be a next hop exactly as configured. No finding quotes the key, which may be a secret in the wrong column.</summary>
internal static class DestinationKey
{
    /// <summary>Reports the name of a transport before the next hop.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool ReportTransport(string key, List<ValueProblem> problems)
    {
        if (key[..Math.Max(key.IndexOf(':', StringComparison.Ordinal), 0)] is not ("smtp" or "relay" or "lmtp")
            || TransportGrammar.Route.Read(key).NextHop is not { Length: > 0 } nextHop
            || HostGrammar.PortNumber.Matches(nextHop.Text, out _)) return false;
        problems.Add(PatternCheck.InKey(
            Rules.TransportInKey,
            0,
            nextHop.Start,
            "the key begins with the name of a transport; Postfix looks up the next hop without it and never finds the entry",
            "remove the name of the transport and its colon"));
        return true;
    }

    /// <summary>Reports a <c>*</c> that is meant as a wildcard.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool ReportWildcard(string key, string help, List<ValueProblem> problems)
    {
        var wildcard = key.IndexOf('*', StringComparison.Ordinal);
        if (wildcard < 0) return false;
        problems.Add(PatternCheck.InKey(Rules.WildcardInKey, wildcard, 1, "a * in a key is not a wildcard; Postfix never finds the entry", help));
        return true;
    }

    /// <summary>Parses a next hop.</summary>
    /// <returns>The next hop, or null if no next hop can be written this way.</returns>
    public static NextHop? Parse(string key, List<ValueProblem> problems)
    {
        var found = new List<ValueProblem>();
        if (NextHopParser.Parse(new TextPart(key, 0), isCertain: true, found) is { } destination) return destination;
        problems.Add(PatternCheck.InKey(
            Rules.BadDestinationKey,
            found[0].Start,
            found[0].Length,
            "the key is not a possible destination; Postfix never finds the entry",
            "write it as the next hop is configured: host, host:port, [host] or [host]:port"));
        return null;
    }
}
