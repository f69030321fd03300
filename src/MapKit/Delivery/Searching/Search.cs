namespace MapKit.Delivery.Searching;

/// <summary>A search of a list of tables for something: the questions in their order, up to the first answer.</summary>
/// <param name="List">What the list is: the parameter that names it, or the format.</param>
/// <param name="Subject">What is looked for, one character per byte.</param>
/// <param name="Tables">The tables, as <c>type:name</c>.</param>
/// <param name="Steps">The questions.</param>
public sealed record Search(string List, string Subject, IReadOnlyList<string> Tables, IReadOnlyList<SearchStep> Steps)
{
    /// <summary>The question that was answered, or null.</summary>
    public SearchStep? Answer => Steps.Count > 0 && Steps[^1].Outcome == SearchOutcome.Found ? Steps[^1] : null;

    /// <summary>The question that ended the search without an answer, or null.</summary>
    public SearchStep? Failure => Steps.Count > 0 && Steps[^1].Outcome == SearchOutcome.Failed ? Steps[^1] : null;

    /// <summary>Whether a table that could not be asked may have answered before.</summary>
    public bool IsUncertain => Steps.Any(step => step.Outcome == SearchOutcome.Unanswerable);
}
