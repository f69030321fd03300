using System.Collections.Concurrent;
using System.Diagnostics;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>
/// Kills a command at each system call it makes on the map's folder, each time in a fresh folder. Whatever the call, the map must
/// then be the old or the new one as a whole, and the next run must work and leave nothing but what an undisturbed run leaves.
/// strace counts the calls of a name for each thread, and whichever thread first comes to the number is killed: a call can be
/// reached only if no other thread of the command has made as many calls of that name before. If so, this fails and says which.
/// </summary>
internal sealed class KillAtEveryCall
{
    private const int Tries = 3;

    /// <summary>How many runs at a time.</summary>
    private const int Parallelism = 2;

    private readonly InterruptedCommand _interrupted;
    private readonly TimeSpan _limit;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private readonly string _oldMap;
    private readonly string _newMap;
    private readonly IReadOnlyList<string> _namesAfter;
    private readonly HashSet<string> _lastingNames;
    private readonly SystemCallTrace _undisturbed;
    private readonly ConcurrentDictionary<CallPlace, bool> _covered = new();
    private int _runs;

    private KillAtEveryCall(InterruptedCommand interrupted, TimeSpan limit)
    {
        _interrupted = interrupted;
        _limit = limit;
        using var run = new TracedRun(interrupted);
        _oldMap = run.ReadMap();
        _lastingNames = [.. run.Names];
        var result = run.Trace();
        Assert.True(result.ExitCode == 0, $"the undisturbed run: {result.Output}{result.Error}");
        _newMap = run.ReadMap();
        Assert.NotEqual(_oldMap, _newMap);
        _namesAfter = run.Names;
        _lastingNames.UnionWith(_namesAfter);
        _undisturbed = run.ReadTrace(_lastingNames);
    }

    /// <summary>Does it; fails where the map was neither the old nor the new one, or where a call could not be reached.</summary>
    /// <param name="interrupted">The command.</param>
    /// <param name="limit">The time after which it gives up, and fails.</param>
    public static InterruptionReport Run(InterruptedCommand interrupted, TimeSpan limit) =>
        new KillAtEveryCall(interrupted, limit).Run();

    private InterruptionReport Run()
    {
        var calls = _undisturbed.Calls.Where(call => call.IsInFolder).ToArray();
        Assert.NotEmpty(calls);
        var missed = new ConcurrentQueue<CallPlace>();
        Parallel.ForEach(calls, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, call =>
        {
            if (!TryKillAt(call)) missed.Enqueue(call.Place);
        });

        var report = new InterruptionReport(
            [.. calls.Select(call => call.Place).Where(_covered.ContainsKey)], _runs, _elapsed.Elapsed);
        Assert.True(missed.IsEmpty, $"{calls.Length} calls, not reached: {string.Join("; ", missed)}\n{report}");
        return report;
    }

    /// <summary>
    /// Kills at the call or, where threads have made the count differ from that of the undisturbed run, elsewhere, and tries again.
    /// </summary>
    private bool TryKillAt(SystemCall call)
    {
        var occurrence = call.Occurrence;
        for (var attempt = 0; attempt < Tries && !_covered.ContainsKey(call.Place); attempt++)
        {
            Assert.True(_elapsed.Elapsed < _limit, $"out of time at {call.Place}, with {_covered.Count} kill points covered");
            var trace = KillOnce(call.Place.Name, occurrence);
            if (trace.KilledIn(call.Place.Name, occurrence) is { } killed) _covered.TryAdd(killed.Place, true);
            occurrence = CorrectedOccurrence(call, occurrence, trace);
        }

        return _covered.ContainsKey(call.Place);
    }

    private SystemCallTrace KillOnce(string name, int occurrence)
    {
        Interlocked.Increment(ref _runs);
        using var run = new TracedRun(_interrupted);
        run.Kill(name, occurrence);
        var trace = run.ReadTrace(_lastingNames);
        var when = trace.KilledIn(name, occurrence) is { } killed ? $"killed at {killed.Place}" : "not killed";

        var map = run.ReadMap();
        Assert.True(map == _oldMap || map == _newMap, $"{when}: the map is neither the old nor the new one:\n{map}");

        var next = run.Run();
        Assert.True(next.ExitCode == 0, $"{when}: the next run says {next.Output}{next.Error}");
        Assert.True(run.ReadMap() == _newMap, $"{when}: after the next run the map is not the new one:\n{run.ReadMap()}");
        Assert.True(
            run.Names.SequenceEqual(_namesAfter), $"{when}: the next run leaves {string.Join(", ", run.Names)}");
        return trace;
    }

    /// <summary>Where the call is likely to be met next time, judging by a run that missed it.</summary>
    private int CorrectedOccurrence(SystemCall call, int tried, SystemCallTrace trace)
    {
        // The run went past it: there it was.
        if (Find(trace, call.Place) is { } passed) return passed.Occurrence;

        // It was killed before: by as much as the call it was killed at has moved, this one may have.
        return trace.KilledIn(call.Place.Name, tried) is { } killed && Find(_undisturbed, killed.Place) is { } before
            ? call.Occurrence + tried - before.Occurrence
            : call.Occurrence;
    }

    private static SystemCall? Find(SystemCallTrace trace, CallPlace place) =>
        trace.Calls.FirstOrDefault(call => call.Place == place);
}
