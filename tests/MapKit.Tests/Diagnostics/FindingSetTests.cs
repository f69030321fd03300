using CsCheck;
using MapKit.Diagnostics;
using MapKit.Source;

namespace MapKit.Tests.Diagnostics;

public class FindingSetTests
{
    private static readonly DiagnosticRule[] SomeRules = [Rules.DuplicateKey, Rules.BracketedAddress, Rules.DotBeforeDomain];

    [Fact]
    public void Findings_are_taken_in_the_order_of_the_source_and_the_most_severe_first()
    {
        var set = new FindingSet();
        set.Report(Finding(Rules.UpperCaseKey, 2, 1));
        set.Report(Finding(Rules.DuplicateKey, 2, 1));
        set.Report(Finding(Rules.MissingValue, 1, 3));
        set.Report(Finding(Rules.SecretsReadable, 0, 0));
        Assert.Equal(["MK4001", "MK1004", "MK3001", "MK1017"], set.Take().Select(finding => finding.Rule.Code));
    }

    [Fact]
    public void A_finding_that_is_reported_twice_is_one_and_another_message_is_another()
    {
        var set = new FindingSet();
        set.Report(Finding(Rules.DuplicateKey, 1, 1));
        set.Report(Finding(Rules.DuplicateKey, 1, 1));
        set.Report(Finding(Rules.DuplicateKey, 1, 1, "another"));
        Assert.Equal(["another", "message"], set.Take().Select(finding => finding.Message));
    }

    [Fact]
    public void Findings_without_a_place_are_distinguished_by_their_file()
    {
        var set = new FindingSet();
        set.Report(new Diagnostic(Rules.SecretsReadable, "table.db", null, "message"));
        set.Report(new Diagnostic(Rules.SecretsReadable, "table", null, "message"));
        Assert.Equal(["table", "table.db"], set.Take().Select(finding => finding.Path));
    }

    [Fact]
    public void A_finding_withdrawn_before_it_is_reported_is_removed()
    {
        var set = new FindingSet();
        set.Withdraw(Rules.DuplicateKey, "table", PlaceOf(1, 1));
        set.Report(Finding(Rules.DuplicateKey, 1, 1));
        set.Report(Finding(Rules.DuplicateKey, 2, 1));
        Assert.Equal(2, Assert.Single(set.Take()).Place!.Value.Line);
    }

    [Fact]
    public void Findings_are_taken_once()
    {
        var set = new FindingSet();
        set.Report(Finding(Rules.DuplicateKey, 1, 1));
        Assert.False(set.IsEmpty);
        Assert.Single(set.Take());
        Assert.True(set.IsEmpty);
        Assert.Empty(set.Take());
    }

    [Fact]
    public void The_most_severe_refinement_applies_in_any_order()
    {
        foreach (var order in new[] { (int[])[0, 1, 2], [2, 1, 0], [1, 0, 2] })
        {
            var set = new FindingSet();
            set.Report(Finding(Rules.BracketedAddress, 1, 1));
            foreach (var number in order)
                set.RefineAll(Rules.BracketedAddress, number == 1 ? Severity.Error : Severity.Warning, $"message {number}", "help");
            Assert.Equal((Severity.Error, "message 1"), Assert.Single(set.Take()) is var finding ? (finding.Severity, finding.Message) : default);
        }
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void The_result_does_not_depend_on_the_order_in_which_rules_run()
    {
        var step = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[1, 3], Gen.Int[1, 2]);
        Gen.Select(step.Array[0, 12], Gen.Int).Sample((steps, seed) =>
        {
            var shuffled = steps.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Result(steps), Result(shuffled));
        });
    }

    private static IReadOnlyList<Diagnostic> Result((int Kind, int Rule, int Line, int Column)[] steps)
    {
        var set = new FindingSet();
        foreach (var (kind, number, line, column) in steps)
        {
            var rule = SomeRules[number];
            if (kind == 0) set.Withdraw(rule, "table", PlaceOf(line, column));
            else if (kind == 1 && line == 1) set.RefineAll(rule, Severity.Error, $"message {column}", "help");
            else set.Report(Finding(rule, line, column));
        }

        return set.Take();
    }

    private static Diagnostic Finding(DiagnosticRule rule, int line, int column, string message = "message") =>
        new(rule, "table", line == 0 ? null : PlaceOf(line, column), message);

    private static SourcePlace PlaceOf(int line, int column) => new(default, line, column, column + 1);
}
