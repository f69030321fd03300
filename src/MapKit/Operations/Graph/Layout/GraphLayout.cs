namespace MapKit.Operations.Graph.Layout;

/// <summary>Places a graph: each part that is connected for itself, one below the other, the largest first.</summary>
internal static class GraphLayout
{
    private const double Margin = 12;
    private const double Gap = 20;

    /// <summary>Places a graph.</summary>
    /// <param name="nodes">The sizes of the nodes.</param>
    /// <param name="edges">The edges; none leads from a node to itself.</param>
    /// <param name="direction">The direction.</param>
    public static PlacedGraph Place(IReadOnlyList<Size> nodes, IReadOnlyList<LayoutEdge> edges, LayoutDirection direction)
    {
        var corners = new Point[nodes.Count];
        var ways = new PlacedEdge[edges.Count];
        var (width, height) = (0.0, Margin);
        foreach (var part in PartsOf(nodes.Count, edges).OrderByDescending(part => part.Length))
        {
            var numbers = part.Select((node, index) => (node, index)).ToDictionary(pair => pair.node, pair => pair.index);
            var own = Enumerable.Range(0, edges.Count).Where(edge => numbers.ContainsKey(edges[edge].From)).ToArray();
            var placed = LayeredLayout.Place(
                [.. part.Select(node => nodes[node])],
                [.. own.Select(edge => edges[edge] with { From = numbers[edges[edge].From], To = numbers[edges[edge].To] })],
                direction);
            var (left, top) = (Margin, height);
            for (var index = 0; index < part.Length; index++) corners[part[index]] = Moved(placed.Nodes[index]);
            for (var index = 0; index < own.Length; index++) ways[own[index]] = new PlacedEdge([.. placed.Edges[index].Points.Select(Moved)], Moved(placed.Edges[index].Label));
            width = Math.Max(width, placed.Size.Width);
            height += placed.Size.Height + Gap;

            Point Moved(Point point) => new(point.X + left, point.Y + top);
        }

        return new PlacedGraph(new Size(width + (2 * Margin), Math.Max(height - Gap, Margin) + Margin), corners, ways);
    }

    /// <summary>The connected parts, each with its nodes in order.</summary>
    private static IEnumerable<int[]> PartsOf(int nodes, IReadOnlyList<LayoutEdge> edges)
    {
        var parts = Enumerable.Range(0, nodes).ToArray();
        foreach (var edge in edges)
        {
            var (one, other) = (Find(edge.From), Find(edge.To));
            parts[Math.Max(one, other)] = Math.Min(one, other);
        }

        return Enumerable.Range(0, nodes).GroupBy(Find).Select(part => part.ToArray());

        int Find(int node)
        {
            while (parts[node] != node) node = parts[node] = parts[parts[node]];
            return node;
        }
    }
}
