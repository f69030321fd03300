using System.Text.Json;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>The SARIF log is valid by the schema of SARIF 2.1.0, and a result says all there is to a finding.</summary>
public sealed class LintSarifTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a\n\u00E9 1\n\u00E9 1\nB 1\n", 3)]
    [InlineData("a 1\nA 2\n192.0.2.0/24 OK\n\n c\n\u0001\u001b[31m 1\n\uD83D\uDE00 1\n\uD83D\uDE00 2\n", 5)]
    public async Task The_log_is_valid_by_the_schema_of_the_standard(string text, int results)
    {
        var log = Log(text);
        var schema = await Schema();
        Assert.Empty(schema.Validate(log.RootElement.GetRawText()));
        var run = log.RootElement.GetProperty("runs")[0];
        Assert.Equal(("2.1.0", "unicodeCodePoints"), (log.RootElement.GetProperty("version").GetString(), run.GetProperty("columnKind").GetString()));
        Assert.Equal(results, run.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("\"startLine\": 1", "\"startLine\": 0")]
    [InlineData("\"level\": \"error\"", "\"level\": \"fatal\"")]
    [InlineData("\"driver\"", "\"drivers\"")]
    [InlineData("\"startColumn\"", "\"column\"")]
    public async Task The_schema_refuses_an_invalid_log(string valid, string wrong)
    {
        var log = Log("a\n").RootElement.GetRawText();
        Assert.Contains(valid, log, StringComparison.Ordinal);
        Assert.NotEmpty((await Schema()).Validate(log.Replace(valid, wrong, StringComparison.Ordinal)));
    }

    /// <summary>An address of the project is named only while the build has one; the text of the rule is in the log.</summary>
    [Fact]
    public void The_log_names_the_version_of_the_build_and_no_address_that_does_not_exist()
    {
        using var log = Log("a\n");
        var driver = log.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver");
        Assert.Equal(CommandRun.Of("--version").Output.TrimEnd('\n'), driver.GetProperty("semanticVersion").GetString());
        Assert.NotEqual("0.0.0", driver.GetProperty("semanticVersion").GetString());
        Assert.DoesNotContain(".example/", log.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(ProgramVersion.Home is not null, driver.TryGetProperty("informationUri", out _));
        Assert.All(driver.GetProperty("rules").EnumerateArray(), rule => Assert.EndsWith($"mapkit rule {rule.GetProperty("id").GetString()}", rule.GetProperty("help").GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_of_a_failure_is_valid_too() =>
        Assert.Empty((await Schema()).Validate(CommandRun.Of("lint", "--output-format", "sarif", _folder.File("missing")).Output));

    [Fact]
    public void A_result_names_its_rule_level_and_place()
    {
        using var log = Log("# \u00E9\na 1\n\n  b\n");
        var run = log.RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results")[0];
        var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
        Assert.Equal(("MK1013", "MK1013", "warning"), (result.GetProperty("ruleId").GetString(), rule.GetProperty("id").GetString(), result.GetProperty("level").GetString()));
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("""{"startLine":4,"startColumn":3,"endColumn":4}""", JsonSerializer.Serialize(place.GetProperty("region")));
        Assert.Equal("file://" + _folder.Path + "/a%20table%25", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void A_file_in_the_folder_of_the_run_has_a_relative_URI()
    {
        var name = $"lint-{Guid.NewGuid():N} table";
        File.WriteAllText(name, "a\n");
        try
        {
            var run = CommandRun.Of("lint", "--output-format", "sarif", Path.GetFullPath(name));
            Assert.Contains($"\"uri\": \"{name.Replace(" ", "%20", StringComparison.Ordinal)}\"", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(name);
        }
    }

    private JsonDocument Log(string text)
    {
        var run = CommandRun.Of("lint", "--level", "info", "--output-format", "sarif", _folder.Write("a table%", text));
        Assert.Equal((1, ""), (run.Status, run.Error));
        return JsonDocument.Parse(run.OutputBytes);
    }

    private static Task<NJsonSchema.JsonSchema> Schema() => NJsonSchema.JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));
}
