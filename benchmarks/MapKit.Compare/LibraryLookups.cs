using System.Diagnostics;
using System.Text;
using MapKit.Maps;

namespace MapKit.Compare;

/// <summary>Lookups in a map that is open in this process, by some threads at once.</summary>
internal static class LibraryLookups
{
    private const int LookupCount = 1_000_000;

    /// <summary>Looks up keys by chance, after a round in which pages are read and code is compiled.</summary>
    /// <param name="map">A hash map of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="threads">Each does all lookups.</param>
    /// <param name="runs">How often.</param>
    public static LookupResult Measure(string map, TransportTable table, int threads, int runs)
    {
        // The keys as they are stored.
        var keys = Enumerable.Range(0, LookupCount).Select(draw => Encoding.ASCII.GetBytes(table.Key(table.Pick(draw)).ToLowerInvariant() + "\0")).ToArray();
        using var reader = MapFile.Open(map);
        LookUp(reader, keys, 0);
        var result = new LookupResult(threads, LookupCount);
        for (var run = 0; run < runs; run++)
        {
            var allocated = new long[threads];
            var started = Stopwatch.GetTimestamp();
            var others = Enumerable.Range(1, threads - 1).Select(thread => Task.Factory.StartNew(
                () => allocated[thread] = LookUp(reader, keys, thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            allocated[0] = LookUp(reader, keys, 0);
            Task.WaitAll(others);
            result.Seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            result.AllocatedBytes = Math.Max(result.AllocatedBytes, allocated.Sum());
        }

        return result;
    }

    // Each thread begins at another key.
    private static long LookUp(IMapReader reader, byte[][] keys, int thread)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var first = keys.Length / 2 * thread;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[(first + i) % keys.Length];
            if (!reader.TryGet(key, out _)) throw new ComparisonException($"{Encoding.ASCII.GetString(key)} is not in the map");
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
