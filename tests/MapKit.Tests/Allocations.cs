namespace MapKit.Tests;

/// <summary>Holds a promise to allocate nothing.</summary>
public static class Allocations
{
    private const int Rounds = 10;

    /// <summary>
    /// The bytes that some work allocates. The least of ten rounds: when other threads allocate and collect, the counter may
    /// jump by up to 8 KiB; work that allocates does so in every round.
    /// </summary>
    public static long Of(Action work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
