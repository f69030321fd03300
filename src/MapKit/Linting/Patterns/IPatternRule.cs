using MapKit.Lookup.Patterns;

namespace MapKit.Linting.Patterns;

/// <summary>A rule about a table of patterns or networks as a whole. It reports to its <see cref="LintContext"/>.</summary>
internal interface IPatternRule
{
    /// <summary>Checks the rules of a table.</summary>
    void Check<TSubject>(RuleList<TSubject> rules)
        where TSubject : allows ref struct;
}
