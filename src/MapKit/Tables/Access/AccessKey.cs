using System.Buffers;
using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Access;

/// <summary>
/// Parses the keys of access tables (docs/formats/table-formats.md#access). One table may serve clients, HELO names, senders,
/// recipients, SASL logins and certificates, so only a key that none of them can match is reported.
/// </summary>
internal static class AccessKey
{
    private static readonly string[] Tags = ["Connect", "From", "To", "Spam", "GreetPause", "ClientRate", "ClientConn", "Try_TLS", "Srv_Features", "AuthInfo", "SPAMFRIEND", "SPAMHATER"];
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> NumberOrStar = SearchValues.Create("0123456789.*");

    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key)
    {
        var at = key.IndexOf((byte)'@');
        if (at < 0) return HostName.IsCommonName(key) || AccessNetwork.IsCommon(key) || key.SequenceEqual("<>"u8);
        return LocalPart.IsCommon(key[..at]) && (at == key.Length - 1 || HostName.IsCommonName(key[(at + 1)..]));
    }

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all problems.</returns>
    public static ParsedValue<AccessPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        return new ParsedValue<AccessPattern>(PatternOf(latin1, problems), problems);
    }

    private static AccessPattern? PatternOf(string key, List<ValueProblem> problems)
    {
        if (PatternCheck.ReportRegularExpression(key, problems) || PatternCheck.ReportNetwork(key, problems)) return null;
        if (ReportTag(key, problems)) return null;
        if (key == "<>") return new AccessPattern(AccessPatternKind.NullSender, null, "");
        var syntax = PatternGrammar.Pattern.Read(key);
        var isAddress = syntax.HasAt;
        if (!isAddress) syntax = new PatternSyntax(TextPart.None, false, new TextPart(key, 0));
        if (PatternCheck.ReportWildcard(syntax, WildcardHelp(key), problems)) return null;
        return isAddress ? AddressOf(key, syntax, problems) : HostOf(key, problems);
    }

    /// <summary>Reports a tag of sendmail's access table, such as <c>Connect:</c>.</summary>
    private static bool ReportTag(string key, List<ValueProblem> problems)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !Tags.Contains(key[..colon], StringComparer.OrdinalIgnoreCase)) return false;
        problems.Add(PatternCheck.NeverLookedUp(
            0,
            colon + 1,
            $"{Latin1Text.Show(key[..(colon + 1)])} is a tag of sendmail; Postfix looks up the client, the sender or the recipient without it and never finds the entry",
            "remove the tag, and put the entry into a table of check_client_access, check_sender_access or check_recipient_access"));
        return true;
    }

    private static string WildcardHelp(string key) =>
        key.Length > 1 && char.IsAsciiDigit(key[0]) && !key.AsSpan().ContainsAnyExcept(NumberOrStar)
            ? "the first numbers of an address match all addresses that begin with them: 192.0.2"
            : "example.com matches the domain and, by default, its subdomains; user@ matches a user at any domain";

    private static AccessPattern? AddressOf(string key, PatternSyntax syntax, List<ValueProblem> problems)
    {
        if (syntax.Local.Length == 0)
        {
            problems.Add(PatternCheck.NeverLookedUp(
                0, key.Length, $"in an access table Postfix looks up the domain without the @, never {Latin1Text.Show(key)}", "remove the @"));
            return null;
        }

        PatternCheck.CheckLocalPart(syntax.Local, usesInternalForm: true, problems);
        if (syntax.Domain.Length > 0) AddressKeyCheck.CheckDomain(syntax.Domain, problems);
        if (problems.Count > 0) return null;
        var kind = syntax.Domain.Length == 0 ? AccessPatternKind.User : AccessPatternKind.Address;
        return new AccessPattern(kind, LocalPart.Unquote(syntax.Local.Text), syntax.Domain.Text);
    }

    private static AccessPattern? HostOf(string key, List<ValueProblem> problems)
    {
        if (key.Length > 2 && key[0] == '[' && key[^1] == ']')
        {
            problems.Add(PatternCheck.InKey(
                Rules.BracketedAddress,
                0,
                key.Length,
                "Postfix looks up client addresses without brackets; only a HELO name or the domain of an address has them",
                "for a client, remove the brackets"));
            return new AccessPattern(AccessPatternKind.Name, null, key);
        }

        if (key.Length > 1 && key[0] == '.' && HostGrammar.Name.Matches(key[1..], out _))
        {
            problems.Add(PatternCheck.InKey(
                Rules.DotBeforeDomain,
                0,
                1,
                $"by default Postfix looks up {Latin1Text.Show(key[1..])} in an access table, which also matches its subdomains, and never {Latin1Text.Show(key)}",
                "remove the dot, unless main.cf removes smtpd_access_maps from parent_domain_matches_subdomains"));
            return new AccessPattern(AccessPatternKind.Subdomains, null, key[1..]);
        }

        if (key.Contains(':', StringComparison.Ordinal)) return AccessNetwork.IPv6Of(key, problems);
        return key.AsSpan().ContainsAnyExcept(NumberCharacters) ? new AccessPattern(AccessPatternKind.Name, null, key) : AccessNetwork.IPv4Of(key, problems);
    }
}
