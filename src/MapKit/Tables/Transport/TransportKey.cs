using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Transport;

/// <summary>Parses the keys of transport tables (docs/formats/lookups.md#address-lookups).</summary>
internal static class TransportKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("*"u8)) return true;
        if (key.Length > 1 && key[0] == '.') return HostName.IsCommonName(key[1..]);
        var at = key.IndexOf((byte)'@');
        return HostName.IsCommonName(key[(at + 1)..]) && (at < 0 || LocalPart.IsCommon(key[..at]));
    }

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all problems.</returns>
    public static ParsedValue<TransportPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var pattern = PatternOf(latin1, problems);
        return new ParsedValue<TransportPattern>(problems.Count == 0 ? pattern : null, problems);
    }

    private static TransportPattern? PatternOf(string key, List<ValueProblem> problems)
    {
        if (key == "*") return new TransportPattern(TransportPatternKind.Any, null, "");
        if (PatternCheck.ReportRegularExpression(key, problems) || PatternCheck.ReportNetwork(key, problems)) return null;

        var syntax = PatternGrammar.Pattern.Read(key);
        var isAddress = syntax.HasAt;
        if (!isAddress) syntax = new PatternSyntax(TextPart.None, false, new TextPart(key, 0));
        if (PatternCheck.ReportWildcard(syntax, "* alone matches every recipient, .example.com every domain below example.com", problems)) return null;

        var domain = syntax.Domain;
        if (!isAddress)
        {
            if (domain.Text.StartsWith('.') && domain.Length > 1) domain = new TextPart(domain.Text[1..], 1);
            AddressKeyCheck.CheckDomain(domain, problems);
            return new TransportPattern(domain.Start > 0 ? TransportPatternKind.Subdomains : TransportPatternKind.Domain, null, domain.Text);
        }

        if (syntax.Local.Length == 0)
        {
            problems.Add(PatternCheck.NeverLookedUp(
                0, key.Length, $"in a transport table Postfix looks up the domain without the @, never {Latin1Text.Show(key)}", "remove the @"));
            return null;
        }

        PatternCheck.CheckLocalPart(syntax.Local, usesInternalForm: true, problems);
        AddressKeyCheck.CheckDomain(domain, problems);
        return new TransportPattern(TransportPatternKind.Address, LocalPart.Unquote(syntax.Local.Text), domain.Text);
    }
}
