namespace MapKit.Delivery;

/// <summary>What Postfix does with an address, and why.</summary>
/// <param name="Outcome">How it ends.</param>
/// <param name="Results">What comes out, text for people: addresses, destinations, a route, an action.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record Explanation(ExplainOutcome Outcome, IReadOnlyList<string> Results, IReadOnlyList<ExplanationNode> Steps)
{
    /// <summary>The value that answered, as the table has it; null if there is none or it is a secret.</summary>
    public string? Value { get; init; }
}

/// <summary>How an explanation ends.</summary>
public enum ExplainOutcome
{
    /// <summary>A table answered.</summary>
    Found,

    /// <summary>No table has an answer.</summary>
    NotFound,

    /// <summary>A table cannot be asked, or Postfix cannot use an answer.</summary>
    Trouble,
}
