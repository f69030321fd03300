using System.Text;
using MapKit.Delivery;
using MapKit.Operations.Graph;
using MapKit.Operations.Graph.Writing;

namespace MapKit.Cli.Rendering.Graph;

/// <summary>Writes a picture to standard output or to a file.</summary>
internal static class GraphOutput
{
    /// <summary>How a picture begins: no other file is replaced.</summary>
    private static readonly string[] Starts = ["---\ntitle:", "digraph mail {", "<svg ", "<!doctype html>", "{\"kind\":\"graph\""];

    /// <summary>Writes it, and its notes as messages.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="path">The file; null for standard output.</param>
    /// <param name="format">One of <see cref="GraphFormats.Names"/>.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="explanations">The explanations that a page shows, each with its question.</param>
    public static void Write(CommandEnvironment environment, string? path, string format, MailGraph graph, IReadOnlyList<(string Question, Explanation Explanation)> explanations)
    {
        foreach (var note in graph.Notes) MapkitCommand.Note(environment, note);
        var content = format switch
        {
            "dot" => Encoding.UTF8.GetBytes(DotWriter.Write(graph)),
            "svg" => Encoding.UTF8.GetBytes(SvgWriter.Write(graph)),
            "html" => Encoding.UTF8.GetBytes(HtmlWriter.Write(graph, explanations)),
            GraphFormats.Json => GraphJson.Write(graph),
            _ => Encoding.UTF8.GetBytes(Mermaid(environment, graph)),
        };
        if (path is null or "-") environment.Output.Write(content);
        else ReportFile.Write(path, stream => stream.Write(content), Starts, "a picture of mapkit");
    }

    private static string Mermaid(CommandEnvironment environment, MailGraph graph)
    {
        var text = MermaidWriter.Write(graph);
        if (!MermaidWriter.IsDrawn(graph, text))
            MapkitCommand.Note(environment, $"the picture has {graph.Edges.Count} edges and {text.Length} characters; Mermaid draws at most 500 edges and 50000 characters: use a smaller --limit, --address, or --output-format svg");
        return text;
    }
}
