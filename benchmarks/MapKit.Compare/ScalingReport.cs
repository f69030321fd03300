namespace MapKit.Compare;

/// <summary>How time and memory grow with the table, as text for a terminal and for <c>docs/scaling.md</c>.</summary>
/// <param name="Machine">Where it was measured.</param>
/// <param name="Seed">The seed of the tables.</param>
/// <param name="Points">What was measured.</param>
internal sealed record ScalingReport(Machine Machine, int Seed, IReadOnlyList<ScalingPoint> Points)
{
    private const int Million = 1_000_000;
    private const int TenMillion = 10_000_000;
    private const double TimeGoal = 12;
    private const double MemoryGoal = 10;

    /// <summary>The tables.</summary>
    public string Tables()
    {
        var columns = new Columns("compile", "entries", "program", "time", "an entry", "memory", "an entry", "of the source");
        foreach (var point in Points.OrderBy(point => point.Type, StringComparer.Ordinal).ThenBy(point => point.Program, StringComparer.Ordinal).ThenBy(point => point.Entries))
        {
            columns.Add(
                point.Type, Figures.Count(point.Entries), point.Program, Figures.Time(point.Seconds), Figures.Text(point.Seconds / point.Entries * 1e6) + " µs",
                Figures.Memory(point.MemoryBytes), Figures.Text((double)point.MemoryBytes / point.Entries) + " bytes", Figures.Times((double)point.MemoryBytes / point.SourceBytes));
        }

        return Points.Any(point => point.Entries == TenMillion) ? $"{columns}\n{GrowthTable()}" : columns.ToString();
    }

    /// <summary>The page for the documents.</summary>
    public string Page() => $"""
        # How time and memory grow

        Compilations of made-up transport tables of a thousand to ten million entries (seed {Seed}) to new maps, whole processes,
        default options. One run of the largest, the median of several of the others.

        {Tables()}
        ![Time and memory of an entry](scaling.svg)

        {ReportPage.Of(Machine)}
        """ + "\n";

    private string GrowthTable()
    {
        var columns = new Columns("10,000,000 entries to 1,000,000", "time", "goal", "memory", "goal", "reached");
        foreach (var small in Points.Where(point => point.Entries == Million))
        {
            if (Points.FirstOrDefault(point => point.Entries == TenMillion && point.Type == small.Type && point.Program == small.Program) is not { } large) continue;
            var (time, memory) = (large.Seconds / small.Seconds, (double)large.MemoryBytes / small.MemoryBytes);
            columns.Add(
                $"{small.Program} {small.Type}", Figures.Times(time), Figures.Times(TimeGoal), Figures.Times(memory), Figures.Times(MemoryGoal),
                time <= TimeGoal && memory <= MemoryGoal ? "yes" : "no");
        }

        return columns.ToString();
    }
}
