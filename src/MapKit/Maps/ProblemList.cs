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

    /// <summary>Whether the list is full. Then one further problem per page is enough, so that a file with many problems takes no longer.</summary>
    public bool IsFull => _problems.Count == MapVerification.ProblemLimit;

    /// <summary>Adds the exception of a reader.</summary>
    public void Add(MapFormatException problem)
    {
        Count++;
        if (IsFull) return;
        var field = problem.Offset is { } offset ? FieldAt?.Invoke(problem.Page, offset) : null;
        _problems.Add(new MapProblem(problem.Reason, problem.Page, problem.Offset, field));
    }

    /// <summary>Runs a step of a check; its exception is added as a problem.</summary>
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
