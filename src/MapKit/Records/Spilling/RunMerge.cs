namespace MapKit.Records.Spilling;

/// <summary>Merges all runs of a file in their order.</summary>
internal sealed class RunMerge : IComparer<RunReader>
{
    private const int LargestBuffer = 1 << 20;
    private const int SmallestBuffer = 1 << 16;

    private readonly IRunOrder _order;
    private readonly PriorityQueue<RunReader, RunReader> _others;
    private RunReader? _current;
    private bool _hasBegun;

    /// <summary>Creates a reader before the first record.</summary>
    /// <param name="file">The runs.</param>
    /// <param name="order">Their order.</param>
    /// <param name="memory">Bytes that may be taken.</param>
    public RunMerge(RunFile file, IRunOrder order, long memory)
    {
        _order = order;
        _others = new PriorityQueue<RunReader, RunReader>(this);
        var buffer = (int)Math.Clamp(memory / Math.Max(1, file.Runs.Count), SmallestBuffer, LargestBuffer);
        foreach (var (start, end) in file.Runs)
        {
            var run = new RunReader(file, start, end, buffer);
            if (run.MoveNext()) _others.Enqueue(run, run);
        }
    }

    /// <summary>The record.</summary>
    public RunReader Current => _current!;

    /// <summary>Moves to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            return _others.TryDequeue(out _current, out _);
        }

        if (_current is null) return false;

        // If the next record is from the same run, the other runs are not touched.
        if (!_current.MoveNext()) return _others.TryDequeue(out _current, out _);
        if (_others.TryPeek(out var best, out _) && Compare(best, _current) < 0) _current = _others.EnqueueDequeue(_current, _current);
        return true;
    }

    /// <summary>Compares the records at which two runs are.</summary>
    public int Compare(RunReader? x, RunReader? y)
    {
        if (x!.Rank != y!.Rank) return x.Rank < y.Rank ? -1 : 1;
        var difference = _order.CompareAlike(x.Key, y.Key);
        return difference != 0 ? difference : x.Line.CompareTo(y.Line);
    }
}
