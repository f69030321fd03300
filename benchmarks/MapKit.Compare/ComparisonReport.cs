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
    private const double MemoryGoal = 2.5;

    /// <summary>The tables.</summary>
    public string Tables()
    {
        var text = new StringBuilder();
        if (Works.Count > 0) text.Append(WorkTable());
        if (Works.Any(result => result.Work.Maps is not null)) text.Append('\n').Append(MemoryTable());
        if (Lookups.Count > 0) text.Append('\n').Append(LookupTable());
        return text.ToString();
    }

    /// <summary>The page for the documents.</summary>
    public string Page() => $"""
        # Measured against Postfix's tools

        Whole processes, from before the start until after the end, default options (findings on, fsync on), ours and the peer's
        in turn, {Runs} runs after a warm-up; times are medians. All of it was measured {(Rounds == 1 ? "once" : $"{Rounds} times; each line is the round in which ours did worst")}. Ours is the NativeAOT command, the peer the installed postmap.
        Table: {Figures.Count(Entries)} entries of a made-up transport table, keys in mixed case and no order, {Figures.Text(SourceBytes / 1e6)} MB, seed {Seed}.
        Dumps and queries read the same file, made by postmap, and print the same; compiled maps hold the same records.
        The floor: `cat` of what is read, and a sequential write with fsync of as many bytes as are written.

        {Tables()}
        ![Times relative to Postfix's tools](benchmarks.svg)

        {ReportPage.Of(Machine)}
        """ + "\n";

    private string WorkTable()
    {
        var columns = new Columns("work", "goal", "ratio", "rounds", "reached", "ours", "spread", "peer", "spread", "floor", "memory", "peer's");
        foreach (var result in Works)
        {
            var name = result.Work.Against is { } against ? $"{result.Work.Name} (against {against})" : result.Work.Name;
            columns.Add(
                name, Figures.Times(result.Work.Goal), Figures.Times(result.Ratio), string.Join(' ', result.Ratios.Select(ratio => Figures.Text(ratio))), result.IsReached ? "yes" : "no",
                Figures.Time(result.Ours.Median), Figures.Spread(result.Ours), Figures.Time(result.Peer.Median), Figures.Spread(result.Peer),
                Figures.Time(result.Floor.Median), Figures.Memory(result.OurMemory), Figures.Memory(result.PeerMemory));
        }

        return columns.ToString();
    }

    private string MemoryTable()
    {
        var columns = new Columns("peak memory", "goal", "of the source", "reached");
        foreach (var result in Works.Where(result => result.Work.Maps is not null))
        {
            var ratio = (double)result.OurMemory / result.SourceBytes;
            columns.Add(result.Work.Name, "at most " + Figures.Times(MemoryGoal), Figures.Times(ratio), ratio <= MemoryGoal ? "yes" : "no");
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
