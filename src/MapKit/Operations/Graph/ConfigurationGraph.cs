using System.Globalization;
using MapKit.Delivery;

namespace MapKit.Operations.Graph;

/// <summary>
/// Draws a configuration: its domains, those with the same answer as one node, and its aliases. Each address that a table names is explained;
/// the explanations are one graph, in which an address whose mail ends like that of its domain is replaced by the domain.
/// </summary>
/// <param name="context">The configuration.</param>
/// <param name="options">How large the picture may be.</param>
internal sealed class ConfigurationGraph(ExplainContext context, GraphOptions options)
{
    private const int MostNamed = 4;

    private readonly GraphDraft _picture = new();
    private readonly Dictionary<DomainGroup, DraftNode> _domains = [];
    private readonly Dictionary<DraftNode, DraftNode?> _copies = [];
    private readonly GraphDraft _ways = new();
    private readonly HashSet<DraftNode> _entries = [];
    private readonly Dictionary<DraftNode, List<DraftEdge>> _waysFrom = [];
    private DomainGroups _groups = null!;

    /// <summary>Draws it.</summary>
    public MailGraph Draw()
    {
        var names = new ConfigurationNames(context, options.MaximumNames);
        foreach (var note in names.Notes) _picture.Note(Shown.Text(note));
        _groups = new DomainGroups(context);
        foreach (var domain in names.Domains)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            _groups.Add(domain);
        }

