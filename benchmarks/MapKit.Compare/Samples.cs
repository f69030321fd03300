namespace MapKit.Compare;

/// <summary>Measured seconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _seconds = [];

    /// <summary>The seconds in the order in which they were measured.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            var sorted = _seconds.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    /// <summary>The shortest.</summary>
    public double Least => _seconds.Min();

    /// <summary>The longest.</summary>
    public double Most => _seconds.Max();

    /// <summary>Takes one more.</summary>
    public void Add(double seconds) => _seconds.Add(seconds);
}
