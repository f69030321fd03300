using MapKit.Delivery;
using MapKit.Delivery.Searching;

namespace MapKit.Operations.Graph;

/// <summary>Draws steps about one address: how it is rewritten, and what an alias or a file lists.</summary>
/// <param name="draft">Takes the nodes and edges.</param>
internal sealed class LocalWalk(GraphDraft draft)
{
    /// <summary>The node of an address.</summary>
    /// <param name="shown">The address as shown.</param>
    public DraftNode Address(string shown) => draft.Node(GraphNodeKind.Address, "address", Shown.Text(shown));

    /// <summary>The table that decides about a route: the last one with an answer.</summary>
    public static (string List, EntryPlace? Place) Decision(IEnumerable<ExplanationNode> steps)
    {
        var search = steps.Select(step => step.Search).LastOrDefault(search => search?.Answer is not null);
        return search is null ? ("", null) : (search.List, search.Answer!.Place);
    }

    /// <summary>Notes the class of an address.</summary>
    public static void Classify(DraftNode address, ExplanationNode step)
    {
        address.Class = step.Facts.FirstOrDefault(fact => fact.Name == "class").Value ?? "";
        address.Say($"class {AddressClasses.NameOf(address.Class)}");
    }

    /// <summary>Draws steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="parent">The node that they begin at.</param>
    /// <param name="list">The parameter that leads to them.</param>
    /// <param name="place">The line that leads to them.</param>
    /// <returns>Whether mail ends here, and is not only passed on to other addresses.</returns>
    public bool Walk(IReadOnlyList<ExplanationNode> steps, DraftNode parent, string list = "", EntryPlace? place = null)
    {
        var ends = false;
        foreach (var step in steps)
        {
            Note(step);
            if (step.Search is { Answer: { } answer } search)
            {
                (list, place) = (search.List, answer.Place);
                continue;
            }

            ends |= Draw(step, parent, list, place);
        }

        return ends;
    }

    /// <summary>Notes what could not be found out.</summary>
    public void Note(ExplanationNode step)
    {
        if (step.Search?.Steps.FirstOrDefault(asked => asked.Outcome is SearchOutcome.Unanswerable or SearchOutcome.Failed) is { } unknown) draft.Note(Shown.Text($"{unknown.Table}: {unknown.Reason}"));
        else if (step.Kind == ExplanationKind.Note && step.Text.StartsWith("not known: ", StringComparison.Ordinal)) draft.Note(Shown.Text(step.Text));
    }

    /// <summary>Draws only what ends the way of the mail.</summary>
    public void Ends(IReadOnlyList<ExplanationNode> steps, DraftNode from, string label = "")
    {
        foreach (var step in steps)
        {
            if (step.Kind is ExplanationKind.Bounce or ExplanationKind.Deferral || step.EndsLoop) End(from, step, label);
            else if (step.Kind == ExplanationKind.Action) draft.Edge(from, draft.Node(GraphNodeKind.Result, "action", Shown.Text(step.Text)), GraphEdgeKind.Failure, label);
        }
    }

    /// <summary>Draws an end.</summary>
    /// <param name="from">The node that it belongs to.</param>
    /// <param name="step">The end.</param>
    /// <param name="label">The parameter that decides.</param>
    /// <param name="place">The line that decides.</param>
    public void End(DraftNode from, ExplanationNode step, string label = "", EntryPlace? place = null)
    {
        if (step.EndsLoop) draft.IntoLoops.Add(from);
        if (step.Kind is not (ExplanationKind.Bounce or ExplanationKind.Deferral) && !step.EndsLoop) return;
        var reason = EndReason.From(step);

        // The client of a server that answers 4xx keeps the mail.
        var isBounce = step.Kind == ExplanationKind.Bounce && !reason.IsTemporary;
        var isDeferral = step.Kind == ExplanationKind.Deferral || reason.IsTemporary;
        var node = draft.Node(isBounce ? GraphNodeKind.Bounce : GraphNodeKind.Deferral, isBounce ? "bounced" : isDeferral ? "deferred" : "no end", reason.Title);
        foreach (var detail in reason.Details) node.Say(detail);
        if (step.Facts.FirstOrDefault(fact => fact.Name == "status").Value is { Length: > 0 } status && !node.Title.Contains(status, StringComparison.Ordinal)) node.Say($"status {Shown.Text(status)}");
        draft.Edge(from, node, GraphEdgeKind.Failure, label, place);
    }

