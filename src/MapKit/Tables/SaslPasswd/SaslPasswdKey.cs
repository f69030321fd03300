using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;
using MapKit.Tables.Transport;

namespace MapKit.Tables.SaslPasswd;

/// <summary>
/// Parses the keys of sasl_passwd tables (docs/formats/table-formats.md#sasl_passwd). No finding quotes the text: a wrong key
/// may be the credentials, in the wrong column.
/// </summary>
internal static class SaslPasswdKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key)
    {
        if (key.Length > 1 && key[0] == '@') return HostName.IsCommonName(key[1..]);
        return TransportValue.IsCommonHop(key) || CommonAddress.Matches(key);
    }

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all problems.</returns>
    public static ParsedValue<SaslPasswdPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var pattern = PatternOf(latin1, problems);
        return new ParsedValue<SaslPasswdPattern>(problems.Count == 0 ? pattern : null, problems);
    }

    private static SaslPasswdPattern? PatternOf(string key, List<ValueProblem> problems)
    {
        if (PatternCheck.ReportRegularExpression(key, problems, isSecret: true) || PatternCheck.ReportNetwork(key, problems, isSecret: true)) return null;
        var syntax = PatternGrammar.Pattern.Read(key);
        if (!syntax.HasAt) return HostOf(key, problems);
        if (PatternCheck.ReportWildcard(syntax, "@example.com matches every sender of the domain", problems)) return null;

        AddressKeyCheck.CheckDomain(syntax.Domain, problems, isSecret: true);
        if (syntax.Local.Length == 0)
        {
            return new SaslPasswdPattern(SaslPasswdPatternKind.SenderDomain, key, new MailAddress("", syntax.Domain.Text));
        }

        PatternCheck.CheckLocalPart(syntax.Local, usesInternalForm: true, problems, isSecret: true);
        var sender = new MailAddress(LocalPart.Unquote(syntax.Local.Text), syntax.Domain.Text);
        return new SaslPasswdPattern(SaslPasswdPatternKind.Sender, key, sender);
    }

    private static SaslPasswdPattern? HostOf(string key, List<ValueProblem> problems)
    {
        if (DestinationKey.ReportTransport(key, problems) || DestinationKey.ReportWildcard(key, "write a line for every host", problems)) return null;
        if (!key.AsSpan().ContainsAny("[]:")) return NameOf(key, problems);

        // A bare IPv6 address is the name of a server without a name.
        if (HostGrammar.IPv6.Matches(key, out _)) return new SaslPasswdPattern(SaslPasswdPatternKind.Name, key);
        return DestinationKey.Parse(key, problems) is { } destination ? new SaslPasswdPattern(SaslPasswdPatternKind.Destination, key, Destination: destination) : null;
    }

    private static SaslPasswdPattern? NameOf(string key, List<ValueProblem> problems)
    {
        if (!HostGrammar.Host.Matches(key, out _)) PatternCheck.CheckLocalPart(new TextPart(key, 0), usesInternalForm: true, problems, isSecret: true);
        if (key.Length > 1 && key[0] == '.' && HostGrammar.Name.Matches(key[1..], out _))
        {
            problems.Add(PatternCheck.NeverLookedUp(
                0,
                key.Length,
                "Postfix looks up the whole name of a host; it never finds a part of one",
                "write a line for every host"));
        }

        return new SaslPasswdPattern(SaslPasswdPatternKind.Name, key);
    }
}
