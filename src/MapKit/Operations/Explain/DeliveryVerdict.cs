using MapKit.Delivery;

namespace MapKit.Operations.Explain;

/// <summary>
/// What becomes of a message, as a line of expectations words it: <c>bounced [STATUS]</c>, <c>rejected [REPLY]</c>, <c>deferred [STATUS]</c>,
/// <c>discarded</c>, <c>held</c>, or <c>relayed ROUTE [as USER]</c>.
/// </summary>
internal sealed class DeliveryVerdict
{
    private const string Bounced = "bounced";
    private const string Rejected = "rejected";
    private const string Deferred = "deferred";
    private const string Relayed = "relayed";

    private readonly string _word;
    private readonly string _detail;

    private DeliveryVerdict(string word, string detail) => (_word, _detail) = (word, detail);

    /// <summary>Reads a verdict.</summary>
    /// <param name="text">The expected result.</param>
    /// <returns>Null if the text is a result of another kind, such as a route.</returns>
    public static DeliveryVerdict? Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (word, detail) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
        return word switch
        {
            Bounced or Rejected or Deferred => new DeliveryVerdict(word, detail),
            Relayed when detail.Length > 0 => new DeliveryVerdict(word, detail),
            _ => null,
        };
    }

    /// <summary>Whether an explanation ends so. A message is bounced, rejected or deferred if that happens to any of its mail.</summary>
    /// <param name="explanation">The explanation.</param>
    public bool IsMetBy(Explanation explanation) => _word switch
    {
        Bounced => HasStatus(explanation, ExplanationKind.Bounce),
        Deferred => HasStatus(explanation, ExplanationKind.Deferral),
        Rejected => Nodes(explanation.Steps).Any(node => FactOf(node, "reply") is { } reply && (_detail.Length == 0 || reply == _detail || reply.StartsWith(_detail + " ", StringComparison.Ordinal))),
        _ => IsRelayed(explanation),
    };

    /// <summary>What becomes of the message, in the words of a verdict; null if it is delivered or nothing is known.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string? TextFor(Explanation explanation)
    {
        var nodes = Nodes(explanation.Steps).ToArray();
        if (Array.Find(nodes, node => FactOf(node, "reply") is not null) is { } rejection) return $"{Rejected} {FactOf(rejection, "reply")}";
        if (Array.Find(nodes, node => node.Kind == ExplanationKind.Bounce) is { } bounce) return $"{Bounced} {FactOf(bounce, "status")}".TrimEnd();
        return Array.Find(nodes, node => node.Kind == ExplanationKind.Deferral) is { } deferral ? $"{Deferred} {FactOf(deferral, "status")}".TrimEnd() : null;
    }

    private bool HasStatus(Explanation explanation, ExplanationKind kind) =>
        Nodes(explanation.Steps).Any(node => node.Kind == kind && (_detail.Length == 0 || FactOf(node, "status") == _detail));

    private bool IsRelayed(Explanation explanation)
    {
        if (explanation.Outcome != ExplainOutcome.Found) return false;
        var parts = _detail.Split(" as ", 2, StringSplitOptions.TrimEntries);
        var users = Nodes(explanation.Steps).Where(node => node.Kind == ExplanationKind.Credentials).Select(node => FactOf(node, "user")).Distinct();
        return explanation.Results is [var route] && route == parts[0] && (parts.Length == 1 || users.SequenceEqual([parts[1]]));
    }

    private static string? FactOf(ExplanationNode node, string name) => node.Facts.Where(fact => fact.Name == name).Select(fact => fact.Value).FirstOrDefault();

    private static IEnumerable<ExplanationNode> Nodes(IEnumerable<ExplanationNode> nodes) => nodes.SelectMany(node => Nodes(node.Children).Prepend(node));
}
