using System.Text.Json;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>With --json an error is an object too, and nothing else is on standard output.</summary>
public sealed class JsonErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => new(Verbs.All.Select(verb => verb.Name));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_verb_has_the_option(string verb)
    {
        using var environment = CommandRun.NoEnvironment();
        Assert.Contains(MapkitCommand.CommandOf(Verbs.ByName(verb)!, environment).Options, option => option.Name == "--json");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_command_line_gives_an_error_object(string verb)
    {
        var run = CommandRun.Of(verb, "--json", "--frobnicate");
        Assert.Equal(2, run.Status);
        Assert.StartsWith("no such option: --frobnicate", MessageOf(run), StringComparison.Ordinal);
        Assert.Equal($"mapkit: error: {MessageOf(run)}\n", run.Error);
    }

    [Theory]
    [InlineData("compile")]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("dump")]
    [InlineData("fmt")]
    [InlineData("lint")]
    public void A_missing_file_gives_an_error_object(string verb)
    {
        var run = CommandRun.Of(verb, "--json", _folder.File("none"));
        Assert.Equal(2, run.Status);
        Assert.Contains("none", MessageOf(run), StringComparison.Ordinal);
    }

    [Fact]
    public void After_two_dashes_json_is_an_operand()
    {
        var run = CommandRun.Of("info", "--", "--json");
        Assert.Equal((2, ""), (run.Status, run.Output));
    }

    [Fact]
    public void A_diff_is_a_member_of_the_object()
    {
        var source = _folder.Write("virtual", "a 1\n");
        var run = CommandRun.Of("set", "--json", "--diff", "--dry-run", source, "a", "2");
        var line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"--- {source}\n+++ {source}\n@@ -1,1 +1,1 @@\n-a 1\n+a 2\n", JsonDocument.Parse(line).RootElement.GetProperty("diff").GetString());
    }

    [Fact]
    public void A_diff_as_JSON_hides_secrets()
    {
        var source = _folder.Write("sasl_passwd", "relay.example user:secret1\n");
        var run = CommandRun.Of("set", "--json", "--diff", source, "relay.example", "user:secret2");
        Assert.Equal(0, run.Status);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_aligned_table_from_standard_input_is_a_member()
    {
        var run = CommandRun.With("a 1\nlonger 2\n"u8.ToArray(), "fmt", "--json", "-");
        Assert.Equal("""{"kind":"edit","path":"stdin","outcome":"aligned","text":"a      1\nlonger 2\n"}""" + "\n", run.Output);
    }

    [Fact]
    public void Expectations_are_objects()
    {
        var table = _folder.Write("transport", "example.com smtp:[relay.example.net]\n");
        var file = _folder.Write("e", $"use transport texthash:{table}\ntransport a@example.com -> smtp:[relay.example.net]\ntransport a@example.com -> local:\n");
        var run = CommandRun.Of("test", "--json", file);
        Assert.Equal((1, ""), (run.Status, run.Error));
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["ok", "failed"], lines[..2].Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString()));
        Assert.Equal("""{"kind":"result","expectations":2,"met":1}""", lines[2]);
    }

    private static string MessageOf(CommandRun run)
    {
        var error = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement), line => line.GetProperty("kind").GetString() == "error");
        return error.GetProperty("message").GetString()!;
    }
}
