using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.TlsPolicy;

/// <summary>Parses the attributes of a TLS policy (docs/formats/tls-policy.md#attributes).</summary>
internal static class TlsAttributes
{
    private static readonly string[] OfReports = ["policy_ttl", "policy_domain", "policy_string", "mx_host_pattern", "policy_failure"];

    /// <summary>Parses the items after a level.</summary>
    /// <returns>The attributes, or null if Postfix defers the mail.</returns>
    public static IReadOnlyList<TlsSetting>? Parse(TlsLevel level, TextPart[] items, List<ValueProblem> problems)
    {
        var attributes = new List<TlsSetting>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            if (AttributeOf(item, items, problems) is not { } attribute) return null;
            if (ProblemOf(attribute, item, level, seen) is { } problem)
            {
                problems.Add(problem);
                if (problem.Severity == Severity.Error) return null;
            }

            attributes.Add(attribute);
        }

        if (!seen.Contains("policy_type") && Array.FindIndex(items, item => OfReports.Any(name => item.Text.TrimStart('{', ' ').StartsWith(name, StringComparison.OrdinalIgnoreCase))) is >= 0 and var index)
        {
            problems.Add(TlsPolicyValue.Create(Rules.BadTlsAttribute, items[index], "the attributes of a policy for TLS reports need policy_type", "write policy_type=sts, or remove the attribute"));
            return null;
        }

        return attributes;
    }

    private static TlsSetting? AttributeOf(TextPart item, TextPart[] items, List<ValueProblem> problems)
    {
        var isBraced = item.Text[0] == '{';
        var text = isBraced ? TlsPolicyGrammar.Braced.Matches(item.Text, out var inside) ? inside : null : item.Text;
        if (text is not null && TlsPolicyGrammar.Attribute.Matches(text, out var attribute))
        {
            if (isBraced) ReportVersion(item, "braces around an attribute", "3.10", problems);
            return attribute;
        }

        problems.Add(TlsPolicyValue.Create(Rules.MalformedTlsAttribute, item, $"{Latin1Text.Show(item.Text)} is not name=value", HelpFor(item, items)));
        return null;
    }

    /// <summary>A list that was separated by commas or spaces has its second part here.</summary>
    private static string HelpFor(TextPart item, TextPart[] items)
    {
        var before = Array.FindLast(items[..Array.IndexOf(items, item)], earlier => earlier.Text.Contains('=', StringComparison.Ordinal)).Text ?? "";
        if (before.StartsWith("protocols=", StringComparison.OrdinalIgnoreCase)) return $"write the protocols with colons and without spaces: {Joined(before, item)}";
        if (before.StartsWith("match=", StringComparison.OrdinalIgnoreCase)) return $"write the names with colons and without spaces: {Joined(before, item)}";
        if (before.StartsWith("exclude=", StringComparison.OrdinalIgnoreCase)) return $"write the ciphers with colons and without spaces: {Joined(before, item)}";
        return "write name=value, without whitespace around the equals sign";
    }

    private static string Joined(string before, TextPart item) => Source.DisplayText.Escape(Latin1Text.Bytes($"{before}:{item.Text}"), 80);

    /// <summary>The first mistake of an attribute, or null.</summary>
    private static ValueProblem? ProblemOf(TlsSetting attribute, TextPart item, TlsLevel level, HashSet<string> seen)
    {
        var name = attribute.Name.ToLowerInvariant();
        if (!TlsWords.IsAttribute(name))
        {
            var meant = TlsWords.MeantAttribute(name);
            return TlsPolicyValue.Create(
                Rules.UnknownTlsAttribute,
                item with { Text = item.Text[..Math.Min(item.Length, item.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end ? end : item.Length)] },
                $"{Latin1Text.Show(attribute.Name)} is not an attribute of a TLS policy",
                meant is null ? "remove it; smtp_tls_policy_maps in postconf(5) lists the attributes" : $"write {meant}");
        }

        if (!seen.Add(name) && !TlsWords.IsRepeatable(name))
            return Bad(item, $"{name} may be written only once", name is "protocols" or "exclude" ? "write one list with colons" : "remove one of the two");
        return LevelProblemOf(name, item, level) ?? TlsAttributeValue.ProblemOf(name, attribute.Value, item, level) ?? VersionProblemOf(name, item);
    }

    private static ValueProblem? LevelProblemOf(string name, TextPart item, TlsLevel level)
    {
        var isAllowed = name switch
        {
            "match" => level is TlsLevel.Fingerprint or TlsLevel.Verify or TlsLevel.Secure,
            "tafile" => level is TlsLevel.Verify or TlsLevel.Secure,
            _ => true,
        };
        return isAllowed ? null : Bad(
            item,
            $"{name} is not allowed with level {TlsWords.NameOf(level)}",
            $"write the level {(name == "match" ? "secure, verify or fingerprint" : "secure or verify")}, or remove {name}");
    }

    private static ValueProblem? VersionProblemOf(string name, TextPart item)
    {
        var problems = new List<ValueProblem>();
        if (TlsWords.FirstVersionWith(name) is { } version) ReportVersion(item, name, version, problems);
        return problems.FirstOrDefault();
    }

    private static void ReportVersion(TextPart item, string what, string version, List<ValueProblem> problems) => problems.Add(new ValueProblem(
        Rules.NewTlsAttribute,
        item.Start,
        item.Length,
        $"only Postfix {version} and later know {what}; earlier versions defer the mail",
        $"use it only with Postfix {version} or later"));

    private static ValueProblem Bad(TextPart item, string what, string help) => TlsPolicyValue.Create(Rules.BadTlsAttribute, item, what, help);
}
