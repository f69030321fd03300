namespace MapKit.Maps;

/// <summary>Collects the problems of a file, up to a limit, and counts the rest.</summary>
internal sealed class ProblemList
{
    private readonly List<MapProblem> _problems = [];

    /// <summary>Names the field at an offset of the file, given its page; null until the format is known.</summary>
    public Func<long?, long, string?>? FieldAt { get; set; }

    /// <summary>The problems in the order in which they were found.</summary>
    public IReadOnlyList<MapProblem> Problems => _problems;

    /// <summary>Number of problems, listed or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether no more is listed. Then it is enough to find one further problem in a page, so that a file full of them takes no longer.</summary>
    public bool IsFull => _problems.Count == MapVerification.ProblemLimit;

    /// <summary>Adds what a reader would throw.</summary>
    public void Add(MapFormatException problem)
    {
        Count++;
        if (IsFull) return;
        var field = problem.Offset is { } offset ? FieldAt?.Invoke(problem.Page, offset) : null;
        _problems.Add(new MapProblem(problem.Reason, problem.Page, problem.Offset, field));
    }

    /// <summary>Does a step of a check; what it throws is a problem.</summary>
    /// <returns>Whether there was none.</returns>
    public bool Try(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (MapFormatException problem)
        {
            Add(problem);
            return false;
        }
    }
}
