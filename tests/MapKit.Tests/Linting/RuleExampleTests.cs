using MapKit.Diagnostics;
using MapKit.Tables;

namespace MapKit.Tests.Linting;

/// <summary>The examples of the catalogue, which <c>docs/rules.md</c> shows: each has the finding that it is an example of.</summary>
public class RuleExampleTests
{
    public static TheoryData<string> Codes()
    {
        var codes = new TheoryData<string>();
        foreach (var rule in Rules.All)
        {
            // From 5000 on they are about other files than tables.
            if (rule.Example.Length > 0 && string.CompareOrdinal(rule.Code, "MK5") < 0) codes.Add(rule.Code);
        }

        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_example_has_the_finding(string code)
    {
        var rule = Rules.All.Single(rule => rule.Code == code);
        Assert.Contains(
            TableFormat.All,
            format => Linted.Findings(rule.Example + "\n", format.Name).Any(finding => finding.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_has_texts_for_finding_effect_and_remedy() =>
        Assert.All(Rules.All, rule => Assert.True(rule is { Finds.Length: > 0, Effect.Length: > 0, Remedy.Length: > 0 }, rule.Code));
}
