using System.Collections.Concurrent;
using System.Globalization;

namespace MapKit.Tests.Maps;

/// <summary>
/// Many runs of one thing, each from a seed of its own, on all processors. MAPKIT_SETS says how many sets of records, and as many
/// damaged files, are tried in all; MAPKIT_SEED where the seeds begin. With MAPKIT_SETS=1 each test makes one run, of that seed.
/// </summary>
internal static class RandomRuns
{
    /// <summary>Sets that are tried where MAPKIT_SETS says nothing: of records as of damaged files.</summary>
    public const int UsualSets = 20_000;

    private const int ReportedFailures = 5;

    /// <summary>How many runs; at least one of each thing that shares them.</summary>
    /// <param name="usual">Where nothing else is said: a share of <see cref="UsualSets"/>.</param>
    public static int Count(int usual) =>
        Variable("MAPKIT_SETS") is { } sets ? (int)Math.Max(1, (long)sets * usual / UsualSets) : usual;

    public static int FirstSeed { get; } = Variable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear * 100_000;

    /// <summary>Runs a thing for each seed; fails with the seeds for which it failed.</summary>
    public static void All(ITestOutputHelper log, int usual, Action<int> run)
    {
        var count = Count(usual);
        log.WriteLine($"MAPKIT_SEED={FirstSeed}, {count} runs");
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            try
            {
                run(seed);
            }
            catch (Exception failure)
            {
                failures.Enqueue($"MAPKIT_SEED={seed} MAPKIT_SETS=1\n{failure}");
                if (failures.Count >= ReportedFailures) state.Stop();
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private static int? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
