using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using MapKit.Delivery;
using MapKit.Delivery.Searching;
using MapKit.Operations.Graph;
using MapKit.Operations.Graph.Writing;
using MapKit.Source;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Graph;

/// <summary>A name in a picture is text, whatever it holds.</summary>
public partial class HostileGraphTests
{
    private static readonly string[] Names =
    [
        "\"quoted\" 'single' `tick`", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "-->", "--x", "%%{init: {}}%%", "%s %d %", "#quot; #35;", "a;b;c", "a & b &amp; &lt;", "\\N \\G \\\" \\",
        "end", "style x:y#z;", "classDef x:y#z;", "n1 --> n2", "|pipe|", "[a](b)", "**bold** _it_", "{{braces}}", "click n1 href", "ﬂ°°35¶ß", "日本語のアドレス@例え.example", "é\u0301", "a\u202Eb", new string('x', 5000), "", " ", "${x}", "subgraph",
        "%7B", "<!--", "<![CDATA[", "javascript:alert(1)", "\u2028", "\uFFFE", "\uD800", "data\u0000nul", "tab\tnew\nline\rreturn\x1b[31m",
    ];

    public static TheoryData<string> AllNames => [.. Names.Select(name => name.Replace("\uD800", "\\uD800", StringComparison.Ordinal))];

    [Theory]
    [InlineData("\\n@example.com", "#92;#8288;n@example.com")]
    [InlineData("a\\nb", "a#92;#8288;nb")]
    [InlineData("$$x$$", "#36;#8288;#36;x#36;#8288;#36;")]
    [InlineData("$x\\N", "#36;x#92;N")]
    public void Mermaid_reads_no_new_line_and_no_formula_in_a_name(string name, string expected) => Assert.Equal(expected, MermaidWriter.Escape(name));

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Svg_is_XML_with_the_name_as_text(string name)
    {
        var graph = GraphWith(name);
        var svg = XDocument.Parse(SvgWriter.Write(graph));
        Assert.All(svg.Descendants(), element => Assert.Contains(element.Name.LocalName, (string[])["svg", "title", "desc", "style", "g", "rect", "path", "text"]));
        Assert.All(svg.Descendants().Attributes(), attribute => Assert.DoesNotMatch("^(on|href)", attribute.Name.LocalName));
        var title = svg.Descendants().First(element => element.Name.LocalName == "title" && element.Parent!.Name.LocalName == "g").Value;
        Assert.Contains(graph.Nodes[0].Title, title, StringComparison.Ordinal);
        Assert.Equal(3, svg.Descendants().Count(element => element.Attribute("class")?.Value == "card"));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Html_has_the_name_as_text_and_no_script(string name)
    {
        var graph = GraphWith(name);
        var explanation = new Explanation(ExplainOutcome.Found, [name], [new ExplanationNode(ExplanationKind.Step, name) { Children = [new ExplanationNode(ExplanationKind.Note, name)] }]);
        var page = HtmlWriter.Write(graph, [($"delivery {name}", explanation)]);
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = true });
        parser.Error += (_, error) => errors.Add(error.ToString()!);
        var document = parser.ParseDocument(page);
        Assert.Empty(errors);
        Assert.Empty(document.QuerySelectorAll("script, img, link, iframe, object, a, base, form, foreignObject"));
        Assert.All(document.All.SelectMany(element => element.Attributes), attribute => Assert.DoesNotMatch("^(on|src|href)", attribute.Name));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", document.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
        Assert.Contains(Shown.Text(name), document.QuerySelector(".answers code")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, document.QuerySelectorAll("style").Length);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Mermaid_has_only_lines_of_its_grammar(string name)
    {
        var graph = GraphWith(name) with { Notes = [Shown.Text(name)] };
        var lines = MermaidWriter.Write(graph).TrimEnd('\n').Split('\n');
        Assert.Equal(("---", "---", "flowchart LR"), (lines[0], lines[2], lines[3]));
        Assert.Matches("""^title: "(?:[A-Za-z0-9 .,@_/()+=-]|\\u[0-9a-f]{4})*"$""", lines[1]);
        Assert.All(lines.Skip(4), line => Assert.Matches(MermaidLine(), line));
        Assert.All(lines.Where(line => line.StartsWith("%%", StringComparison.Ordinal)), line => Assert.DoesNotContain("{", line, StringComparison.Ordinal));
        Assert.Equal(graph.Nodes[0].Title, Decoded(lines.First(line => line.StartsWith("  n1", StringComparison.Ordinal)).Split("<br/>")[1].Split('"')[0]));
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Dot_has_the_name_between_quotes(string name)
    {
        var graph = GraphWith(name);
        var lines = DotWriter.Write(graph).TrimEnd('\n').Split('\n');
        Assert.All(lines.Where(line => line.StartsWith("  n", StringComparison.Ordinal) && !line.StartsWith("  node ", StringComparison.Ordinal)), line => Assert.Matches(DotLine(), line));
        var label = DotLabel().Match(lines.First(line => line.StartsWith("  n1 [", StringComparison.Ordinal))).Groups[1].Value.Split("\\n")[1];
        Assert.Equal(graph.Nodes[0].Title, label.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal), ignoreCase: false);
    }

