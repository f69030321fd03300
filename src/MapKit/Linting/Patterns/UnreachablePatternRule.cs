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
        var answering = new Stack<Dictionary<object, Answer>>();
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
                    if (EarlierOf(rule.Test!, answering) is { } earlier) Report(rule.Place, earlier, rule.Result!);
                    if (rule.Test!.Name is { } name) answering.Peek().TryAdd(name, new Answer(rule.Place, rule.Result!));
                    break;
            }
        }
    }

    /// <summary>The first of the earlier rules that match everything that a test matches: it answers.</summary>
    private static Answer? EarlierOf<TSubject>(RuleTest<TSubject> test, Stack<Dictionary<object, Answer>> answering)
        where TSubject : allows ref struct
    {
        Answer? first = null;
        foreach (var name in test.Wider)
        {
            foreach (var rules in answering)
            {
                if (rules.TryGetValue(name, out var answer) && (first is null || answer.Place.Line < first.Place.Line)) first = answer;
            }
        }

        return first;
    }

    private void Report(SourcePlace place, Answer earlier, RuleResult result)
    {
        var line = earlier.Place.Line.ToString(CultureInfo.InvariantCulture);
        context.Report(result.IsSameText(earlier.Result)
            ? new Diagnostic(Rules.UnreachableRule, context.Path, place, $"the rule of line {line} already matches everything that this rule matches, with the same result", "remove it, unless it is to stay when that rule changes") { Severity = Severity.Info }
            : new Diagnostic(Rules.UnreachableRule, context.Path, place, $"the rule of line {line} already matches everything that this rule matches; Postfix never reaches it", $"remove it, or put it before line {line}"));
    }

    /// <summary>An earlier rule.</summary>
    private sealed record Answer(SourcePlace Place, RuleResult Result);
}
