using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MapKit.Tables;
using MapKit.Tests;
using MapKit.Tests.Differential;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What holds of the findings in any source: made of what parsers trip over, for every format.</summary>
[Trait(Category.Name, Category.Slow)]
public sealed class LintRandomTests : IDisposable
{
    private const int FewestSources = 60;
    private const string Secret = "hunter2";

    private static readonly int Sources = int.TryParse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES"), out var asked) ? asked : FewestSources;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => new(TableFormat.All.Select(format => format.Name));

    /// <summary>
    /// The formats that both verbs read in the same way: lint reads checks of messages as tables of patterns, and compile stores the files
    /// that a table of server names names.
    /// </summary>
    public static TheoryData<string> CompiledFormats => new(TableFormat.All.Select(format => format.Name).Where(name => name != "server_sni" && !name.EndsWith("_checks", StringComparison.Ordinal)));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(CompiledFormats))]
    public void Compile_reports_what_lint_reports(string format)
    {
        var found = 0;
        for (var seed = 1; seed <= Sources; seed++)
        {
            var source = Write(format, seed, "value");
            // The files of a table of server names are read by compile -F itself.
            var linted = Lines(CommandRun.Of("lint", "--output-format", "json", "-f", format, source)).Where(line => line.Contains("\"code\":", StringComparison.Ordinal) && !Regex.IsMatch(line, "\"code\":\"MK295[5-9]\"")).ToArray();
            var compiled = Lines(CommandRun.Of("compile", "--check", "--json", "-f", format, "-t", "cdb", "-o", _folder.File("map"), source))
                .Where(line => line.Contains("\"code\":", StringComparison.Ordinal) && !line.Contains("\"severity\":\"info\"", StringComparison.Ordinal));
            Assert.Equal(linted, compiled);
            found += linted.Length;
        }

        Assert.True(found > Sources, $"only {found} findings");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_output_has_the_same_findings(string format)
    {
        for (var seed = 1; seed <= Sources; seed++)
        {
            var source = Write(format, seed, "value");
            var json = Lines(Lint("json", format, source)).Select(line => JsonDocument.Parse(line).RootElement).Where(finding => finding.TryGetProperty("code", out _)).Select(finding => (Code(finding, "code"), finding.TryGetProperty("line", out var line) ? line.GetInt32() : 0)).ToArray();
            using var sarif = JsonDocument.Parse(Lint("sarif", format, source).OutputBytes);
            var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => (Code(result, "ruleId"), LineOf(result)));
            Assert.Equal(json, results);
            Assert.Equal(json.Length, Lines(Lint("github", format, source)).Length);
            Assert.Equal(json.Length, Lines(Lint("text", format, source)).Count(line => line.StartsWith($"{source}:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void No_output_shows_a_secret_in_any_place()
    {
        for (var seed = 1; seed <= Sources * 5; seed++)
        {
            var source = Write("sasl_passwd", seed, Secret);
            foreach (var output in new[] { "text", "json", "sarif", "github" }) AssertHidden(Lint(output, "sasl_passwd", source));
            AssertHidden(CommandRun.Of("compile", "--check", "-t", "cdb", source));
            AssertHidden(CommandRun.Of("compile", "--check", "--json", "-t", "cdb", source));
            AssertHidden(CommandRun.Of("set", "--check", source, "key", "a:b"));
            AssertHidden(CommandRun.Of("fmt", "--check", source));
        }
    }

    private static void AssertHidden(CommandRun run) => Assert.DoesNotContain(Secret, run.Output + run.Error, StringComparison.OrdinalIgnoreCase);

    private static string Code(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int LineOf(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").TryGetProperty("region", out var region) ? region.GetProperty("startLine").GetInt32() : 0;

    private static CommandRun Lint(string output, string format, string source) => CommandRun.Of("lint", "--level", "info", "--output-format", output, "-f", format, source);

    private static string[] Lines(CommandRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Write(string format, int seed, string word)
    {
        var text = RandomSource.Make(new Random(seed), format == "aliases").Replace("value", word, StringComparison.Ordinal);
        var source = _folder.Write(format, Encoding.Latin1.GetBytes(text));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return source;
    }
}