    [PeerFact("dot")]
    public void Graphviz_draws_every_name()
    {
        using var folder = new TemporaryFolder();
        var nodes = Names.Select((name, index) => new GraphNode($"n{index + 1}", GraphNodeKind.Address, "address", Shown.Text(name))).ToArray();
        var graph = new MailGraph("all names", nodes, [.. nodes.Skip(1).Select((node, index) => new GraphEdge(nodes[index].Id, node.Id, GraphEdgeKind.Rewriting) { Label = nodes[index].Title })]) { Notes = [.. Names.Select(Shown.Text)] };
        var result = Tool.Run("dot", ["-Tsvg", folder.Write("mail.dot", DotWriter.Write(graph))]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        XNamespace svg = "http://www.w3.org/2000/svg";
        var drawn = XDocument.Parse(System.Text.Encoding.UTF8.GetString(result.OutputBytes), LoadOptions.PreserveWhitespace);
        var texts = drawn.Descendants(svg + "g").Where(group => group.Attribute("class")?.Value == "node").ToDictionary(group => group.Element(svg + "title")!.Value, group => group.Descendants(svg + "text").Select(text => text.Value.Replace('\u00A0', ' ')).ToArray());
        Assert.All(nodes, node => Assert.True(texts[node.Id].Length > 0 && string.Join("", texts[node.Id].Skip(1)).Trim() == node.Title.Replace('\u00A0', ' ').Trim(), $"{node.Id} {node.Title}: {string.Join('|', texts[node.Id])}"));
    }

    private static MailGraph GraphWith(string name)
    {
        var place = new EntryPlace($"/etc/postfix/{name}", new SourcePlace(default, 3, 1, 2), IsCurrent: false);
        var (shown, other) = (Shown.Text(name), Shown.Text("x" + name));
        return new MailGraph(
            shown,
            [
                new GraphNode("n1", GraphNodeKind.Address, "address", shown) { Details = [shown, other], Routes = [shown] },
                new GraphNode("n2", GraphNodeKind.Bounce, "bounced", other),
                new GraphNode("n3", GraphNodeKind.Route, $"transport {shown}", shown),
            ],
            [
                new GraphEdge("n1", "n2", GraphEdgeKind.Failure) { Label = shown },
                new GraphEdge("n1", "n3", GraphEdgeKind.Delivery) { Label = shown, Place = place },
                new GraphEdge("n3", "n1", GraphEdgeKind.Rewriting) { Label = shown, IsLoop = true },
            ]);
    }

    private static string Decoded(string label) => Number().Replace(label, match => char.ConvertFromUtf32(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));

    [GeneratedRegex("#([0-9]+);")]
    private static partial Regex Number();

    /// <summary>A line of a flowchart: a node, an edge, a comment, a class or the style of edges. A label has no character that means anything.</summary>
    [GeneratedRegex("""^(?:%% .*|  n\d+(?:\[|\(\[|\{\{|\[\()"(?:(?:[A-Za-z0-9 .,@_/()+=|!?*\[\]-]|#\d+;)*(?:<br/>|(?="(?:\]\)|\]|\}\}|\)\]):::)))*"(?:\]|\]\)|\}\}|\)\]):::[a-z]+|  n\d+ (?:-->|-\.->)(?:\|"(?:[A-Za-z0-9 .,@_/()+=|!?*\[\]-]|#\d+;)+"\|)? n\d+|  classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}|  linkStyle [0-9,]+ stroke:#[0-9a-f]{6},stroke-width:2px)$""")]
    private static partial Regex MermaidLine();

    [GeneratedRegex("""^  n\d+(?: -> n\d+)?(?: \[(?:[a-z]+=(?:"(?:[^"\\\x00-\x1f]|\\["\\n])*"|[a-z0-9]+)(?:, )?)+\])?$""")]
    private static partial Regex DotLine();

    [GeneratedRegex("label=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex DotLabel();
}
