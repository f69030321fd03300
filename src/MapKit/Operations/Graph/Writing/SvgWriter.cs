using System.Globalization;
using System.Text;
using MapKit.Operations.Graph.Layout;

namespace MapKit.Operations.Graph.Writing;

/// <summary>A graph as SVG, placed by MapKit itself: the same picture on every machine, with nothing installed.</summary>
internal static class SvgWriter
{
    /// <summary>The style of the pictures, for light and dark screens.</summary>
    public const string Style = """
        .mail{--bg:#fff;--card:#fff;--text:#0f172a;--soft:#526079;--line:#94a3b8;--edge:#cbd5e1;--address:#4f46e5;--domain:#0369a1;--route:#15803d;--mailbox:#0f766e;--bounce:#b91c1c;--deferral:#a16207;--other:#64748b;font-family:ui-monospace,"SF Mono","DejaVu Sans Mono",Menlo,Consolas,monospace}
        @media (prefers-color-scheme:dark){.mail{--bg:#0b1120;--card:#131c31;--text:#e2e8f0;--soft:#a3b1c6;--line:#64748b;--edge:#334155;--address:#a5b4fc;--domain:#7dd3fc;--route:#86efac;--mailbox:#5eead4;--bounce:#fca5a5;--deferral:#fcd34d;--other:#cbd5e1}}
        .mail .card{fill:var(--card);stroke:var(--edge)}
        .mail .caption{font:600 10px system-ui,-apple-system,"Segoe UI",sans-serif;letter-spacing:.06em;text-transform:uppercase}
        .mail .title{font-size:13px;font-weight:600;fill:var(--text)}
        .mail .detail{font-size:11px;fill:var(--soft)}
        .mail .way{fill:none;stroke:var(--line);stroke-width:1.5}
        .mail .head{fill:var(--line)}
        .mail .label{font:10.5px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--soft);text-anchor:middle}
        .mail .plate{fill:var(--bg)}
        .mail .failure .way{stroke:var(--bounce);stroke-dasharray:4 4}
        .mail .failure .head{fill:var(--bounce)}
        .mail .loop .way{stroke:var(--bounce);stroke-width:2.5}
        .mail .loop .head,.mail .loop .label{fill:var(--bounce)}
        .mail .loop .label{font-weight:600}
        .mail .address .caption,.mail .address .bar{fill:var(--address)}
        .mail .domain .caption,.mail .domain .bar{fill:var(--domain)}
        .mail .route .caption,.mail .route .bar{fill:var(--route)}
        .mail .mailbox .caption,.mail .mailbox .bar{fill:var(--mailbox)}
        .mail .bounce .caption,.mail .bounce .bar{fill:var(--bounce)}
        .mail .bounce .card{stroke:var(--bounce)}
        .mail .deferral .caption,.mail .deferral .bar{fill:var(--deferral)}
        .mail .deferral .card{stroke:var(--deferral)}
        .mail .other .caption,.mail .other .bar{fill:var(--other)}
        """;

