namespace MapKit.Compare;

/// <summary>Measured seconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _seconds = [];

    /// <summary>The seconds in the order in which they were measured.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    /// <summary>Whether nothing was measured.</summary>
    public bool IsEmpty => _seconds.Count == 0;

    /// <summary>The middle one, 0 if there is none, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            if (IsEmpty) return 0;
            var sorted = _seconds.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    /// <summary>The shortest.</summary>
    public double Least => IsEmpty ? 0 : _seconds.Min();

    /// <summary>The longest.</summary>
    public double Most => IsEmpty ? 0 : _seconds.Max();

    /// <summary>Takes one more.</summary>
    public void Add(double seconds) => _seconds.Add(seconds);
}
