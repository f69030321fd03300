using MapKit.Diagnostics;
using MapKit.Linting;
using MapKit.Tables;

namespace MapKit.Tests.Linting;

/// <summary>The list of rules, their types and the catalogue refer to one another.</summary>
public class LintRulesTests
{
    public static TheoryData<string> LintRows => new(Rules.All.Where(row => row.IsLint).Select(row => row.Code));

    [Theory]
    [MemberData(nameof(LintRows))]
    public void Every_row_of_lint_is_reported_by_a_rule(string code) =>
        Assert.Contains(LintRules.All, rule => rule.Reports.Any(row => row.Code == code));

    [Fact]
    public void Every_rule_reports_rows_of_the_catalogue() => Assert.All(LintRules.All, rule =>
    {
        Assert.NotEmpty(rule.Reports);
        Assert.All(rule.Reports, row => Assert.Contains(row, Rules.All));
    });

    [Fact]
    public void Every_type_that_declares_a_rule_is_in_the_list()
    {
        var declared = typeof(LintRules).Assembly.GetTypes()
            .Select(type => type.GetProperty("Declaration"))
            .Where(property => property?.PropertyType == typeof(LintRule))
            .Select(property => (LintRule)property!.GetValue(null)!);
        Assert.Equal(declared.ToHashSet(), LintRules.All.ToHashSet());
        Assert.Equal(LintRules.All.Count, LintRules.All.Distinct().Count());
    }

    [Fact]
    public void Every_type_of_a_rule_declares_it()
    {
        var stages = new[] { "ISourceRule", "ILineRule", "IEntryRule", "IRecordRule", "IPatternRule", "IAllowanceRule", "ICrossTableRule", "IConfigurationRule" };
        var undeclared = typeof(LintRules).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsNested: false } && type.GetInterfaces().Any(stage => stages.Contains(stage.Name)) && type.GetProperty("Declaration") is null)
            .Select(type => type.Name);

        // These are the parts of a rule that see entries on its behalf.
        Assert.Equal(["CredentialRoutes", "PlacedFindings"], undeclared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_table_gets_the_rules_of_its_format()
    {
        Assert.Equal(["AliasLoopRule", "MissingIncludeRule"], RecordRules(TableFormat.Aliases));
        Assert.Equal(["RewritingLoopRule"], RecordRules(TableFormat.Virtual));
        Assert.Empty(RecordRules(TableFormat.Plain));
        Assert.Empty(RecordRules(TableFormat.Transport, forCompile: true));
    }

    [Fact]
    public void Findings_in_aliases_and_passwords_depend_on_more_than_their_text() => Assert.Equal(
        ["aliases", "sasl_passwd"],
        TableFormat.All.Where(LintRules.LookOutside).Select(format => format.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string> RecordRules(TableFormat format, bool forCompile = false)
    {
        var context = new LintContext { Path = "table", Format = format, Folding = MapKit.Records.KeyFolding.Unicode, ForCompile = forCompile };
        return LintRules.Create<MapKit.Linting.Records.IRecordRule>(context).Select(rule => rule.GetType().Name);
    }
}
