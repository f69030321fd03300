namespace MapKit.Operations.Graph;

/// <summary>What becomes of mail for a domain, in words that are the same for domains with the same answer.</summary>
internal sealed class DomainAnswer
{
    private const string Itself = "the domain itself";

    private DomainAnswer(string domain, DraftNode address, IReadOnlyList<DraftEdge> ends)
    {
        Domain = domain;
        Class = address.Class;
        Routes = [.. address.Routes.Select(WithoutName)];
        Ends = ends;
        Signature = string.Join('\n', [Class, .. Routes, .. ends.Where(IsPartOfAnswer).Select(TextOf).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The domain.</summary>
    public string Domain { get; }

    /// <summary>The address class.</summary>
    public string Class { get; }

    /// <summary>The routes.</summary>
    public IReadOnlyList<string> Routes { get; }

    /// <summary>The edges to the ends.</summary>
    public IReadOnlyList<DraftEdge> Ends { get; }

    /// <summary>The same for the same answer.</summary>
    public string Signature { get; }

    /// <summary>The answer for an address.</summary>
    /// <param name="domain">Its domain.</param>
    /// <param name="draft">The graph.</param>
    /// <param name="address">Its node, which leads to no other address.</param>
    public static DomainAnswer From(string domain, GraphDraft draft, DraftNode address) => new(domain, address, [.. draft.Edges.Where(edge => edge.From == address)]);

    /// <summary>The title of an end as it is for every domain with the answer.</summary>
    public string TitleOf(DraftNode end) => WithoutName(end.Title);

    private string TextOf(DraftEdge edge) => string.Join('\t', edge.To.Kind == GraphNodeKind.Route ? edge.To.Details : [edge.To.Caption, TitleOf(edge.To), .. edge.To.Details]);

    /// <summary>The mailboxes of users belong to the users, and not to the answer; the routes are in it already.</summary>
    private static bool IsPartOfAnswer(DraftEdge edge) => edge.To.Kind switch
    {
        GraphNodeKind.Mailbox or GraphNodeKind.Command or GraphNodeKind.Include => false,
        GraphNodeKind.Route => edge.To.Details.Count > 0,
        _ => true,
    };

    /// <summary>A next hop that is the domain is the same answer for every domain. The one of local(8) is the name of this host.</summary>
    private string WithoutName(string text) =>
        Class == "local" ? text
        : text.Equals(Domain, StringComparison.OrdinalIgnoreCase) ? Itself
        : text.EndsWith($":{Domain}", StringComparison.OrdinalIgnoreCase) ? string.Concat(text.AsSpan(0, text.Length - Domain.Length), Itself)
        : text;
}
