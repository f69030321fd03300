using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Generic;

/// <summary>Parses the keys of generic tables (postfix-tables 5.1 and 5.3).</summary>
public static class GenericKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The key, as postmap stores it.</param>
    /// <returns>True only where <see cref="Parse"/> finds nothing wrong.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key) =>
        key.Length > 1 && key[0] == '@' ? HostName.IsCommonName(key[1..]) : CommonAddress.Matches(key);

    /// <summary>Parses a key.</summary>
    /// <param name="latin1">The key, one character per byte, as postmap stores it.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all that is wrong.</returns>
    public static ParsedValue<GenericPattern> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        var pattern = PatternOf(latin1, problems);
        return new ParsedValue<GenericPattern>(problems.Count == 0 ? pattern : null, problems);
    }

    private static GenericPattern? PatternOf(string key, List<ValueProblem> problems)
    {
        if (PatternCheck.ReportRegularExpression(key, problems)) return null;
        var syntax = PatternGrammar.Pattern.Read(key);
        if (!syntax.HasAt && key.StartsWith("*.", StringComparison.Ordinal)) syntax = new PatternSyntax(new TextPart("*", 0), false, TextPart.None);
        if (PatternCheck.ReportWildcard(syntax, "@example.com matches every address of the domain", problems)) return null;
        if (!syntax.HasAt)
        {
            CheckUser(syntax.Local, problems);
            return new GenericPattern(GenericPatternKind.LocalUser, LocalPart.Unquote(syntax.Local.Text), null);
        }

        AddressKeyCheck.CheckDomain(syntax.Domain, problems);
        if (syntax.Local.Length == 0) return new GenericPattern(GenericPatternKind.Domain, null, syntax.Domain.Text);
        PatternCheck.CheckLocalPart(syntax.Local, isInternalAsked: false, problems);
        return new GenericPattern(GenericPatternKind.Address, LocalPart.Unquote(syntax.Local.Text), syntax.Domain.Text);
    }

    private static void CheckUser(TextPart user, List<ValueProblem> problems)
    {
        if (user.Length > 1 && user.Text[0] == '.' && HostGrammar.Name.Matches(user.Text[1..], out _))
        {
            problems.Add(PatternCheck.NeverAsked(
                0,
                user.Length,
                $"Postfix asks for @domain with the whole domain; it never finds {Latin1Text.Show(user.Text)}",
                "write a line @domain for every domain"));
            return;
        }

        PatternCheck.CheckLocalPart(user, isInternalAsked: false, problems);
    }
}