    /// <summary>A whole file.</summary>
    public static string Write(MailGraph graph)
    {
        var picture = Draw(graph, LayoutDirection.Right, out var size);
        return string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mail\" width=\"{size.Width}\" height=\"{size.Height}\" viewBox=\"0 0 {size.Width} {size.Height}\" role=\"img\">\n<title>{XmlEscape.Escape(graph.Title)}</title>\n{NotesOf(graph)}<style>\n{Style}\nsvg.mail{{background:var(--bg)}}\n</style>\n{picture}</svg>\n");
    }

    /// <summary>The content of an element <c>svg</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="direction">The direction of the edges.</param>
    /// <param name="size">The size of the picture.</param>
    public static string Draw(MailGraph graph, LayoutDirection direction, out Size size)
    {
        var texts = graph.Nodes.Select(node => new NodeText(node)).ToArray();
        var numbers = graph.Nodes.Select((node, index) => (node.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        var edges = graph.Edges.Where(edge => edge.From != edge.To).ToArray();
        var placed = GraphLayout.Place(
            [.. texts.Select(text => text.Size)],
            [.. edges.Select(edge => new LayoutEdge(numbers[edge.From], numbers[edge.To], NodeText.LabelSize(EdgeText.Short(edge))))],
            direction);
        size = new Size(Math.Ceiling(placed.Size.Width), Math.Ceiling(placed.Size.Height));
        var svg = new StringBuilder();
        for (var index = 0; index < edges.Length; index++) Edge(svg, edges[index], placed.Edges[index], direction);
        for (var index = 0; index < edges.Length; index++) Label(svg, edges[index], placed.Edges[index]);
        for (var index = 0; index < texts.Length; index++) Node(svg, graph.Nodes[index], texts[index], placed.Nodes[index]);
        return svg.ToString();
    }

    private static string NotesOf(MailGraph graph) => graph.Notes.Count == 0 ? "" : $"<desc>{XmlEscape.Escape(string.Join(" ", graph.Notes.Select(note => $"{note}.")))}</desc>\n";

    private static void Node(StringBuilder svg, GraphNode node, NodeText text, Point corner)
    {
        var (x, y) = (Number(corner.X), Number(corner.Y));
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{ClassOf(node.Kind)}\"><title>{XmlEscape.Escape(string.Join(" · ", node.Details.Prepend(node.Title).Prepend(node.Caption)))}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"card\" x=\"{x}\" y=\"{y}\" width=\"{text.Size.Width}\" height=\"{text.Size.Height}\" rx=\"7\"/><rect class=\"bar\" x=\"{x}\" y=\"{Number(corner.Y + 8)}\" width=\"3\" height=\"{text.Size.Height - 16}\" rx=\"1.5\"/>");
        var line = corner.Y + NodeText.Edge + 10;
        Text("caption", text.Caption, 0);
        line += NodeText.CaptionHeight - 10 + 13;
        foreach (var title in text.Title) Text("title", title, NodeText.TitleHeight);
        line -= 1;
        foreach (var detail in text.Details) Text("detail", detail, NodeText.DetailHeight);
        svg.Append("</g>\n");

        void Text(string name, string content, double height)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{name}\" x=\"{Number(corner.X + 14)}\" y=\"{Number(line)}\">{XmlEscape.Escape(content)}</text>");
            line += height;
        }
    }

    private static void Edge(StringBuilder svg, GraphEdge edge, PlacedEdge way, LayoutDirection direction)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{ClassOf(edge)}\"><path class=\"way\" d=\"{PathOf(way.Points, direction)}\"/><path class=\"head\" d=\"{HeadOf(way.Points, direction)}\"/></g>\n");
    }

    /// <summary>The words at an edge, above all edges.</summary>
    private static void Label(StringBuilder svg, GraphEdge edge, PlacedEdge way)
    {
        var label = EdgeText.Short(edge);
        var size = NodeText.LabelSize(label);
        if (label.Length > 0) svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{ClassOf(edge)}\"><rect class=\"plate\" x=\"{Number(way.Label.X - (size.Width / 2))}\" y=\"{Number(way.Label.Y - 7.5)}\" width=\"{size.Width}\" height=\"15\"/><text class=\"label\" x=\"{Number(way.Label.X)}\" y=\"{Number(way.Label.Y + 3.5)}\"><title>{XmlEscape.Escape(EdgeText.Long(edge))}</title>{XmlEscape.Escape(NodeText.Cut(label, 40))}</text></g>\n");
    }

    private static string ClassOf(GraphEdge edge) => edge.IsLoop ? "loop" : edge.Kind == GraphEdgeKind.Failure ? "failure" : "edge";

    /// <summary>Curves between the layers and lines through them.</summary>
    private static string PathOf(IReadOnlyList<Point> points, LayoutDirection direction)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{Number(points[0].X)} {Number(points[0].Y)}");
        for (var index = 1; index < points.Count; index++)
        {
            var (from, to) = (points[index - 1], points[index]);
            if (index % 2 == 0) path.Append(CultureInfo.InvariantCulture, $"L{Number(to.X)} {Number(to.Y)}");
            else if (direction == LayoutDirection.Right) path.Append(CultureInfo.InvariantCulture, $"C{Number((from.X + to.X) / 2)} {Number(from.Y)} {Number((from.X + to.X) / 2)} {Number(to.Y)} {Number(to.X)} {Number(to.Y)}");
            else path.Append(CultureInfo.InvariantCulture, $"C{Number(from.X)} {Number((from.Y + to.Y) / 2)} {Number(to.X)} {Number((from.Y + to.Y) / 2)} {Number(to.X)} {Number(to.Y)}");
        }

        return path.ToString();
    }

    private static string HeadOf(IReadOnlyList<Point> points, LayoutDirection direction)
    {
        var (before, end) = (points[^2], points[^1]);
        if (direction == LayoutDirection.Right)
        {
            var back = end.X >= before.X ? -8 : 8;
            return string.Create(CultureInfo.InvariantCulture, $"M{Number(end.X)} {Number(end.Y)}l{back} -4v8z");
        }

        var up = end.Y >= before.Y ? -8 : 8;
        return string.Create(CultureInfo.InvariantCulture, $"M{Number(end.X)} {Number(end.Y)}l-4 {up}h8z");
    }

    private static string ClassOf(GraphNodeKind kind) => kind switch
    {
        GraphNodeKind.Address or GraphNodeKind.Alias => "address",
        GraphNodeKind.Domain => "domain",
        GraphNodeKind.Route => "route",
        GraphNodeKind.Mailbox or GraphNodeKind.Command or GraphNodeKind.Login => "mailbox",
        GraphNodeKind.Bounce => "bounce",
        GraphNodeKind.Deferral => "deferral",
        _ => "other",
    };

    /// <summary>A number with one digit, which is the same on every machine.</summary>
    private static string Number(double value) => (Math.Round(value, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
