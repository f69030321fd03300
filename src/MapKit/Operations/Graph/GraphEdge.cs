using MapKit.Delivery.Searching;

namespace MapKit.Operations.Graph;

/// <summary>An edge of a picture.</summary>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it leads to.</param>
/// <param name="Kind">What it is.</param>
internal sealed record GraphEdge(string From, string To, GraphEdgeKind Kind)
{
    /// <summary>The parameter that decides; empty if none does.</summary>
    public string Label { get; init; } = "";

    /// <summary>The line that decides; null if none does.</summary>
    public EntryPlace? Place { get; init; }

    /// <summary>Whether it is a part of a loop that Postfix ends.</summary>
    public bool IsLoop { get; init; }
}

/// <summary>What an edge is.</summary>
internal enum GraphEdgeKind
{
    /// <summary>An address becomes another, or several.</summary>
    Rewriting,

    /// <summary>An address has a route.</summary>
    Delivery,

    /// <summary>Mail is bounced, rejected or deferred.</summary>
    Failure,
}
