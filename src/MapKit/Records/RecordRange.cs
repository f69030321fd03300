namespace MapKit.Records;

/// <summary>A range of consecutive records of an order.</summary>
/// <param name="First">The first, counted from 0.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RecordRange(int First, int Count)
{
    /// <summary>All records, some at a time.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="atOnce">How many a range has, but for the last.</param>
    public static IEnumerable<RecordRange> Split(int count, int atOnce)
    {
        for (var first = 0; first < count; first += Math.Min(atOnce, count - first)) yield return new(first, Math.Min(atOnce, count - first));
    }
}
