using MapKit.Delivery;
using MapKit.Delivery.Searching;

namespace MapKit.Operations.Graph;

/// <summary>Draws the way of a mail from the steps of its explanation. It decides nothing about mail itself.</summary>
/// <param name="draft">Takes the nodes and edges.</param>
internal sealed class ExplanationWalk(GraphDraft draft)
{
    private readonly LocalWalk _local = new(draft);
    private RouteDraft? _route;

    /// <summary>Draws an explanation of the whole delivery.</summary>
    /// <param name="recipient">The address, as shown.</param>
    /// <param name="steps">The steps.</param>
    /// <returns>The node of the address.</returns>
    public DraftNode Add(string recipient, IReadOnlyList<ExplanationNode> steps)
    {
        var start = _local.Address(recipient);
        start.Caption = "mail for";
        Message(steps, start);
        return start;
    }

    /// <summary>Draws the answer of tables of one format.</summary>
    /// <param name="subject">What was looked up, as shown.</param>
    /// <param name="explanation">The answer.</param>
    /// <param name="hasWay">Whether its steps lead from address to address.</param>
    public DraftNode AddAnswer(string subject, Explanation explanation, bool hasWay)
    {
        var start = _local.Address(subject);
        if (hasWay) _local.Walk(explanation.Steps, start);
        if (draft.Edges.Count > 0) return start;
        foreach (var result in explanation.Results) draft.Edge(start, draft.Node(GraphNodeKind.Result, "result", Shown.Text(result)), GraphEdgeKind.Delivery);
        if (explanation.Results.Count == 0) draft.Edge(start, draft.Node(GraphNodeKind.Result, "result", "not found"), GraphEdgeKind.Delivery);
        return start;
    }

    /// <summary>A message from its reception on.</summary>
    private void Message(IReadOnlyList<ExplanationNode> steps, DraftNode? start)
    {
        var current = start;
        foreach (var step in steps)
        {
            _local.Note(step);
            switch (step.Stage)
            {
                case ExplanationStage.Sender:
                    break;
                case ExplanationStage.Server:
                    Ends(step.Children, start, "SMTP server");
                    break;
                case ExplanationStage.Recipient:
                    current = Recipient(step, start);
                    start ??= current;
                    break;
                case ExplanationStage.VirtualAliases:
                    _local.Walk(step.Children, _local.Address(step.Subjects[0]));
                    break;
                case ExplanationStage.Route or ExplanationStage.FurtherRoute:
                    Flush();
                    current = Route(step);
                    break;
                case ExplanationStage.Local:
                    Agent(step, current!, "local");
                    break;
                case ExplanationStage.Mailbox:
                    Agent(step with { Children = WithOneSearch(step.Children) }, current!, "virtual");
                    break;
                case ExplanationStage.Login:
                    LogIn(step);
                    break;
                case ExplanationStage.Forwarded:
                    Flush();
                    Message(step.Children, null);
                    break;
                default:
                    Ends(step.Kind == ExplanationKind.Step ? step.Children : [step], current, "");
                    break;
            }
        }

        Flush();
    }

    /// <summary>The rewriting of a recipient.</summary>
    /// <returns>The address after it.</returns>
    private DraftNode Recipient(ExplanationNode step, DraftNode? start)
    {
        var given = _local.Address(step.Subjects[0]);
        if (start is not null && start != given && !draft.Edges.Exists(edge => edge.To == given)) draft.Edge(start, given, GraphEdgeKind.Rewriting, "copy");
        var completed = _local.Address(step.Subjects[1]);
        if (completed != given) draft.Edge(given, completed, GraphEdgeKind.Rewriting, "completed");
        _local.Walk(step.Children, completed);
        return _local.Address(step.Subjects[2]);
    }

