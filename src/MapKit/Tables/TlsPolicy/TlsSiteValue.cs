using MapKit.Diagnostics;
using MapKit.Tables.Grammar;

namespace MapKit.Tables.TlsPolicy;

/// <summary>Parses the values of <c>smtp_tls_per_site</c> (docs/formats/tls-policy.md#the-old-table).</summary>
internal static class TlsSiteValue
{
    private static readonly string[] Words = ["NONE", "MAY", "MUST_NOPEERMATCH", "MUST"];

    /// <summary>The word of a requirement.</summary>
    public static string NameOf(TlsSiteRequirement requirement) => Words[(int)requirement];

    /// <summary>Parses a value.</summary>
    /// <param name="latin1">The value, one character per byte, trimmed.</param>
    public static ParsedValue<ParsedRequirement> Parse(string latin1)
    {
        var index = Array.FindIndex(Words, word => word.Equals(latin1, StringComparison.OrdinalIgnoreCase));
        if (index >= 0) return new ParsedValue<ParsedRequirement>(new ParsedRequirement((TlsSiteRequirement)index), []);
        var problem = new ValueProblem(
            Rules.BadTlsLevel,
            0,
            latin1.Length,
            $"{Latin1Text.Show(latin1)} is none of NONE, MAY, MUST_NOPEERMATCH and MUST; Postfix defers the mail with \"client TLS configuration problem\"",
            "write one of them, or move the entry to smtp_tls_policy_maps, which has other levels and attributes");
        return new ParsedValue<ParsedRequirement>(null, [problem]);
    }
}

/// <summary>A value that has been parsed.</summary>
/// <param name="Requirement">The requirement.</param>
internal sealed record ParsedRequirement(TlsSiteRequirement Requirement);
