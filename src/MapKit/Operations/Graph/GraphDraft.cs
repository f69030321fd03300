using MapKit.Delivery.Searching;

namespace MapKit.Operations.Graph;

/// <summary>A graph while it is made.</summary>
internal sealed class GraphDraft
{
    private readonly Dictionary<string, DraftNode> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(DraftNode, DraftNode, GraphEdgeKind), DraftEdge> _edges = [];

    /// <summary>The nodes, in the order in which they were found.</summary>
    public List<DraftNode> Nodes { get; } = [];

    /// <summary>The edges, in the order in which they were found.</summary>
    public List<DraftEdge> Edges { get; } = [];

    /// <summary>The nodes from which mail comes into a loop.</summary>
    public HashSet<DraftNode> IntoLoops { get; } = [];

    /// <summary>What the picture does not show, and why.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The node of a key; it is added if there is none.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="caption">What it is, in words.</param>
    /// <param name="title">Its name.</param>
    /// <param name="key">What makes it the same node; null for the title in any case.</param>
    public DraftNode Node(GraphNodeKind kind, string caption, string title, string? key = null)
    {
        key = $"{kind} {key ?? title.ToLowerInvariant()}";
        if (_byKey.TryGetValue(key, out var node)) return node;
        _byKey[key] = node = new DraftNode(kind, caption, title);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds an edge, once.</summary>
    public DraftEdge Edge(DraftNode from, DraftNode to, GraphEdgeKind kind, string label = "", EntryPlace? place = null)
    {
        if (_edges.TryGetValue((from, to, kind), out var edge)) return edge;
        _edges[(from, to, kind)] = edge = new DraftEdge(from, to, kind) { Label = label, Place = place };
        Edges.Add(edge);
        return edge;
    }

    /// <summary>Adds a note, once.</summary>
    public void Note(string text)
    {
        if (!Notes.Contains(text)) Notes.Add(text);
    }

    /// <summary>Marks the loops: the edges through which mail returns to where it was, where Postfix ends that.</summary>
    public void MarkLoops()
    {
        var circles = new GraphCircles(this);
        foreach (var start in Nodes.Where(IntoLoops.Contains)) circles.MarkFrom(start);
    }

    /// <summary>The graph.</summary>
    /// <param name="title">What is shown.</param>
    public MailGraph Finish(string title)
    {
        var ids = Nodes.Select((node, index) => (node, Id: $"n{index + 1}")).ToDictionary(pair => pair.node, pair => pair.Id);
        return new MailGraph(
            title,
            [.. Nodes.Select(node => new GraphNode(ids[node], node.Kind, node.Caption, node.Title) { Details = node.Details, Routes = node.Routes })],
            [.. Edges.Select(edge => new GraphEdge(ids[edge.From], ids[edge.To], edge.Kind) { Label = edge.Label, Place = edge.Place, IsLoop = edge.IsLoop })])
        {
            Notes = Notes,
        };
    }
}

/// <summary>A node while the graph is made.</summary>
/// <param name="kind">What it is.</param>
/// <param name="caption">What it is, in words.</param>
/// <param name="title">Its name.</param>
internal sealed class DraftNode(GraphNodeKind kind, string caption, string title)
{
    /// <summary>What it is.</summary>
    public GraphNodeKind Kind { get; } = kind;

    /// <summary>What it is, in words.</summary>
    public string Caption { get; set; } = caption;

    /// <summary>Its name.</summary>
    public string Title { get; set; } = title;

    /// <summary>What else is known about it.</summary>
    public List<string> Details { get; } = [];

    /// <summary>The routes of its mail.</summary>
    public List<string> Routes { get; } = [];

    /// <summary>The address class; empty if it is not known.</summary>
    public string Class { get; set; } = "";

    /// <summary>Whether the address is among its own results, so that its expansion ends here.</summary>
    public bool StandsForItself { get; set; }

    /// <summary>Adds a detail, once.</summary>
    public void Say(string detail)
    {
        if (!Details.Contains(detail)) Details.Add(detail);
    }
}

/// <summary>An edge while the graph is made.</summary>
/// <param name="from">The node that it leaves.</param>
/// <param name="to">The node that it leads to.</param>
/// <param name="kind">What it is.</param>
internal sealed class DraftEdge(DraftNode from, DraftNode to, GraphEdgeKind kind)
{
    /// <summary>The node that it leaves.</summary>
    public DraftNode From { get; } = from;

    /// <summary>The node that it leads to.</summary>
    public DraftNode To { get; } = to;

    /// <summary>What it is.</summary>
    public GraphEdgeKind Kind { get; } = kind;

    /// <summary>The parameter that decides.</summary>
    public string Label { get; set; } = "";

    /// <summary>The line that decides.</summary>
    public EntryPlace? Place { get; set; }

    /// <summary>Whether it is a part of a loop.</summary>
    public bool IsLoop { get; set; }
}
