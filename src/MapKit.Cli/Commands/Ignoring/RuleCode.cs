using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Cli.Commands.Ignoring;

/// <summary>The code of a rule as a user types it: in any case.</summary>
internal static class RuleCode
{
    /// <summary>Whether the code of a rule is a word or begins with it.</summary>
    public static bool Begins(DiagnosticRule rule, string word) => rule.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rule of a code.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static DiagnosticRule Find(string code) =>
        Rules.All.FirstOrDefault(rule => string.Equals(rule.Code, code, StringComparison.OrdinalIgnoreCase)) ?? throw new FormatException(NoSuchRule(code));

    /// <summary>What is wrong with a code or its beginning; null if rules have it.</summary>
    public static string? ProblemOf(string word) => word.Length > 0 && Rules.All.Any(rule => Begins(rule, word)) ? null : NoSuchRule(word);

    /// <summary>A code of digits is near another one only by chance unless one character differs.</summary>
    private static string NoSuchRule(string code) => Rules.All.FirstOrDefault(rule => NameDistance.Between(rule.Code, code.ToUpperInvariant()) == 1) is { } near
        ? $"no such rule: {code}; did you mean {near.Code}?"
        : $"no such rule: {code}; mapkit rule lists them";
}
