using System.Globalization;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Source;

namespace MapKit.Linting.Patterns;

/// <summary>
/// Rules of a table that are never reached, because an earlier one matches everything that they match. For expressions only those that are
/// identical, or match every key, are known to do so.
/// </summary>
internal sealed class UnreachablePatternRule(LintContext context) : IPatternRule
{
    /// <summary>The declaration of the rule.</summary>
    public static LintRule Declaration { get; } =
        new LintRule<IPatternRule>(context => new UnreachablePatternRule(context), new RuleScope { WithPatternTables = true }, Rules.UnreachableRule);

    /// <inheritdoc/>
    public void Check<TSubject>(RuleList<TSubject> rules)
        where TSubject : allows ref struct
    {
        // A rule between if and endif is compared only with the rules there.
        var answering = new Stack<Dictionary<object, SourcePlace>>();
        answering.Push([]);
        foreach (var rule in rules.All)
        {
            switch (rule.Kind)
            {
                case RuleKind.If:
                    answering.Push([]);
                    break;
                case RuleKind.EndIf:
                    answering.Pop();
                    break;
                default:
                    if (EarlierOf(rule.Test!, answering) is { } earlier) Report(rule.Place, earlier);
                    if (rule.Test!.Name is { } name) answering.Peek().TryAdd(name, rule.Place);
                    break;
            }
        }
    }

    private static SourcePlace? EarlierOf<TSubject>(RuleTest<TSubject> test, Stack<Dictionary<object, SourcePlace>> answering)
        where TSubject : allows ref struct
    {
        foreach (var name in test.Wider)
        {
            foreach (var rules in answering)
            {
                if (rules.TryGetValue(name, out var place)) return place;
            }
        }

        return null;
    }

    private void Report(SourcePlace place, SourcePlace earlier) => context.Report(
        Rules.UnreachableRule,
        place,
        string.Create(CultureInfo.InvariantCulture, $"the rule of line {earlier.Line} already matches everything that this rule matches; Postfix never reaches it"),
        string.Create(CultureInfo.InvariantCulture, $"remove it, or put it before line {earlier.Line}"));
}
