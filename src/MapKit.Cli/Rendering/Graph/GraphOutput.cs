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
            _ => Encoding.UTF8.GetBytes(MermaidWriter.Write(graph)),
        };
        if (path is null or "-") environment.Output.Write(content);
        else ReportFile.Write(path, stream => stream.Write(content), Starts, "a picture of mapkit");
    }
}
