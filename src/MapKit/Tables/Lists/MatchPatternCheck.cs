using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Lists;

/// <summary>Finds patterns that a match list can never match, and networks for which its lookups fail.</summary>
internal static class MatchPatternCheck
{
    private static readonly SearchValues<char> Ipv4Characters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> RangeCharacters = SearchValues.Create("0123456789.-");
    private static readonly SearchValues<char> NetworkCharacters = SearchValues.Create("0123456789abcdefABCDEF.:[]/");
    private static readonly SearchValues<char> NetworkMarks = SearchValues.Create(":/");

    /// <summary>Finds what is wrong.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">Its text, one character per byte.</param>
    /// <param name="use">The list.</param>
    public static ValueProblem? Find(MatchPattern pattern, string text, MatchListUse use)
    {
        if (pattern.Kind == MatchPatternKind.File || use.Kind == MatchListKind.Words) return null;
        return use.Kind is MatchListKind.Hosts or MatchListKind.Addresses ? FindInHosts(pattern, text, use) : FindInDomains(pattern, text, use);
    }

    private static ValueProblem? FindInHosts(MatchPattern pattern, string text, MatchListUse use)
    {
        if (pattern.Kind == MatchPatternKind.Network) return null;
        if (!text.AsSpan().ContainsAnyExcept(Ipv4Characters))
        {
            return Never(
                text, use, $"Postfix compares {Latin1Text.Show(text)} with whole addresses, so it matches none", PartialNetwork(text) is { } network ? $"write {network}" : "write an address, or a network with its prefix length");
        }

        if (!text.AsSpan().ContainsAnyExcept(RangeCharacters)) return Never(text, use, "a list has no ranges of addresses", "write networks with their prefix lengths");
        if (text.AsSpan().ContainsAny(NetworkMarks) && !text.AsSpan().ContainsAnyExcept(NetworkCharacters)) return BadNetwork(text);
        if (text.StartsWith('[')) return Never(text, use, "brackets are for addresses", "remove the brackets");
        if (use.Kind == MatchListKind.Addresses)
            return Never(text, use, $"{use.Name} is compared with addresses only", "write an address or a network");
        return text.Contains('/', StringComparison.Ordinal)
            ? Never(text, use, "the text before the / is not an address", "write a network as address/length")
            : FindInName(text, use);
    }

    private static ValueProblem? FindInDomains(MatchPattern pattern, string text, MatchListUse use)
    {
        if (AddressGrammar.Literal.Matches(text, out _)) return null;
        if (pattern.Kind == MatchPatternKind.Network)
            return Never(text, use, $"{use.Name} is compared with domains", "write a domain; the domain of an address such as user@[192.0.2.1] is written [192.0.2.1]");
        return FindInName(text, use);
    }

    private static ValueProblem? FindInName(string text, MatchListUse use)
    {
        if (text.Contains('*', StringComparison.Ordinal))
            return Never(text, use, "a * is not a wildcard", use.Kind == MatchListKind.WholeDomains ? "list every domain, or name a pcre: or regexp: table" : $"write {Subdomains(text.TrimStart('*', '.'), use)} for the subdomains");
        if (text.Contains('@', StringComparison.Ordinal))
            return Never(text, use, "the list has domains, not addresses", "write the domain alone");
        if (text.Length > 1 && text.EndsWith('.') && HostGrammar.Name.Matches(text[..^1].TrimStart('.'), out _))
            return Never(text, use, "Postfix looks up names without a dot at the end", "remove the dot at the end");
        if (text.StartsWith('.') && HostGrammar.Name.Matches(text[1..], out _)) return FindInSubdomains(text, use);
        return HostGrammar.Name.Matches(text, out _) ? null : Never(text, use, "it is not a name that a host or a domain can have", "write a name of letters, digits, hyphens and dots");
    }

    private static ValueProblem? FindInSubdomains(string text, MatchListUse use)
    {
        if (use.Kind == MatchListKind.WholeDomains)
            return Never(text, use, "the list is compared with whole domains", "list every subdomain, or name a pcre: or regexp: table");
        return use.CoversSubdomains == true
            ? Never(text, use, $"with {use.Name} in parent_domain_matches_subdomains a domain is written without the dot and also matches its subdomains", "remove the dot")
            : null;
    }

    private static string Subdomains(string domain, MatchListUse use) => use.CoversSubdomains == true ? domain : "." + domain;

    private static ValueProblem? BadNetwork(string text)
    {
        if (Network.TryParse(Latin1Text.Bytes(text), out var network, out var problem)) return null;
        var help = network.Mask == 0 ? "write an address, or a network with its prefix length, such as 192.0.2.0/24 or [2001:db8::]/32" : $"write {Written(network)}";
        return new ValueProblem(
            Rules.BadNetworkInList, 0, text.Length, $"{problem.Message}; Postfix logs a warning, and lookups that reach it fail: it defers the mail", help);
    }

    private static string Written(Network network)
    {
        var length = NetworkAddress.LengthOf(network.Address.IsIpv6) - (int)UInt128.TrailingZeroCount(network.Mask);
        return network.Address.IsIpv6 ? $"[{network.Address}]/{length}" : $"{network.Address}/{length}";
    }

    /// <summary>The network that the first numbers of an address seem to mean.</summary>
    private static string? PartialNetwork(string text)
    {
        var numbers = text.TrimEnd('.').Split('.');
        if (numbers.Length is 0 or > 3) return null;
        var network = $"{string.Join('.', numbers.Concat(Enumerable.Repeat("0", 4 - numbers.Length)))}/{numbers.Length * 8}";
        return Network.TryParse(Latin1Text.Bytes(network), out _, out _) ? network : null;
    }

    private static ValueProblem Never(string text, MatchListUse use, string reason, string help) =>
        new(Rules.PatternNeverMatches, 0, text.Length, $"{reason}; {use.Name} never matches {Latin1Text.Show(text)}", help);
}
