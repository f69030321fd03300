using System.Text;
using MapKit.Diagnostics;
using MapKit.Lookup.Patterns;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Lint;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>A source is read once, and for some rules once more, however many rules need to see it again.</summary>
public class ReadingsTests
{
    /// <summary>Unusual lines, a comment that allows, a duplicate, a loop, and a next hop.</summary>
    private const string Everything = "a@example.com b@example.com\nb@example.com a@example.com\n# mapkit: allow MK3001\nA@example.com c@example.com\nx\u00A0y z\r\n";

    public static TheoryData<string> Formats => new(TableFormat.All.Select(format => format.Name));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Lint_reads_a_source_at_most_twice(string format)
    {
        using var source = Source(Everything + string.Join('\n', Rules.All.Select(rule => rule.Example)));
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(source, "table", TableFormat.ByName(format), MapType.Lmdb);
        Assert.NotEmpty(Findings(operation));
        Assert.InRange(source.Readings, 1, 2);
        Assert.InRange(source.BytesRead, source.Length, 2 * source.Length);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Compile_reads_a_source_at_most_twice(string format)
    {
        using var source = Source(Everything);
        Compile(source, TableFormat.ByName(format)!);
        Assert.InRange(source.Readings, 1, 2);
    }

    [Theory]
    [InlineData("example.com smtp:[relay.example]\n# text\nexample.net :\n", "transport")]
    [InlineData("joe: jane\nlist: joe, jane\n", "aliases")]
    public void Compile_reads_a_usual_source_once(string text, string format)
    {
        using var source = Source(text);
        Compile(source, TableFormat.ByName(format)!);
        Assert.Equal((1, source.Length), (source.Readings, source.BytesRead));
    }

    [Theory]
    [InlineData("joe@example.com smtp:[relay.example]\njane@example.com :\n", 1)]
    [InlineData("joe@example.com smtp:[relay.example]\nJane@example.com :\njoan@example.com :\n", 2)]
    [InlineData("joe@example.com smtp:[relay.example]\n\u00c4@example.com :\njoan@example.com :\n", 2)]
    public void Lint_reads_a_table_again_only_if_a_key_is_folded(string text, int readings)
    {
        using var source = Source(text);
        var operation = new LintOperation(new LintOptions { Level = Severity.Info, IsOneTable = true });
        operation.Read(source, "transport", TableFormat.Transport, MapType.Lmdb);
        Assert.Equal(readings - 1, Findings(operation).Count(finding => finding.Rule == Rules.UpperCaseKey));
        Assert.Equal(readings, source.Readings);
    }

    [Theory]
    [InlineData(RuleTableType.Cidr)]
    [InlineData(RuleTableType.Regexp)]
    [InlineData(RuleTableType.RegexpOrPcre)]
    public void Lint_reads_a_table_of_patterns_once(RuleTableType type)
    {
        using var source = Source("# mapkit: allow MK5201\n/x y\n10.0.0.0/8 OK\r\n/x/ a\n/x/ b\n");
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.ReadRules(source, "table", type);
        Assert.NotEmpty(Findings(operation));
        Assert.Equal((1, source.Length), (source.Readings, source.BytesRead));
    }

    [Fact]
    public void Findings_across_tables_need_no_further_reading()
    {
        using var first = Source("joe: jane\nowner-list: joe\n");
        using var second = Source("jane: joe\n");
        var operation = new LintOperation(new LintOptions { Level = Severity.Info });
        operation.Read(first, "first", TableFormat.Aliases);
        operation.Read(second, "second", TableFormat.Aliases);
        Assert.Equal(["first:2:1 MK2806", "second:1:7 MK2804"], Findings(operation).Select(finding => $"{finding.Path}:{finding.Place!.Value.Line}:{finding.Place.Value.Column} {finding.Rule.Code}"));
        Assert.Equal((2, 2), (first.Readings, second.Readings));
    }

    private static CountingStream Source(string text) => new(Encoding.UTF8.GetBytes(text));

    private static void Compile(Stream source, TableFormat format)
    {
        using var folder = new TemporaryFolder();
        var options = new CompileOptions { Types = [MapType.Cdb], Format = format, OutputPath = folder.File("map"), WithLint = true };
        CompileOperation.Run(source, "stdin", options, new DiagnosticList());
    }

    private static DiagnosticList Findings(LintOperation operation)
    {
        var findings = new DiagnosticList();
        operation.Report(findings);
        return findings;
    }
}
