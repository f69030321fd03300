namespace MapKit.Delivery.Searching;

/// <summary>A search in a list of tables: the lookups in order, up to the first answer.</summary>
/// <param name="List">The name of the list: the parameter that names it, or the format.</param>
/// <param name="Subject">The subject of the search, one character per byte.</param>
/// <param name="Tables">The tables, as <c>type:name</c>.</param>
/// <param name="Steps">The questions.</param>
public sealed record Search(string List, string Subject, IReadOnlyList<string> Tables, IReadOnlyList<SearchStep> Steps)
{
    /// <summary>The successful lookup, or null.</summary>
    public SearchStep? Answer => Steps.Count > 0 && Steps[^1].Outcome == SearchOutcome.Found ? Steps[^1] : null;

    /// <summary>The lookup that ended the search without an answer, or null.</summary>
    public SearchStep? Failure => Steps.Count > 0 && Steps[^1].Outcome == SearchOutcome.Failed ? Steps[^1] : null;

    /// <summary>Whether an earlier table that could have answered could not be queried.</summary>
    public bool IsUncertain => Steps.Any(step => step.Outcome == SearchOutcome.Unanswerable);
}
