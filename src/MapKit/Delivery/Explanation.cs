namespace MapKit.Delivery;

/// <summary>What Postfix does with an address, and why.</summary>
/// <param name="Outcome">How it ends.</param>
/// <param name="Results">The results as text: addresses, destinations, a route, an action.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record Explanation(ExplainOutcome Outcome, IReadOnlyList<string> Results, IReadOnlyList<ExplanationNode> Steps)
{
    /// <summary>The value found in the table; null if there is none or it is a secret.</summary>
    public string? Value { get; init; }
}

/// <summary>The outcome of an explanation.</summary>
public enum ExplainOutcome
{
    /// <summary>A table answered.</summary>
    Found,

    /// <summary>No table has an answer.</summary>
    NotFound,

    /// <summary>A table cannot be queried, or Postfix cannot use an answer.</summary>
    Trouble,
}
