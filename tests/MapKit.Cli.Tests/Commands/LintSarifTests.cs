using System.Text.Json;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>
/// The SARIF log has the structure of the standard (SARIF 2.1.0, sections 3.13 to 3.52): for each object that is written, which
/// properties there may be, which there must be, and of what kind. The official schema is not part of the repository.
/// </summary>
public sealed class LintSarifTests : IDisposable
{
    private static readonly Dictionary<string, (string[] Required, Dictionary<string, string> Properties)> Shapes = new()
    {
        ["log"] = (["version", "runs"], new() { ["$schema"] = "text", ["version"] = "text", ["runs"] = "[run" }),
        ["run"] = (["tool"], new() { ["tool"] = "tool", ["columnKind"] = "text", ["results"] = "[result" }),
        ["tool"] = (["driver"], new() { ["driver"] = "component" }),
        ["component"] = (["name"], new() { ["name"] = "text", ["semanticVersion"] = "text", ["rules"] = "[rule" }),
        ["rule"] = (["id"], new() { ["id"] = "text", ["shortDescription"] = "message", ["fullDescription"] = "message", ["help"] = "message", ["defaultConfiguration"] = "configuration" }),
        ["configuration"] = ([], new() { ["level"] = "level" }),
        ["result"] = (["message"], new() { ["ruleId"] = "text", ["ruleIndex"] = "number", ["level"] = "level", ["message"] = "message", ["locations"] = "[location" }),
        ["message"] = (["text"], new() { ["text"] = "text" }),
        ["location"] = ([], new() { ["physicalLocation"] = "physical" }),
        ["physical"] = (["artifactLocation"], new() { ["artifactLocation"] = "artifact", ["region"] = "region" }),
        ["artifact"] = ([], new() { ["uri"] = "uri" }),
        ["region"] = ([], new() { ["startLine"] = "number", ["startColumn"] = "number", ["endColumn"] = "number" }),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_log_has_the_structure_of_the_standard()
    {
        using var log = Log("a\n\u00E9 1\n\u00E9 1\nB 1\n");
        Check(log.RootElement, "log");
        var run = log.RootElement.GetProperty("runs")[0];
        Assert.Equal(("2.1.0", "unicodeCodePoints"), (log.RootElement.GetProperty("version").GetString(), run.GetProperty("columnKind").GetString()));
        Assert.Equal(3, run.GetProperty("results").GetArrayLength());
    }

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
            var run = CommandRun.Of("lint", "--format", "sarif", Path.GetFullPath(name));
            Assert.Contains($"\"uri\": \"{name.Replace(" ", "%20", StringComparison.Ordinal)}\"", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(name);
        }
    }

    private JsonDocument Log(string text)
    {
        var run = CommandRun.Of("lint", "--level", "info", "--format", "sarif", _folder.Write("a table%", text));
        Assert.Equal((1, ""), (run.Status, run.Error));
        return JsonDocument.Parse(run.OutputBytes);
    }

    private static void Check(JsonElement element, string kind)
    {
        switch (kind)
        {
            case ['[', .. var item]:
                Assert.All(element.EnumerateArray(), member => Check(member, item));
                break;
            case "text":
                Assert.Equal(JsonValueKind.String, element.ValueKind);
                break;
            case "number":
                Assert.True(element.GetInt32() >= 0);
                break;
            case "level":
                Assert.Contains(element.GetString(), (string[])["none", "note", "warning", "error"]);
                break;
            case "uri":
                Assert.True(Uri.IsWellFormedUriString(element.GetString(), UriKind.RelativeOrAbsolute));
                break;
            default:
                var (required, properties) = Shapes[kind];
                Assert.All(required, name => Assert.True(element.TryGetProperty(name, out _), $"{kind} without {name}"));
                foreach (var property in element.EnumerateObject()) Check(property.Value, properties[property.Name]);
                break;
        }
    }
}
