namespace MapKit.Operations.Graph;

/// <summary>Where mail goes: the way of some addresses, or a whole configuration.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Nodes">The nodes, in an order that depends on nothing but the configuration.</param>
/// <param name="Edges">The edges, in such an order.</param>
internal sealed record MailGraph(string Title, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>What the picture does not show, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether there is a loop.</summary>
    public bool HasLoop => Edges.Any(edge => edge.IsLoop);

    /// <summary>Every route, as <c>transport:nexthop</c>.</summary>
    public IEnumerable<string> Routes => Nodes.SelectMany(node => node.Routes).Distinct();
}