    private bool Draw(ExplanationNode step, DraftNode parent, string list, EntryPlace? place)
    {
        switch (step.Kind)
        {
            case ExplanationKind.Rewriting:
                Rewrite(step, list, place);
                return false;
            case ExplanationKind.AddressClass:
                Classify(parent, step);
                return false;
            case ExplanationKind.Route:
                Route(step, parent, list, place);
                return true;
            case ExplanationKind.Alias:
                var alias = draft.Node(GraphNodeKind.Alias, "local alias", Shown.Text(Fact(step, "alias")));
                draft.Edge(parent, alias, GraphEdgeKind.Rewriting, list, place);
                return Walk(step.Children, alias, list, place);
            case ExplanationKind.Address when step.Subjects.Count > 0:
                var address = Address(step.Subjects[0]);
                draft.Edge(parent, address, GraphEdgeKind.Rewriting, list, place);
                return Walk(step.Children, address);
            case ExplanationKind.User:
                var user = draft.Node(GraphNodeKind.Mailbox, "local user", Shown.Text(step.Subjects[0]));
                user.Say(Shown.Text(step.Subjects[1]));
                draft.Edge(parent, user, GraphEdgeKind.Delivery, list, place);
                return true;
            case ExplanationKind.File:
                draft.Edge(parent, draft.Node(GraphNodeKind.Mailbox, "file", Shown.Text(step.Subjects[0])), GraphEdgeKind.Delivery, list, place);
                return true;
            case ExplanationKind.Command:
                draft.Edge(parent, draft.Node(GraphNodeKind.Command, "command", Shown.Text(step.Subjects[0])), GraphEdgeKind.Delivery, list, place);
                return true;
            case ExplanationKind.Include:
                var file = draft.Node(GraphNodeKind.Include, "file of destinations", Shown.Text(Fact(step, "path")));
                draft.Edge(parent, file, GraphEdgeKind.Rewriting, list, place);
                return Walk(step.Children, file);
            case ExplanationKind.Credentials:
                draft.Edge(parent, draft.Node(GraphNodeKind.Login, "login", $"user {Shown.Text(Fact(step, "user"))}"), GraphEdgeKind.Delivery, list, place);
                return true;
            case ExplanationKind.Bounce or ExplanationKind.Deferral when step.EndsLoop && step.Subjects is [var again]:
                var known = draft.Node(GraphNodeKind.Alias, "local alias", Shown.Text(again));
                draft.Edge(parent, known, GraphEdgeKind.Rewriting, list, place);
                End(known, step);
                return true;
            case ExplanationKind.Bounce or ExplanationKind.Deferral:
                End(parent, step, list, place);
                return true;
            case ExplanationKind.Note when step.Subjects is [var listed]:
                draft.Edge(parent, Address(listed), GraphEdgeKind.Rewriting, list, place);
                return false;
            case ExplanationKind.Note when Fact(step, "result").Length > 0:
                draft.Edge(parent, draft.Node(GraphNodeKind.Bounce, "discarded", Shown.Text(step.Text)), GraphEdgeKind.Failure, list, place);
                return true;
            case ExplanationKind.Step or ExplanationKind.Address:
                return Walk(step.Children, parent, list, place);
            default:
                if (step.EndsLoop) draft.IntoLoops.Add(parent);
                return false;
        }
    }

    private void Rewrite(ExplanationNode step, string list, EntryPlace? place)
    {
        var from = Address(Fact(step, "from"));
        foreach (var target in step.Facts.Where(fact => fact.Name == "to"))
        {
            var to = Address(target.Value);
            if (to != from) draft.Edge(from, to, GraphEdgeKind.Rewriting, list, place);
            else from.StandsForItself = true;
        }

        if (from.StandsForItself && step.Facts.Count(fact => fact.Name == "to") > 1) from.Say("is also delivered itself");
    }

    private void Route(ExplanationNode step, DraftNode parent, string list, EntryPlace? place)
    {
        var (transport, nextHop) = (Fact(step, "transport"), Fact(step, "nextHop"));
        var node = transport.Length == 0
            ? draft.Node(GraphNodeKind.Result, "result", Shown.Text(step.Text))
            : draft.Node(GraphNodeKind.Route, $"transport {Shown.Text(transport)}", Shown.Text(nextHop), $"{transport}:{nextHop}");
        if (transport.Length > 0) parent.Routes.Add($"{transport}:{nextHop}");
        draft.Edge(parent, node, GraphEdgeKind.Delivery, list, place);
    }

    private static string Fact(ExplanationNode node, string name) => node.Facts.FirstOrDefault(fact => fact.Name == name).Value ?? "";
}
