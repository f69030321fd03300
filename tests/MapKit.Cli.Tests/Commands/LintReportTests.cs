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

    /// <summary>A source that is not there, beside one that is, and a configuration that is not there at all.</summary>
    [Theory]
    [InlineData("sarif")]
    [InlineData("checkstyle")]
    [InlineData("gitlab")]
    [InlineData("github")]
    [InlineData("json")]
    public void A_failure_is_in_the_report(string format)
    {
        var (source, missing) = (_folder.Write("t", "a\n"), _folder.File("missing"));
        var run = CommandRun.Of("lint", "--output-format", format, source, missing);
        Assert.Equal(2, run.Status);
        Assert.Contains("MK1004", run.Output, StringComparison.Ordinal);
        Assert.Equal([$"{missing}: no such file"], FailuresIn(run.Output, format));

        var whole = CommandRun.Of("lint", "--output-format", format, "-c", missing);
        Assert.Equal(2, whole.Status);
        Assert.Equal([$"-c {missing}: no such folder"], FailuresIn(whole.Output, format));
        Assert.Empty(FailuresIn(CommandRun.Of("lint", "--output-format", format, source).Output, format));
    }

    [Fact]
    public void A_test_report_says_why_there_are_no_results()
    {
        var report = _folder.File("report.xml");
        foreach (var (file, problem) in new[] { (_folder.File("none"), ": no such file"), (_folder.Write("bad", "nonsense\n"), ":1:1: expected FORMAT ADDRESS -> RESULT") })
        {
            Assert.Equal(2, CommandRun.Of("test", "--junit", report, file).Status);
            var suite = XDocument.Load(report).Root!.Element("testsuite")!;
            Assert.Equal(("1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("errors")!.Value));
            Assert.StartsWith(file + problem, suite.Element("testcase")!.Element("error")!.Attribute("message")!.Value, StringComparison.Ordinal);
        }
    }

    private static string[] FailuresIn(string report, string format) => format switch
    {
        "sarif" => [.. Invocation(report).TryGetProperty("toolExecutionNotifications", out var list) && !Invocation(report).GetProperty("executionSuccessful").GetBoolean()
            ? list.EnumerateArray().Select(one => one.GetProperty("message").GetProperty("text").GetString()!) : []],
        "checkstyle" => [.. XDocument.Parse(report).Descendants("error").Where(error => error.Attribute("source")!.Value == "mapkit").Select(error => error.Attribute("message")!.Value["not checked: ".Length..])],
        "gitlab" => [.. JsonDocument.Parse(report).RootElement.EnumerateArray().Where(one => one.GetProperty("severity").GetString() == "blocker").Select(one => one.GetProperty("description").GetString()!["not checked: ".Length..])],
        "github" => [.. report.Split('\n').Where(line => line.StartsWith("::error title=mapkit::", StringComparison.Ordinal)).Select(line => line["::error title=mapkit::".Length..])],
        _ => [.. report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(one => one.GetProperty("kind").GetString() == "error").Select(one => one.GetProperty("message").GetString()!)],
    };

    private static JsonElement Invocation(string report) => JsonDocument.Parse(report).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];

    [Fact]
    public void Json_is_the_json_format()
    {
        var source = _folder.Write("t", "a\n");
        var run = CommandRun.Of("lint", "--json", source);
        Assert.Equal(CommandRun.Of("lint", "--output-format", "json", source).Output, run.Output);
        Assert.StartsWith("{\"kind\":\"finding\",\"path\":", run.Output, StringComparison.Ordinal);
    }
}
