using MapKit.Tables.Addresses;
using MapKit.Tables.Grammar;
using MapKit.Tables.Patterns;

namespace MapKit.Tables.Users;

/// <summary>Parses the keys of tables in which Postfix looks up names of users without a domain.</summary>
internal static class UserKey
{
    /// <summary>Recognises the common shapes without allocating.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> key) => !key.Contains((byte)'@') && LocalPart.IsCommon(key);

    /// <summary>Parses a key.</summary>
    /// <param name="key">The key, one character per byte, as postmap stores it.</param>
    /// <param name="mayBeNumber">Whether <c>uid:NUMBER</c> is looked up as well.</param>
    public static ParsedValue<string> Parse(string key, bool mayBeNumber = false)
    {
        var problems = new List<ValueProblem>();
        if (PatternCheck.ReportRegularExpression(key, problems)) return new ParsedValue<string>(null, problems);
        var at = PatternGrammar.FirstUnquoted(key, '@');
        if (at >= 0)
        {
            problems.Add(PatternCheck.NeverLookedUp(
                at, key.Length - at, "Postfix looks up the name of the user without a domain; it never finds this key", "remove the @ and the domain"));
        }
        else if (key == "*")
        {
            problems.Add(PatternCheck.InKey(Diagnostics.Rules.WildcardInKey, 0, 1, "a * in a key is not a wildcard; Postfix never finds the entry", "write a line for every user, or use static:"));
        }
        else if (!mayBeNumber || !key.StartsWith("uid:", StringComparison.Ordinal))
        {
            PatternCheck.ReportColonAtEnd(new TextPart(key, 0), problems);
        }

        return new ParsedValue<string>(problems.Count == 0 ? key : null, problems);
    }
}
