using System.Globalization;
using System.Text;

namespace MapKit.Operations.Graph.Writing;

/// <summary>
/// A graph as a flowchart of Mermaid. In labels only letters, digits and a few marks are written as they are: whatever else Mermaid could read as
/// syntax, as Markdown or as HTML is written as the number of the character.
/// </summary>
internal static class MermaidWriter
{
    private const string Plain = " .,@-_/()+=|!?*[]";

    private const string WordJoiner = "#8288;";

    /// <summary>Mermaid draws nothing with more edges, or with a longer text, unless the page that it is in says otherwise.</summary>
    private const int MostEdges = 500;
    private const int LongestText = 50_000;

    private static readonly (string Name, string Style)[] Classes =
    [
        ("address", "fill:#eef2ff,stroke:#6366f1,color:#1e1b4b"),
        ("domain", "fill:#f0f9ff,stroke:#0284c7,color:#0c4a6e"),
        ("route", "fill:#f0fdf4,stroke:#16a34a,color:#14532d"),
        ("failure", "fill:#fef2f2,stroke:#dc2626,color:#7f1d1d"),
        ("other", "fill:#f8fafc,stroke:#94a3b8,color:#334155"),
    ];

    /// <summary>Returns the text.</summary>
    public static string Write(MailGraph graph)
    {
        var text = new StringBuilder();
        text.Append("---\ntitle: ").Append(Quoted(graph.Title)).Append("\n---\nflowchart LR\n");
        foreach (var note in graph.Notes) text.Append("%% ").Append(Comment(note)).Append('\n');
        foreach (var node in graph.Nodes)
        {
            var (open, close) = node.Kind switch
            {
                GraphNodeKind.Domain => ("([", "])"),
                GraphNodeKind.Bounce or GraphNodeKind.Deferral => ("{{", "}}"),
                GraphNodeKind.Mailbox or GraphNodeKind.Include => ("[(", ")]"),
                _ => ("[", "]"),
            };
            var lines = node.Details.Prepend(node.Title).Prepend(node.Caption).Select(Escape);
            text.Append(CultureInfo.InvariantCulture, $"  {node.Id}{open}\"{string.Join("<br/>", lines)}\"{close}:::{ClassOf(node.Kind)}\n");
        }

        var loops = new List<int>();
        for (var index = 0; index < graph.Edges.Count; index++)
        {
            var edge = graph.Edges[index];
            var label = EdgeText.Short(edge);
            var arrow = edge.Kind == GraphEdgeKind.Failure || edge.IsLoop ? "-.->" : "-->";
            text.Append(CultureInfo.InvariantCulture, $"  {edge.From} {arrow}{(label.Length == 0 ? "" : $"|\"{Escape(label)}\"|")} {edge.To}\n");
            if (edge.IsLoop) loops.Add(index);
        }

        foreach (var (name, style) in Classes) text.Append(CultureInfo.InvariantCulture, $"  classDef {name} {style}\n");
        if (loops.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  linkStyle {string.Join(',', loops)} stroke:#dc2626,stroke-width:2px\n");
        return text.ToString();
    }

    /// <summary>Whether Mermaid draws a text as it is configured by default.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="text">Its text.</param>
    public static bool IsDrawn(MailGraph graph, string text) => graph.Edges.Count <= MostEdges && text.Length <= LongestText;

    /// <summary>A text for a label between quotes.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            // Mermaid reads a backslash and n as a new line, and two dollars as a formula, also where they are numbers: nothing visible separates them.
            if ((before.Value, rune.Value) is ('\\', 'n') or ('$', '$')) escaped.Append(WordJoiner);
            before = rune;
            if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || Plain.Contains((char)rune.Value, StringComparison.Ordinal))) escaped.Append((char)rune.Value);
            else escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return escaped.ToString();
    }

    /// <summary>A text in YAML, whose strings between double quotes are those of JSON.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || " .,@-_/()+=".Contains(character, StringComparison.Ordinal)) quoted.Append(character);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A text for a comment, which ends with the line; braces in it could begin a directive.</summary>
    private static string Comment(string text) => text.Replace('{', '(').Replace('}', ')');

    private static string ClassOf(GraphNodeKind kind) => kind switch
    {
        GraphNodeKind.Address or GraphNodeKind.Alias => "address",
        GraphNodeKind.Domain => "domain",
        GraphNodeKind.Route or GraphNodeKind.Mailbox or GraphNodeKind.Command or GraphNodeKind.Login => "route",
        GraphNodeKind.Bounce or GraphNodeKind.Deferral => "failure",
        _ => "other",
    };
}
