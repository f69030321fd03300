using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;
using MapKit.Tables.Transport;

namespace MapKit.Tables.TlsPolicy;

/// <summary>Parses the keys of TLS policy tables (docs/formats/tls-policy.md#keys).</summary>
internal static class TlsPolicyKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key) =>
        key.Length > 1 && key[0] == '.' ? HostName.IsCommonName(key[1..]) : TransportValue.IsCommonHop(key);

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all problems.</returns>
    public static ParsedValue<TlsPolicyPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var pattern = PatternOf(latin1, problems);
        return new ParsedValue<TlsPolicyPattern>(problems.Count == 0 ? pattern : null, problems);
    }

    private static TlsPolicyPattern? PatternOf(string key, List<ValueProblem> problems)
    {
        if (key.StartsWith('/') && !PatternCheck.HasExpressionSigns(Latin1Text.Bytes(key))) return new TlsPolicyPattern(TlsPolicyPatternKind.Socket, key);
        if (PatternCheck.ReportRegularExpression(key, problems) || PatternCheck.ReportNetwork(key, problems)) return null;
        if (DestinationKey.ReportTransport(key, problems) || DestinationKey.ReportWildcard(key, HelpForWildcard(key), problems)) return null;
        if (key.Contains('@', StringComparison.Ordinal))
        {
            problems.Add(PatternCheck.NeverLookedUp(
                0,
                key.Length,
                $"Postfix looks up the next hop, which is a domain or a host; it never finds the address {Latin1Text.Show(key)}",
                $"write {Source.DisplayText.Escape(Latin1Text.Bytes(key[(key.LastIndexOf('@') + 1)..]), 80)}"));
            return null;
        }

        if (key.StartsWith('.')) return SubdomainsOf(key, problems);
        if (HostGrammar.Name.Matches(key, out _)) return new TlsPolicyPattern(TlsPolicyPatternKind.Domain, key);
        var destination = DestinationKey.Parse(key, problems);
        return destination is null ? null : new TlsPolicyPattern(TlsPolicyPatternKind.Destination, key, destination);
    }

    private static string HelpForWildcard(string key) => key == "*"
        ? "the level for all other destinations is smtp_tls_security_level in main.cf"
        : "write .example.com for the subdomains of example.com";

    private static TlsPolicyPattern? SubdomainsOf(string key, List<ValueProblem> problems)
    {
        if (HostGrammar.Name.Matches(key[1..], out _)) return new TlsPolicyPattern(TlsPolicyPatternKind.Subdomains, key[1..]);
        problems.Add(PatternCheck.NeverLookedUp(
            0,
            key.Length,
            $"Postfix looks up a dot only before the parent domains of a recipient's domain; it never finds {Latin1Text.Show(key)}",
            "write .domain, or the next hop exactly as configured"));
        return null;
    }
}
