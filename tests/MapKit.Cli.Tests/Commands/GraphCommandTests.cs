using System.Text;
using System.Xml.Linq;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>mapkit graph</c>, and the pages of <c>explain</c>.</summary>
public sealed class GraphCommandTests : IDisposable
{
    private const string Shown = "/etc/postfix";

    // As long as the name that is shown, so that the pictures have the same widths.
    private readonly string _folder = $"/tmp/mk{Convert.ToHexString(Guid.NewGuid().ToByteArray())[..5]}";

    public GraphCommandTests()
    {
        Directory.CreateDirectory(_folder);
        foreach (var path in Directory.GetFiles(RepositoryFiles.Path("testdata", "graphs", "hosting"))) File.WriteAllText(Path.Join(_folder, Path.GetFileName(path)), File.ReadAllText(path).Replace("@DIR@", _folder, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>MAPKIT_UPDATE_GRAPHS=1 writes the pictures into the repository, to be read before they are committed.</summary>
    [Theory]
    [InlineData("configuration.mmd", 0, "graph")]
    [InlineData("configuration.dot", 0, "graph", "--output-format", "dot")]
    [InlineData("docs/graph.svg", 0, "graph", "--output-format", "svg")]
    [InlineData("configuration.html", 0, "graph", "--output-format", "html")]
    [InlineData("configuration.json", 0, "graph", "--output-format", "json")]
    [InlineData("address.mmd", 0, "graph", "--address", "sales@example.org")]
    [InlineData("address.svg", 0, "graph", "--address", "sales@example.org", "--output-format", "svg")]
    [InlineData("loop.html", 2, "explain", "delivery", "loop@example.org", "--output-format", "html")]
    [InlineData("transport.html", 0, "explain", "transport", "bob@partner.example", "--output-format", "html")]
    public void A_picture_is_the_golden_one(string name, int status, params string[] line)
    {
        var run = CommandRun.Of([.. line, "-c", _folder, "--sources"]);
        Assert.Equal((status, ""), (run.Status, run.Error));
        var drawn = Encoding.UTF8.GetString(run.OutputBytes).Replace(_folder, Shown, StringComparison.Ordinal);
        var path = name.StartsWith("docs/", StringComparison.Ordinal) ? RepositoryFiles.Path(name) : RepositoryFiles.Path("testdata", "graphs", "expected", name);
        if (Environment.GetEnvironmentVariable("MAPKIT_UPDATE_GRAPHS") == "1") File.WriteAllText(path, drawn);
        Assert.Equal(File.ReadAllText(path), drawn);
        Assert.DoesNotContain("s3cret", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_the_file_tells_the_format()
    {
        foreach (var (name, start) in (IEnumerable<(string, string)>)[("a.svg", "<svg "), ("b.html", "<!doctype html>"), ("c.dot", "digraph mail {"), ("d.mmd", "---\ntitle: "), ("e.json", "{\"kind\":\"graph\"")])
        {
            var path = Path.Join(_folder, name);
            var run = CommandRun.Of("graph", "-c", _folder, "--sources", "-o", path);
            Assert.Equal((0, "", ""), (run.Status, run.Output, run.Error));
            Assert.StartsWith(start, File.ReadAllText(path), StringComparison.Ordinal);

            // A picture replaces a picture.
            Assert.Equal(0, CommandRun.Of("graph", "-c", _folder, "--sources", "-o", path).Status);
        }
    }

    [Fact]
    public void A_file_that_is_no_picture_is_kept()
    {
        var path = Path.Join(_folder, "main.cf");
        var before = File.ReadAllText(path);
        var run = CommandRun.Of("graph", "-c", _folder, "--sources", "-o", path, "--output-format", "svg");
        Assert.Equal((2, $"mapkit: error: cannot replace {path}: it is not a picture of mapkit; nothing was written\n"), (run.Status, run.Error));
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public void A_name_without_a_format_is_refused()
    {
        var run = CommandRun.Of("graph", "-c", _folder, "-o", "picture.png");
        Assert.Equal((2, "mapkit: error: --output picture.png: the name tells no format; add --output-format mermaid|dot|svg|html|json, or use a name that ends in .mmd, .dot, .svg, .html or .json\n"), (run.Status, run.Error));
    }

    [Fact]
    public void The_exit_status_is_that_of_explain()
    {
        Assert.Equal(0, CommandRun.Of("graph", "-c", _folder, "--sources", "--address", "info@example.org").Status);
        Assert.Equal(1, CommandRun.Of("graph", "-c", _folder, "--sources", "--address", "ghost@example.org").Status);
        Assert.Equal(2, CommandRun.Of("graph", "-c", _folder, "--sources", "--address", "info@example.org", "--address", "loop@example.org").Status);
        var missing = CommandRun.Of("graph", "-c", Path.Join(_folder, "none"));
        Assert.Equal(2, missing.Status);
        Assert.StartsWith("mapkit: error: ", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_none_is_refused() =>
        Assert.Equal((2, "mapkit: error: --limit 0: must be between 1 and 1000\n"), CommandRun.Of("graph", "-c", _folder, "--limit", "0") is var run ? (run.Status, run.Error) : default);

    [Fact]
    public void What_is_not_shown_is_a_note()
    {
        var run = CommandRun.Of("graph", "-c", _folder, "--sources", "--limit", "3");
        Assert.Equal(0, run.Status);
        Assert.Contains(" are not shown (--limit); --address shows the way of one address\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_tables_are_text_in_every_format()
    {
        byte[] hostile = [.. "\"</script><b>%#;\\\""u8, 0xFF, 0xFE, .. "\"@example.org  \"<i>&'\"@example.com\n"u8];
        File.WriteAllBytes(Path.Join(_folder, "virtual"), hostile);
        File.AppendAllText(Path.Join(_folder, "main.cf"), "smtputf8_enable = no\n");
        foreach (var format in (string[])["svg", "html", "mermaid", "dot", "json"])
        {
            var run = CommandRun.Of("graph", "-c", _folder, "--sources", "--output-format", format);
            Assert.Equal(0, run.Status);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(run.OutputBytes);
            if (format is "svg" or "html" or "mermaid") Assert.DoesNotContain("</script><b>", text, StringComparison.Ordinal);
            if (format == "svg") Assert.Contains("</script><b>%#;", string.Join(' ', XDocument.Parse(text).Descendants().Select(element => element.Value)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("transport", "x@y.example")]
    [InlineData("virtual", "all@example.org")]
    [InlineData("aliases", "ops")]
    [InlineData("canonical", "x@y.example")]
    [InlineData("generic", "x@y.example")]
    [InlineData("sasl_passwd", "[relay.provider.example]:587")]
    [InlineData("relocated", "x@y.example")]
    [InlineData("access", "x@y.example")]
    [InlineData("sender_relay", "x@y.example")]
    [InlineData("delivery", "ops@localhost")]
    public void Every_explanation_has_a_page(string name, string address)
    {
        var text = CommandRun.Of("explain", name, address, "-c", _folder, "--sources");
        var page = CommandRun.Of("explain", name, address, "-c", _folder, "--sources", "--output-format", "html");
        Assert.Equal((text.Status, text.Error), (page.Status, page.Error));
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Encoding.UTF8.GetString(page.OutputBytes));
        Assert.NotNull(document.QuerySelector("figure svg .card"));

        // Every line of the text is in the page.
        var shown = string.Join('\n', document.QuerySelectorAll(".steps li > span, .steps summary").Select(element => element.TextContent));
        Assert.All(text.Output.Split('\n').Skip(1).Select(line => line.Split("  [")[0].Trim()).Where(line => line.Length > 0), line => Assert.Contains(line, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", document.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_has_a_page()
    {
        var run = CommandRun.Of("explain", "session", "--client", "192.0.2.1", "--from", "a@example.org", "--to", "info@example.org", "-c", _folder, "--sources", "--output-format", "html");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("<figure", run.Output, StringComparison.Ordinal);
    }

    [PeerFact("dot")]
    public void Graphviz_draws_the_dot_output()
    {
        var run = CommandRun.Of("graph", "-c", _folder, "--sources", "--output-format", "dot");
        var path = Path.Join(_folder, "mail.gv");
        File.WriteAllBytes(path, run.OutputBytes);
        var drawn = Tool.Run("dot", ["-Tsvg", path]);
        Assert.Equal((0, ""), (drawn.ExitCode, drawn.Error));
        Assert.Contains("alias loop", drawn.Output, StringComparison.Ordinal);
    }
}
