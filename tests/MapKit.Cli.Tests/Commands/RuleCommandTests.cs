using System.Text.Json;
using MapKit.Diagnostics;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>mapkit rule</c> prints the catalogue.</summary>
public class RuleCommandTests
{
    [Fact]
    public void A_rule_has_what_it_finds_its_effect_an_example_and_the_remedy()
    {
        var run = CommandRun.Of("rule", "mk1004");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith("MK1004 (error): no value\n\nFinds: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nPostfix: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nExample:\n    ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nRemedy: ", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Without_a_code_all_are_listed() =>
        Assert.Equal(Rules.All.Select(rule => rule.Code), CommandRun.Of("rule").Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));

    [Fact]
    public void As_json_each_rule_is_an_object()
    {
        var lines = CommandRun.Of("rule", "--json").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(Rules.All.Count, lines.Length);
        Assert.All(lines, line => Assert.Equal(["kind", "code", "severity", "title", "finds", "effect", "example", "remedy"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void An_unknown_code_is_refused()
    {
        var run = CommandRun.Of("rule", "MK0000");
        Assert.Equal((2, "", "mapkit: error: no such rule: MK0000; mapkit rule lists them\n"), (run.Status, run.Output, run.Error));
    }
}
