using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Tables;
using MapKit.Tables.Transport;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests;

/// <summary>What the README shows is so.</summary>
public class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.Path("README.md"));

    [Fact]
    public void The_library_example_works()
    {
        foreach (var line in new[]
        {
            "var findings = new DiagnosticList();",
            "CompileOperation.Run(\"transport\", new CompileOptions { Types = [MapType.Lmdb] }, findings);",
            "using var map = MapFile.Open(\"transport.lmdb\");",
            "foreach (var (key, value) in map.Records)",
        })
        {
            Assert.Contains(line, Text, StringComparison.Ordinal);
        }

        using var folder = new TemporaryFolder();
        var source = folder.Write("transport", "example.com smtp:[relay.example.net]\n");
        var findings = new DiagnosticList();
        CompileOperation.Run(source, new CompileOptions { Types = [MapType.Lmdb] }, findings);
        using var map = MapFile.Open(source + ".lmdb");
        var sizes = new List<(int, int)>();
        foreach (var (key, value) in map.Records) sizes.Add((key.Length, value.Length));
        Assert.Equal([(12, 25)], sizes);
        Assert.Empty(findings);
    }

    [Fact]
    public void The_example_of_a_typed_table_works()
    {
        foreach (var line in new[]
        {
            "var routes = TableFormat.Transport.Load(\"transport\");",
            "foreach (var route in routes.Entries) Console.WriteLine($\"{route.KeyPlace.Line}: {route.Pattern.Domain} by {route.Route.Transport}\");",
            "foreach (var finding in routes.Diagnostics) Console.WriteLine(finding);",
        })
        {
            Assert.Contains(line, Text, StringComparison.Ordinal);
        }

        using var folder = new TemporaryFolder();
        var routes = TableFormat.Transport.Load(folder.Write("transport", "example.com smtp:[relay.example.net]\nbad\n"));
        var route = Assert.Single(routes.Entries);
        Assert.Equal("1: example.com by smtp", $"{route.KeyPlace.Line}: {route.Pattern.Domain} by {route.Route.Transport}");
        Assert.Equal("MK1004", Assert.Single(routes.Diagnostics).Rule.Code);
    }

    [Fact]
    public void The_example_of_written_entries_works()
    {
        foreach (var line in new[]
        {
            "var route = TableFormat.Transport.FromText(\"m\u00fcnchen.example\", \"smtp:[relay.example.net]:587\", out var problems)!;",
            "var other = route with { Route = TransportRoute.Create(\"slow\", new NextHop(NextHopKind.Host, \"192.0.2.1\")) };",
            "Console.WriteLine(other.ToSourceLine());",
            "TableFormat.Transport.Write([route], file);",
        })
        {
            Assert.Contains(line, Text, StringComparison.Ordinal);
        }

        var route = TableFormat.Transport.FromText("m\u00fcnchen.example", "smtp:[relay.example.net]:587", out var problems)!;
        var other = route with { Route = TransportRoute.Create("slow", new NextHop(NextHopKind.Host, "192.0.2.1")) };
        Assert.Empty(problems);
        Assert.Equal("m\u00fcnchen.example\tslow:[192.0.2.1]", other.ToSourceLine());
        using var folder = new TemporaryFolder();
        var path = folder.File("transport");
        using (var file = File.Create(path)) TableFormat.Transport.Write([route], file);
        Assert.Equal("m\u00fcnchen.example\tsmtp:[relay.example.net]:587\n", File.ReadAllText(path));
    }

    [Fact]
    public void The_main_job_of_the_readme_is_a_shipped_table() =>
        Assert.True(File.Exists(RepositoryFiles.Path("testdata", "seed", "transport")));

    [Theory]
    [InlineData("compile")]
    [InlineData("status")]
    [InlineData("explain")]
    [InlineData("test")]
    [InlineData("query")]
    [InlineData("dump")]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("diff")]
    [InlineData("convert")]
    [InlineData("crosscheck")]
    [InlineData("lint")]
    [InlineData("set")]
    [InlineData("unset")]
    [InlineData("rename")]
    [InlineData("fmt")]
    public void Every_verb_of_the_table_exists_and_has_help(string verb)
    {
        Assert.Contains($"| `mapkit {verb} ", Text, StringComparison.Ordinal);
        var run = CommandRun.Of(verb, "--help");
        Assert.Equal(0, run.Status);
        Assert.Contains(verb, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_every_verb_begins_with_an_imperative()
    {
        string[] imperatives = ["Align", "Check", "Compare", "Compile", "Convert", "Look", "Move", "Print", "Remove", "Rename", "Set", "Show"];
        Assert.All(Verbs.All, verb => Assert.Contains(CommandRun.Of("help", verb.Name).Output.Split(' ')[0], imperatives));
    }
}
