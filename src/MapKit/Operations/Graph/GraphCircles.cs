namespace MapKit.Operations.Graph;

/// <summary>
/// The circles of a graph: sets of nodes that lead to one another. Edges of an address that is among its own results are no part of one, because
/// such an address is not expanded again.
/// </summary>
internal sealed class GraphCircles
{
    private readonly Dictionary<DraftNode, List<DraftEdge>> _edges = [];
    private readonly Dictionary<DraftNode, int> _circles = [];

    /// <summary>Finds the circles.</summary>
    public GraphCircles(GraphDraft draft)
    {
        foreach (var edge in draft.Edges.Where(edge => edge.Kind == GraphEdgeKind.Rewriting))
        {
            if (!_edges.TryGetValue(edge.From, out var list)) _edges[edge.From] = list = [];
            list.Add(edge);
        }

        Find(draft.Nodes);
    }

    /// <summary>Marks the edges of every circle that mail of a node comes into.</summary>
    public void MarkFrom(DraftNode start)
    {
        var seen = new HashSet<DraftNode> { start };
        var open = new Stack<DraftNode>([start]);
        while (open.TryPop(out var node))
        {
            foreach (var edge in EdgesOf(node))
            {
                if (IsInCircle(edge)) edge.IsLoop = true;
                if (seen.Add(edge.To)) open.Push(edge.To);
            }
        }
    }

    private bool IsInCircle(DraftEdge edge) => !edge.From.StandsForItself && !edge.To.StandsForItself && _circles[edge.From] == _circles[edge.To];

    private List<DraftEdge> EdgesOf(DraftNode node) => _edges.GetValueOrDefault(node) ?? [];

    /// <summary>Tarjan's strongly connected components, without recursion: a chain of aliases may be long.</summary>
    private void Find(IEnumerable<DraftNode> nodes)
    {
        var numbers = new Dictionary<DraftNode, int>();
        var lowest = new Dictionary<DraftNode, int>();
        var path = new Stack<DraftNode>();
        var onPath = new HashSet<DraftNode>();
        foreach (var root in nodes)
        {
            if (numbers.ContainsKey(root)) continue;
            var work = new Stack<(DraftNode Node, int Next)>([(root, 0)]);
            while (work.TryPop(out var step))
            {
                var (node, next) = step;
                if (next == 0)
                {
                    numbers[node] = lowest[node] = numbers.Count;
                    path.Push(node);
                    onPath.Add(node);
                }

                var successors = node.StandsForItself ? [] : EdgesOf(node);
                if (next > 0) lowest[node] = Math.Min(lowest[node], lowest[successors[next - 1].To]);
                while (next < successors.Count && numbers.TryGetValue(successors[next].To, out var number))
                {
                    if (onPath.Contains(successors[next].To)) lowest[node] = Math.Min(lowest[node], number);
                    next++;
                }

                if (next < successors.Count)
                {
                    work.Push((node, next + 1));
                    work.Push((successors[next].To, 0));
                }
                else if (lowest[node] == numbers[node])
                {
                    DraftNode member;
                    do
                    {
                        member = path.Pop();
                        onPath.Remove(member);
                        _circles[member] = numbers[node];
                    }
                    while (member != node);
                }
            }
        }
    }
}
