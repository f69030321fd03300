using System.Globalization;
using System.Text;

namespace MapKit.Operations.Graph.Writing;

/// <summary>A graph in the language of Graphviz.</summary>
internal static class DotWriter
{
    /// <summary>Returns the text.</summary>
    public static string Write(MailGraph graph)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph mail {{\n  label={Quote(graph.Title)}\n  labelloc=t\n  rankdir=LR\n  charset=\"UTF-8\"\n  fontname=\"Helvetica\"\n");
        text.Append("  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, margin=\"0.18,0.1\"]\n  edge [fontname=\"Helvetica\", fontsize=9, color=\"#64748b\"]\n");
        foreach (var note in graph.Notes) text.Append(CultureInfo.InvariantCulture, $"  // {note}\n");
        foreach (var node in graph.Nodes)
        {
            var (fill, stroke) = ColorsOf(node.Kind);
            text.Append(CultureInfo.InvariantCulture, $"  {node.Id} [label={Quote([node.Caption, node.Title, .. node.Details])}, fillcolor=\"{fill}\", color=\"{stroke}\"]\n");
        }

        foreach (var edge in graph.Edges)
        {
            var attributes = new List<string>();
            if (EdgeText.Short(edge) is { Length: > 0 } label) attributes.Add($"label={Quote(label)}");
            if (edge.Kind == GraphEdgeKind.Failure || edge.IsLoop) attributes.Add("style=dashed");
            if (edge.IsLoop) attributes.Add("color=\"#dc2626\", fontcolor=\"#dc2626\", penwidth=2");
            text.Append(CultureInfo.InvariantCulture, $"  {edge.From} -> {edge.To}{(attributes.Count > 0 ? $" [{string.Join(", ", attributes)}]" : "")}\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>
    /// Lines between quotes. Backslashes and quotes are escaped, and <c>&amp;</c>: Graphviz replaces HTML's names of characters in every label.
    /// </summary>
    internal static string Quote(params IEnumerable<string> lines)
    {
        var quoted = new StringBuilder("\"");
        var isFirst = true;
        foreach (var line in lines)
        {
            if (!isFirst) quoted.Append("\\n");
            isFirst = false;
            quoted.Append(line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal));
        }

        return quoted.Append('"').ToString();
    }

    private static (string Fill, string Stroke) ColorsOf(GraphNodeKind kind) => kind switch
    {
        GraphNodeKind.Address or GraphNodeKind.Alias => ("#eef2ff", "#6366f1"),
        GraphNodeKind.Domain => ("#f0f9ff", "#0284c7"),
        GraphNodeKind.Route or GraphNodeKind.Mailbox or GraphNodeKind.Command or GraphNodeKind.Login => ("#f0fdf4", "#16a34a"),
        GraphNodeKind.Bounce or GraphNodeKind.Deferral => ("#fef2f2", "#dc2626"),
        _ => ("#f8fafc", "#94a3b8"),
    };
}