        _groups.AddOthers();
        foreach (var entry in names.Entries)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            Explain(entry);
        }

        _ways.MarkLoops();
        foreach (var edge in _ways.Edges)
        {
            if (!_waysFrom.TryGetValue(edge.From, out var list)) _waysFrom[edge.From] = list = [];
            list.Add(edge);
        }

        foreach (var note in _groups.Notes.Concat(_ways.Notes)) _picture.Note(note);
        foreach (var node in _ways.Nodes.Where(_entries.Contains)) Copy(node);
        foreach (var group in Limited()) NodeOf(group);
        var drawn = new EntryGroups(_picture, options.Limit).Reduce();
        return drawn.Finish("where mail goes");
    }

    private void Explain(MailEntry entry)
    {
        // The address that represents all users of a domain has no mailbox.
        var delivery = new DeliveryExplainer(context) { FollowsContentFilter = false, AsksLocalAgents = !entry.Address.StartsWith(MailEntry.AnyUser, StringComparison.Ordinal) };
        delivery.Explain(entry.Address, context.Options.Sender is { } sender ? Tables.Addresses.AddressForm.Internal(Source.ByteText.FromText(sender)) : null);
        _entries.Add(new ExplanationWalk(_ways).Add(Wording.Show(entry.Address), delivery.Steps));
    }

    /// <summary>The largest groups, in their order, and those that aliases lead to.</summary>
    private IEnumerable<DomainGroup> Limited()
    {
        var groups = _groups.Groups;
        if (groups.Count <= options.Limit) return groups;
        var largest = groups.Where(group => !_domains.ContainsKey(group) && !group.IsOthers).OrderByDescending(group => group.Domains.Count).Take(Math.Max(0, options.Limit - _domains.Count - 1)).ToHashSet();
        var left = groups.Where(group => !_domains.ContainsKey(group) && !group.IsOthers && !largest.Contains(group)).ToArray();
        var domains = left.Sum(group => group.Domains.Count);
        if (left.Length > 0)
        {
            var more = _picture.Node(GraphNodeKind.More, "not shown", string.Create(CultureInfo.InvariantCulture, $"{domains} more domains"));
            more.Say(string.Create(CultureInfo.InvariantCulture, $"{left.Length} other answers"));
            _picture.Note(string.Create(CultureInfo.InvariantCulture, $"{domains} domains with {left.Length} other answers are not shown (--limit); --address shows the way of one address"));
        }

        return groups.Where(group => largest.Contains(group) || group.IsOthers);
    }

    /// <summary>The node of a group of domains.</summary>
    private DraftNode NodeOf(DomainGroup group)
    {
        if (_domains.TryGetValue(group, out var node)) return node;
        var names = group.Domains;
        var title = group.IsOthers ? "every other domain" : names.Count == 1 ? names[0] : string.Create(CultureInfo.InvariantCulture, $"{names.Count} domains");
        var name = AddressClasses.NameOf(group.Answer.Class);
        _domains[group] = node = _picture.Node(GraphNodeKind.Domain, name.Length == 0 ? "domain" : $"{name} domain{(names.Count > 1 ? "s" : "")}", title, group.IsOthers ? "others" : names[0]);
        if (names.Count > 1) SayNames(node, names);
        node.Routes.AddRange(group.Answer.Routes);
        foreach (var end in group.Answer.Ends)
        {
            var to = EndOf(end.To, group.Answer.TitleOf(end.To));
            var edge = _picture.Edge(node, to, end.Kind, end.Label, names.Count == 1 || group.IsOthers ? end.Place : null);
            if (group.Answer.Class == "virtual-alias" && edge.Label.Length == 0) edge.Label = "other addresses";
        }

        return node;
    }

    /// <summary>Adds a few names to a node that represents many.</summary>
    public static void SayNames(DraftNode node, IReadOnlyList<string> names)
    {
        foreach (var name in names.Take(names.Count == MostNamed + 1 ? names.Count : MostNamed)) node.Say(name);
        if (names.Count > MostNamed + 1) node.Say(string.Create(CultureInfo.InvariantCulture, $"and {names.Count - MostNamed} more"));
    }

    /// <summary>A node of the picture for a node of the ways; null if it is not shown.</summary>
    private DraftNode? Copy(DraftNode node)
    {
        if (_copies.TryGetValue(node, out var copy)) return copy;
        var edges = _waysFrom.GetValueOrDefault(node) ?? [];
        if (node.Kind is not (GraphNodeKind.Address or GraphNodeKind.Alias or GraphNodeKind.Include)) return _copies[node] = EndOf(node, MailEntry.Readable(node.Title));
        if (node.Kind == GraphNodeKind.Address)
        {
            if (edges.All(edge => edge.Kind != GraphEdgeKind.Rewriting) && _groups.GroupOf(_ways, node) is { } group) return _copies[node] = NodeOf(group);

            // The address of an alias of this host is the alias.
            if (edges is [{ To.Kind: GraphNodeKind.Alias } only]) return _copies[node] = Copy(only.To);
        }

        _copies[node] = copy = _picture.Node(node.Kind, node.Kind == GraphNodeKind.Address && edges.Exists(edge => edge.Kind == GraphEdgeKind.Rewriting) ? CaptionOf(node, edges) : node.Kind == GraphNodeKind.Address ? "address" : node.Caption, MailEntry.Readable(node.Title));
        copy.StandsForItself = node.StandsForItself;
        if (edges.All(edge => edge.Kind != GraphEdgeKind.Rewriting)) foreach (var detail in node.Details) copy.Say(MailEntry.Readable(detail));
        copy.Routes.AddRange(node.Routes.Except(copy.Routes));
        var targets = new List<string>();
        foreach (var edge in edges)
        {
            if (Copy(edge.To) is not { } to || to == copy) continue;
            if (to.Kind == GraphNodeKind.Domain) targets.Add(MailEntry.Readable(edge.To.Title));
            var drawn = _picture.Edge(copy, to, edge.Kind, edge.Label, edge.Place);
            drawn.IsLoop |= edge.IsLoop;
        }

        foreach (var target in targets.Take(MostNamed)) copy.Say($"→ {target}");
        if (targets.Count > MostNamed) copy.Say(string.Create(CultureInfo.InvariantCulture, $"and {targets.Count - MostNamed} more"));
        if (node.StandsForItself) copy.Say("is also delivered itself");
        return copy;
    }

    private static string CaptionOf(DraftNode node, List<DraftEdge> edges)
    {
        var label = edges.Find(edge => edge.Kind == GraphEdgeKind.Rewriting)!.Label;
        return label switch
        {
            "virtual_alias_maps" => node.Title.StartsWith(MailEntry.AnyUser, StringComparison.OrdinalIgnoreCase) ? "virtual alias, whole domain" : "virtual alias",
            "canonical_maps" or "recipient_canonical_maps" => "canonical address",
            _ => "address",
        };
    }

    private DraftNode EndOf(DraftNode end, string title)
    {
        var node = _picture.Node(end.Kind, end.Caption, title, string.Join('\t', [end.Caption, title.ToLowerInvariant(), .. end.Details]));
        foreach (var detail in end.Details) node.Say(detail);
        return node;
    }
}
