using System.Text.Json;
using System.Xml.Linq;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>Findings for continuous integration systems: Checkstyle and GitLab.</summary>
public sealed class LintReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checkstyle_has_a_file_for_each_source()
    {
        var (first, second) = (_folder.Write("first", "a\nb <&\"\u0001\n c\n"), _folder.Write("second", "x\n"));
        var run = CommandRun.Of("lint", "--output-format", "checkstyle", first, second);
        Assert.Equal(1, run.Status);
        var root = XDocument.Parse(run.Output).Root!;
        Assert.Equal("checkstyle", root.Name);
        Assert.Equal([first, second], root.Elements("file").Select(file => file.Attribute("name")!.Value));
        var error = root.Elements("file").First().Elements("error").First();
        Assert.Equal(("1", "1", "error", "mapkit.MK1004"), (error.Attribute("line")!.Value, error.Attribute("column")!.Value, error.Attribute("severity")!.Value, error.Attribute("source")!.Value));
        Assert.StartsWith("\"a\" has no value; ", error.Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_gets_an_array_whose_fingerprints_differ_and_stay()
    {
        var source = _folder.Write("t", "a\nb\na\n");
        var findings = JsonDocument.Parse(CommandRun.Of("lint", "--output-format", "gitlab", source).Output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(3, findings.Length);
        Assert.Equal(3, findings.Select(finding => finding.GetProperty("fingerprint").GetString()).Distinct().Count());
        Assert.Equal(("MK1004", "major", source, 2), (
            findings[1].GetProperty("check_name").GetString(), findings[1].GetProperty("severity").GetString(),
            findings[1].GetProperty("location").GetProperty("path").GetString(), findings[1].GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32()));

        File.WriteAllText(source, "x 1\na\nb\na\n");
        var moved = JsonDocument.Parse(CommandRun.Of("lint", "--output-format", "gitlab", source).Output).RootElement.EnumerateArray();
        Assert.Equal(findings.Select(finding => finding.GetProperty("fingerprint").GetString()), moved.Select(finding => finding.GetProperty("fingerprint").GetString()));
    }

    [Theory]
    [InlineData("checkstyle")]
    [InlineData("gitlab")]
    public void A_report_without_findings_is_whole(string format)
    {
        var run = CommandRun.Of("lint", "--output-format", format, _folder.Write("t", "a 1\n"));
        Assert.Equal(0, run.Status);
        if (format == "gitlab") Assert.Equal(0, JsonDocument.Parse(run.Output).RootElement.GetArrayLength());
        else Assert.Empty(XDocument.Parse(run.Output).Root!.Elements());
    }

    [Fact]
    public void Json_is_the_json_format()
    {
        var source = _folder.Write("t", "a\n");
        var run = CommandRun.Of("lint", "--json", source);
        Assert.Equal(CommandRun.Of("lint", "--output-format", "json", source).Output, run.Output);
        Assert.StartsWith("{\"kind\":\"finding\",\"path\":", run.Output, StringComparison.Ordinal);
    }
}
