using System.Text;

namespace MapKit.Compare;

/// <summary>What a comparison found, as text for a terminal and for <c>docs/benchmarks.md</c>.</summary>
/// <param name="Machine">Where it was measured.</param>
/// <param name="Entries">Entries of the table.</param>
/// <param name="Seed">The seed of the table.</param>
/// <param name="SourceBytes">Bytes of the table.</param>
/// <param name="Runs">Runs of each, after the warm-up.</param>
/// <param name="Rounds">How often all of it was measured.</param>
/// <param name="Works">The pieces of work.</param>
/// <param name="Lookups">The lookups by the library.</param>
internal sealed record ComparisonReport(
    Machine Machine, int Entries, int Seed, long SourceBytes, int Runs, int Rounds, IReadOnlyList<WorkResult> Works, IReadOnlyList<LookupResult> Lookups)
{
    private const double LookupGoal = 1_500_000;

    /// <summary>The tables.</summary>
    public string Tables()
    {
        var text = new StringBuilder();
        if (Works.Count > 0) text.Append(WorkTable());
        if (Lookups.Count > 0) text.Append('\n').Append(LookupTable());
        return text.ToString();
    }

    /// <summary>The page for the documents.</summary>
    public string Page() => $"""
        # Measured against Postfix's tools

        Whole processes, from before the start until after the end, default options (findings on, fsync on), ours, the peer's and the
        floor in turn, {Runs} runs after a warm-up; times are medians. All of it was measured {(Rounds == 1 ? "once" : $"{Rounds} times; each line is the round in which ours took longest")}.
        Ours is the NativeAOT command, the peer the installed postmap, or what is named. The machine has {Machine.Processors} processors, on which
        {Figures.Text(Machine.Load)} processes wanted to run in the minute before the start and {Figures.Text(Machine.LoadAtEnd)} at the end.
        Table: {Figures.Count(Entries)} entries of a made-up transport table, keys in mixed case and no order, {Figures.Text(SourceBytes / 1e6)} MB, seed {Seed}.
        Dumps, queries, verify and convert read maps made by postmap; dumps and queries print what the peer prints, compiled maps hold the same records.
        The floor: `cat` of what is read, and a sequential write with fsync of as many bytes as are written; of a table of one line, a
        native program that does nothing. Memory is the largest resident memory, and how many times the table that is.

        {Tables()}
        ![Times relative to Postfix's tools](benchmarks.svg)

        {ReportPage.Of(Machine)}
        """ + "\n";

    private string WorkTable()
    {
        var columns = new Columns("work", "goal", "ours", "of floor", "floor", "memory", "goal", "reached", "rounds", "spread", "peer", "ratio", "peer's memory");
        foreach (var result in Works)
        {
            var hasPeer = result.Ratio is not null;
            columns.Add(
                result.Work.Against is { } against ? $"{result.Work.Name} (peer: {against})" : result.Work.Name,
                result.Work.Target.Time(), Figures.Time(result.Ours.Median), Figures.Times(result.OfFloor), Figures.Time(result.Floor.Median),
                $"{Figures.Memory(result.OurMemory)}, {Figures.Times((double)result.OurMemory / result.SourceBytes)}", result.Work.Target.Memory(), result.IsReached ? "yes" : "no",
                string.Join(", ", result.Rounds.Select(Figures.Time)), Figures.Spread(result.Ours),
                hasPeer ? Figures.Time(result.Peer.Median) : "-", result.Ratio is { } ratio ? Figures.Times(ratio) : "-", hasPeer ? Figures.Memory(result.PeerMemory) : "-");
        }

        return columns.ToString();
    }

    private string LookupTable()
    {
        var columns = new Columns("lookups in an open hash map", "goal", "lookups/s", "reached", "spread", "allocated");
        foreach (var result in Lookups)
        {
            columns.Add(
                result.Threads == 1 ? "1 thread" : $"{result.Threads} threads",
                result.Threads == 1 ? "1.5 million" : "more with each processor",
                Figures.Count((long)result.PerSecond),
                result.PerSecond > (result.Threads == 1 ? LookupGoal : Lookups[0].PerSecond) ? "yes" : "no",
                Figures.Spread(result.Seconds), $"{result.AllocatedBytes} bytes");
        }

        return columns.ToString();
    }
}
