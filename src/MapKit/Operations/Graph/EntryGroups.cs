using System.Globalization;

namespace MapKit.Operations.Graph;

/// <summary>Makes one node of addresses and aliases with the same way, if a picture has many.</summary>
/// <param name="picture">The picture.</param>
/// <param name="limit">How many may be shown.</param>
internal sealed class EntryGroups(GraphDraft picture, int limit)
{
    private readonly ILookup<DraftNode, DraftEdge> _out = picture.Edges.ToLookup(edge => edge.From);
    private readonly Dictionary<DraftNode, int> _numbers = picture.Nodes.Select((node, number) => (node, number)).ToDictionary(pair => pair.node, pair => pair.number);

    /// <summary>The picture with fewer nodes.</summary>
    public GraphDraft Reduce()
    {
        var entries = picture.Nodes.Where(IsEntry).ToArray();
        if (entries.Length <= limit) return picture;
        var reached = picture.Edges.Select(edge => edge.To).ToHashSet();
        var groups = entries.Where(entry => !reached.Contains(entry) && !_out[entry].Any(edge => edge.IsLoop)).GroupBy(SignatureOf, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.ToArray()).ToArray();
        var merged = new Dictionary<DraftNode, DraftNode[]>();
        foreach (var group in groups)
        {
            foreach (var member in group) merged[member] = group;
        }

        // Loops and failures first, then the largest groups, then the order of the tables.
        var shown = entries.Where(entry => !merged.TryGetValue(entry, out var group) || group[0] == entry)
            .OrderByDescending(entry => reached.Contains(entry) || _out[entry].Any(edge => edge.IsLoop))
            .ThenByDescending(entry => _out[entry].Any(edge => edge.Kind == GraphEdgeKind.Failure))
            .ThenByDescending(entry => merged.GetValueOrDefault(entry)?.Length ?? 1)
            .Take(limit).ToHashSet();
        var result = new GraphDraft();
        var copies = new Dictionary<DraftNode, DraftNode>();
        var hidden = 0;
        var hiddenDomains = 0;
        var drawn = DrawnWith(entries.Where(entry => shown.Contains(merged.TryGetValue(entry, out var group) ? group[0] : entry)).ToHashSet());
        foreach (var node in picture.Nodes)
        {
            if (!IsEntry(node) && drawn.Contains(node)) copies[node] = Copy(result, node);
            else if (!IsEntry(node)) hiddenDomains += node.Kind == GraphNodeKind.Domain ? 1 : 0;
            else if (shown.Contains(node)) copies[node] = merged.TryGetValue(node, out var group) ? Merged(result, group) : Copy(result, node);
            else if (!merged.TryGetValue(node, out var known) || !shown.Contains(known[0])) hidden++;
        }

        foreach (var edge in picture.Edges.Where(edge => copies.ContainsKey(edge.From) && copies.ContainsKey(edge.To)))
        {
            var copy = result.Edge(copies[edge.From], copies[edge.To], edge.Kind, edge.Label, merged.ContainsKey(edge.From) ? null : edge.Place);
            copy.IsLoop |= edge.IsLoop;
        }

        foreach (var note in picture.Notes) result.Note(note);
        if (hiddenDomains > 0) result.Note(string.Create(CultureInfo.InvariantCulture, $"{hiddenDomains} answers for domains, to which only addresses lead that are not shown, are not shown (--limit)"));
        if (hidden > 0)
        {
            result.Node(GraphNodeKind.More, "not shown", string.Create(CultureInfo.InvariantCulture, $"{hidden} more addresses"));
            result.Note(string.Create(CultureInfo.InvariantCulture, $"{hidden} addresses and aliases are not shown (--limit); --address shows the way of one address"));
        }

        return result;
    }

    /// <summary>What mail of the shown addresses comes to, and as many other domains as the limit allows.</summary>
    private HashSet<DraftNode> DrawnWith(HashSet<DraftNode> shown)
    {
        var drawn = new HashSet<DraftNode>(shown);
        var reached = picture.Edges.Select(edge => edge.To).ToHashSet();
        Follow(shown);
        Follow(picture.Nodes.Where(node => !IsEntry(node) && node.Kind != GraphNodeKind.Domain && !reached.Contains(node)));
        var domains = drawn.Count(static node => node.Kind == GraphNodeKind.Domain);

        // A domain that no address leads to is shown by itself.
        foreach (var domain in picture.Nodes.Where(node => node.Kind == GraphNodeKind.Domain && !drawn.Contains(node)).OrderBy(reached.Contains).ToArray())
        {
            if (reached.Contains(domain) && domains++ >= limit) break;
            Follow([domain]);
        }

        return drawn;

        void Follow(IEnumerable<DraftNode> starts)
        {
            var open = new Stack<DraftNode>(starts);
            while (open.TryPop(out var node))
            {
                drawn.Add(node);
                foreach (var edge in _out[node].Where(edge => !drawn.Contains(edge.To) && (!IsEntry(edge.To) || shown.Contains(edge.To)))) open.Push(edge.To);
            }
        }
    }

    private static bool IsEntry(DraftNode node) => node.Kind is GraphNodeKind.Address or GraphNodeKind.Alias or GraphNodeKind.Include;

    private string SignatureOf(DraftNode node) => string.Join('\n', [
        $"{node.Kind} {node.Caption} {DomainOf(node)} {node.Class}",
        .. _out[node].Select(edge => $"{edge.Kind} {edge.Label} {_numbers[edge.To]}").Order(StringComparer.Ordinal)]);

    private static string DomainOf(DraftNode node) => node.Kind == GraphNodeKind.Address ? node.Title[(node.Title.LastIndexOf('@') + 1)..].ToLowerInvariant() : "";

    private static DraftNode Merged(GraphDraft result, DraftNode[] group)
    {
        var first = group[0];
        var domain = DomainOf(first);
        var title = string.Create(CultureInfo.InvariantCulture, $"{group.Length} {(first.Kind == GraphNodeKind.Address ? "addresses" : "aliases")}{(domain.Length > 0 ? $" of {domain}" : "")}");
        var node = result.Node(first.Kind, first.Caption, title, first.Title);
        ConfigurationGraph.SayNames(node, [.. group.Select(member => member.Title)]);
        node.Routes.AddRange(first.Routes);
        return node;
    }

    private static DraftNode Copy(GraphDraft result, DraftNode node)
    {
        var copy = result.Node(node.Kind, node.Caption, node.Title, string.Join('\t', [node.Caption, node.Title.ToLowerInvariant(), .. node.Details]));
        copy.Details.AddRange(node.Details.Except(copy.Details));
        copy.Routes.AddRange(node.Routes.Except(copy.Routes));
        return copy;
    }
}
