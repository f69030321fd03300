using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Hosts;

namespace MapKit.Tables.Patterns;

/// <summary>Parses the keys of the tables in which Postfix looks up addresses with its default strategy (docs/formats/lookups.md#address-lookups).</summary>
internal static class AddressKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> key) =>
        key.Length > 1 && key[0] == '@' ? HostName.IsCommonName(key[1..]) : CommonAddress.Matches(key);

    /// <summary>Parses a key.</summary>
    /// <param name="key">The key, one character per byte, as postmap stores it.</param>
    /// <param name="forms">What the table is asked for.</param>
    /// <returns>The pattern, or null for a key that matches nothing, and all problems.</returns>
    public static ParsedValue<AddressPattern> Parse(string key, LookupForms forms)
    {
        var problems = new List<ValueProblem>();
        var pattern = PatternOf(key, forms, problems);
        return new ParsedValue<AddressPattern>(problems.Count == 0 ? pattern : null, problems);
    }

    private static AddressPattern? PatternOf(string key, LookupForms forms, List<ValueProblem> problems)
    {
        if (PatternCheck.ReportRegularExpression(key, problems) || PatternCheck.ReportNetwork(key, problems)) return null;
        if (key == "<>" || (key == "\"\"" && forms.HasFlag(LookupForms.NullSenderInQuotes))) return NullSenderOf(key, forms, problems);
        var syntax = PatternGrammar.Pattern.Read(key);
        if (!syntax.HasAt && key.StartsWith("*.", StringComparison.Ordinal)) syntax = new PatternSyntax(new TextPart("*", 0), false, TextPart.None);
        if (PatternCheck.ReportWildcard(syntax, "@example.com matches every address of the domain", problems)) return null;
        if (!syntax.HasAt)
        {
            if (forms.HasFlag(LookupForms.AliasDomain) && LooksLikeDomain(key)) return new AddressPattern(AddressPatternKind.DomainOrUser, key, key);
            CheckUser(syntax.Local, forms, problems);
            return new AddressPattern(AddressPatternKind.LocalUser, LocalPart.Unquote(syntax.Local.Text), null);
        }

        AddressKeyCheck.CheckDomain(syntax.Domain, problems);
        if (syntax.Local.Length == 0) return new AddressPattern(AddressPatternKind.Domain, null, syntax.Domain.Text);
        PatternCheck.CheckLocalPart(syntax.Local, forms.HasFlag(LookupForms.InternalLocalPart), problems);
        return new AddressPattern(AddressPatternKind.Address, LocalPart.Unquote(syntax.Local.Text), syntax.Domain.Text);
    }

    /// <summary>Whether a key without <c>@</c> has the form of a domain: a name with a dot inside.</summary>
    public static bool LooksLikeDomain(string key) => key.Contains('.', StringComparison.Ordinal) && HostGrammar.Name.Matches(key, out _);

    private static AddressPattern? NullSenderOf(string key, LookupForms forms, List<ValueProblem> problems)
    {
        if (key != "<>" || forms.HasFlag(LookupForms.NullSenderInBrackets)) return new AddressPattern(AddressPatternKind.NullSender, "", null);
        var isLookedUp = forms.HasFlag(LookupForms.NullSenderInQuotes);
        problems.Add(PatternCheck.NeverLookedUp(
            0,
            key.Length,
            isLookedUp ? "in this table Postfix looks up the null sender as \"\", never as <>" : "Postfix does not look up the null address in this table",
            isLookedUp ? "write \"\"" : "remove the line"));
        return null;
    }

    private static void CheckUser(TextPart user, LookupForms forms, List<ValueProblem> problems)
    {
        if (user.Length > 1 && user.Text[0] == '.' && HostGrammar.Name.Matches(user.Text[1..], out _))
        {
            problems.Add(PatternCheck.NeverLookedUp(
                0,
                user.Length,
                $"Postfix looks up @domain with the whole domain; it never finds {Latin1Text.Show(user.Text)}",
                "write a line @domain for every domain"));
            return;
        }

        if (PatternCheck.ReportColonAtEnd(user, problems)) return;
        PatternCheck.CheckLocalPart(user, forms.HasFlag(LookupForms.InternalLocalPart), problems);
    }
}

/// <summary>What Postfix looks up in a table besides <c>user@domain</c>, <c>user</c> and <c>@domain</c>; it differs between formats.</summary>
[Flags]
internal enum LookupForms
{
    /// <summary>Nothing: local parts in their external form only (tables queried by <c>mail_addr_map</c>).</summary>
    None = 0,

    /// <summary>Local parts without quotes as well.</summary>
    InternalLocalPart = 1,

    /// <summary>The null sender as <c>&lt;&gt;</c>.</summary>
    NullSenderInBrackets = 2,

    /// <summary>The null sender as two quotes.</summary>
    NullSenderInQuotes = 4,

    /// <summary>A domain alone, which makes it a virtual alias domain.</summary>
    AliasDomain = 8,
}
