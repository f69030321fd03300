namespace MapKit.Operations.Graph.Layout;

/// <summary>Gives every node a layer: after the layers of all nodes that lead to it. In a circle one edge leads backwards.</summary>
internal sealed class LayerAssignment
{
    private readonly List<int>[] _leaving;
    private readonly IReadOnlyList<LayoutEdge> _edges;

    private LayerAssignment(int nodes, IReadOnlyList<LayoutEdge> edges)
    {
        _edges = edges;
        _leaving = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
        for (var edge = 0; edge < edges.Count; edge++) _leaving[edges[edge].From].Add(edge);
        IsReversed = new bool[edges.Count];
        Layers = new int[nodes];
    }

    /// <summary>The layer of each node.</summary>
    public int[] Layers { get; }

    /// <summary>Whether each edge leads backwards.</summary>
    public bool[] IsReversed { get; }

    /// <summary>Finds the layers.</summary>
    public static LayerAssignment Assign(int nodes, IReadOnlyList<LayoutEdge> edges)
    {
        var assignment = new LayerAssignment(nodes, edges);
        var order = assignment.Order();
        assignment.Layer(order);
        return assignment;
    }

    /// <summary>The nodes so that every edge leads forwards, except those that close a circle.</summary>
    private List<int> Order()
    {
        var hasEntering = new bool[_leaving.Length];
        foreach (var edge in _edges) hasEntering[edge.To] = true;
        var state = new int[_leaving.Length];
        var finished = new List<int>();
        foreach (var root in Enumerable.Range(0, _leaving.Length).OrderBy(node => hasEntering[node]))
        {
            if (state[root] != 0) continue;
            state[root] = 1;
            var path = new Stack<(int Node, int Next)>([(root, 0)]);
            while (path.TryPop(out var step))
            {
                var (node, next) = step;
                if (next == _leaving[node].Count)
                {
                    state[node] = 2;
                    finished.Add(node);
                    continue;
                }

                path.Push((node, next + 1));
                var edge = _leaving[node][next];
                var to = _edges[edge].To;
                if (state[to] == 1) IsReversed[edge] = true;
                else if (state[to] == 0)
                {
                    state[to] = 1;
                    path.Push((to, 0));
                }
            }
        }

        finished.Reverse();
        return finished;
    }

    private void Layer(List<int> order)
    {
        var entering = Enumerable.Range(0, _leaving.Length).Select(_ => new List<int>()).ToArray();
        var leaving = Enumerable.Range(0, _leaving.Length).Select(_ => new List<int>()).ToArray();
        for (var edge = 0; edge < _edges.Count; edge++)
        {
            var (from, to) = IsReversed[edge] ? (_edges[edge].To, _edges[edge].From) : (_edges[edge].From, _edges[edge].To);
            entering[to].Add(from);
            leaving[from].Add(to);
        }

        // A reversed edge may go against the order: what it leads to is then later in it.
        var position = new int[order.Count];
        for (var index = 0; index < order.Count; index++) position[order[index]] = index;
        foreach (var node in order) Layers[node] = entering[node].Where(from => position[from] < position[node]).Select(from => Layers[from] + 1).DefaultIfEmpty(0).Max();

        // A node that nothing leads to is near those that it leads to.
        foreach (var node in order)
        {
            if (entering[node].Count == 0 && leaving[node].Count > 0) Layers[node] = leaving[node].Min(to => Layers[to]) - 1;
        }
    }
}
