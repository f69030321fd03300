using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Aliases;

/// <summary>
/// Parses the names of aliases, in the external form in which postalias stores them
/// (docs/formats/aliases.md#external-and-internal-form and docs/formats/table-formats.md#aliases).
/// </summary>
internal static class AliasKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    /// <param name="key">The name in external form.</param>
    /// <returns>True only if <see cref="Parse"/> finds no problem.</returns>
    public static bool IsCommon(ReadOnlySpan<byte> key) => LocalPart.IsCommon(key);

    /// <summary>Parses a name.</summary>
    /// <param name="latin1">The name in external form, one character per byte.</param>
    /// <returns>The name, or null for one that matches no recipient, and all problems.</returns>
    public static ParsedValue<string> Parse(string latin1)
    {
        ArgumentNullException.ThrowIfNull(latin1);
        var problems = new List<ValueProblem>();
        Check(latin1, problems);
        return new ParsedValue<string>(problems.Count == 0 ? LocalPart.Unquote(latin1) : null, problems);
    }

    private static void Check(string name, List<ValueProblem> problems)
    {
        if (name == "*")
        {
            problems.Add(PatternCheck.InKey(
                Rules.WildcardInKey,
                0,
                1,
                "a * in a key is not a wildcard; Postfix never finds the entry",
                "luser_relay in main.cf gets the mail of unknown local users"));
            return;
        }

        if (name.EndsWith("+*", StringComparison.Ordinal) || name.EndsWith("-*", StringComparison.Ordinal))
        {
            problems.Add(PatternCheck.InKey(
                Rules.WildcardInKey,
                name.Length - 1,
                1,
                "a * in a key is not a wildcard; Postfix never finds the entry",
                $"write {Source.DisplayText.Escape(Latin1Text.Bytes(name[..^2]), 80)}, which also gets the mail for its extensions (recipient_delimiter)"));
            return;
        }

        if (PatternCheck.HasExpressionSigns(Latin1Text.Bytes(name)) && PatternCheck.ReportRegularExpression(name, problems)) return;
        if (PatternCheck.ReportNetwork(name, problems)) return;

        var comment = PatternGrammar.FirstUnquoted(name, '(');
        if (comment < 0) return;
        problems.Add(PatternCheck.InKey(
            Rules.CommentInName,
            comment,
            name.Length - comment,
            $"the comment becomes part of the name {Latin1Text.Show(name)}; Postfix finds it for no recipient",
            "put the comment on a separate line"));
    }
}