    /// <summary>The class and the route of an address.</summary>
    private DraftNode Route(ExplanationNode step)
    {
        var address = _local.Address(step.Subjects[0]);
        if (step.Subjects.Count > 1 && _local.Address(step.Subjects[1]) is var resolved && resolved != address)
        {
            draft.Edge(address, resolved, GraphEdgeKind.Rewriting, "resolved");
            address = resolved;
        }

        var decides = LocalWalk.Decision(step.Children);
        foreach (var child in step.Children)
        {
            _local.Note(child);
            if (child.Kind == ExplanationKind.AddressClass) LocalWalk.Classify(address, child);
            else if (child.Kind == ExplanationKind.Route) _route = new RouteDraft(address, Fact(child, "transport"), Fact(child, "nextHop"), decides);
            else if (child.Kind is ExplanationKind.Bounce or ExplanationKind.Deferral || child.EndsLoop) _local.End(address, child, decides.List, decides.Place);
        }

        if (_route is null && !step.Children.Any(child => child.Kind is ExplanationKind.Bounce or ExplanationKind.Deferral) && step.Children.LastOrDefault(child => child.Kind == ExplanationKind.Note) is { } note)
            draft.Edge(address, draft.Node(GraphNodeKind.Result, "no delivery", Shown.Text(note.Text)), GraphEdgeKind.Failure);
        return address;
    }

    /// <summary>What an agent of this host does with a mail: the address has that end, and its route is a detail.</summary>
    private void Agent(ExplanationNode step, DraftNode address, string program)
    {
        var route = _route;
        _route = null;
        var ends = _local.Walk(step.Children, address, route?.Decision.List ?? "", route?.Decision.Place);
        if (route is null) return;
        route.Address.Say($"transport {Shown.Text(route.Transport)}");

        // A recipient whose mail local(8) only forwards has no end here.
        if (ends || program != "local") Say(route);
    }

    /// <summary>The first table names the mailbox; the others only the rights with which it is written.</summary>
    private static ExplanationNode[] WithOneSearch(IReadOnlyList<ExplanationNode> steps)
    {
        var first = steps.FirstOrDefault(step => step.Search?.Answer is not null);
        return [.. steps.Where(step => step == first || step.Search?.Answer is null)];
    }

    private void LogIn(ExplanationNode step)
    {
        if (_route is null) return;
        var logins = step.Children.Where(child => child.Kind == ExplanationKind.Credentials).Select(child => $"logs in as {Shown.Text(Fact(child, "user"))}").ToArray();
        _route.Details.AddRange(logins.Length > 0 ? logins : step.Children.Any(child => child.Kind == ExplanationKind.Search) ? ["no credentials found"] : []);
        _local.Ends(step.Children, _route.Address);
    }

    private void Ends(IReadOnlyList<ExplanationNode> steps, DraftNode? from, string label)
    {
        if (from is not null) _local.Ends(steps, from, label);
    }

    /// <summary>Draws the route whose details are complete.</summary>
    private void Flush()
    {
        if (_route is not { } route) return;
        _route = null;
        Say(route);
        var caption = $"transport {Shown.Text(route.Transport)}";
        var node = draft.Node(GraphNodeKind.Route, caption, Shown.Text(route.NextHop), $"{route.Transport}:{route.NextHop} {string.Join(' ', route.Details)}");
        foreach (var detail in route.Details) node.Say(detail);
        draft.Edge(route.Address, node, GraphEdgeKind.Delivery, route.Decision.List, route.Decision.Place);
    }

    private static void Say(RouteDraft route)
    {
        var text = $"{route.Transport}:{route.NextHop}";
        if (!route.Address.Routes.Contains(text)) route.Address.Routes.Add(text);
    }

    private static string Fact(ExplanationNode node, string name) => node.Facts.FirstOrDefault(fact => fact.Name == name).Value ?? "";

    /// <summary>A route before its login is known.</summary>
    private sealed record RouteDraft(DraftNode Address, string Transport, string NextHop, (string List, EntryPlace? Place) Decision)
    {
        public List<string> Details { get; } = [];
    }
}
