using System.Reflection;
using MapKit.Diagnostics;

namespace MapKit.Tests.Diagnostics;

/// <summary>The catalogue is whole, and the document is what it says.</summary>
public class RuleCatalogueTests
{
    [Fact]
    public void All_holds_every_rule_in_the_order_of_the_codes()
    {
        var declared = typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticRule))
            .Select(field => (DiagnosticRule)field.GetValue(null)!);
        Assert.Equal(declared.OrderBy(rule => rule.Code, StringComparer.Ordinal), Rules.All);
    }

    [Fact]
    public void A_code_has_one_rule() => Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Code).Distinct().Count());

    [Fact]
    public void A_rule_is_found_by_its_code()
    {
        Assert.Same(Rules.DuplicateKey, Rules.Find("MK3001"));
        Assert.Null(Rules.Find("MK0000"));
    }

    [Fact]
    public void Every_rule_has_texts_for_finding_effect_and_remedy()
    {
        Assert.All(Rules.All, rule =>
        {
            Assert.Matches("^MK[0-9]{4}$", rule.Code);
            Assert.EndsWith(".", rule.Finds, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Effect, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_document_agrees_with_the_catalogue()
    {
        var path = RulesDocument.Path;
        if (Environment.GetEnvironmentVariable("MAPKIT_WRITE_RULES") == "1") File.WriteAllText(path, RulesDocument.Text);
        Assert.True(File.ReadAllText(path) == RulesDocument.Text, "docs/rules.md is old: run tools/generate-rules.sh");
    }
}
