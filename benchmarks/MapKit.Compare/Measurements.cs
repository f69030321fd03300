using System.Text.Json;

namespace MapKit.Compare;

/// <summary>The whole road: tables, measurements, results.</summary>
internal static class Measurements
{
    /// <summary>The name by which <c>--only</c> asks for the lookups of the library.</summary>
    private const string Library = "library";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Measures what is asked for.</summary>
    /// <param name="options">What.</param>
    /// <param name="command">The command that was typed.</param>
    /// <returns>0, or 2 when there is nothing to compare.</returns>
    public static int Run(CompareOptions options, string command)
    {
        try
        {
            using var folder = new WorkFolder(options.Work);
            var programs = new Programs(options.Mapkit, "postmap", options.Empty, folder.Configuration);
            var runner = new ProcessRunner(folder.FullPath);
            var machine = Machine.Describe(programs, runner, folder.FullPath, command.TrimEnd());
            var works = new WorkList(programs, folder, [.. options.Only.Where(name => name != Library)]);
            var comparison = new Comparison(runner, programs, folder);
            Console.Error.WriteLine($"seed {options.Seed}, {Figures.Count(options.Entries)} entries, {options.Runs} runs, load {machine.Load}");
            if (options.Scale) Scale(options, machine, new ScalingRun(comparison, folder, works, options));
            else Compare(options, machine, folder, works, comparison);
            return 0;
        }
        catch (ComparisonException exception)
        {
            Console.Error.WriteLine($"compare: {exception.Message}");
            return 2;
        }
    }

    private static void Compare(CompareOptions options, Machine machine, WorkFolder folder, WorkList works, Comparison comparison)
    {
        var table = new TransportTable(options.Seed, options.Entries);
        folder.Write(table);
        var results = new List<WorkResult>();
        var lookups = new List<LookupResult>();
        var wantsWorks = options.Only.Count == 0 || options.Only.Any(name => name != Library);
        var wanted = wantsWorks ? works.Prepare(table) : [];
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var work in wanted)
            {
                var result = comparison.Measure(work, options.Runs);
                results.Add(result);
                Console.Error.WriteLine($"{work.Name}: {Figures.Time(result.Ours.Median)}, floor {Figures.Time(result.Floor.Median)}, peer {Figures.Time(result.Peer.Median)}, {Figures.Memory(result.OurMemory)}");
            }

            if (options.Only.Count > 0 && !options.Only.Contains(Library)) continue;
            ProcessRunner.Time(works.Compiles.Whole("hash").Ours);
            foreach (var threads in new[] { 1, 2 }) lookups.Add(LibraryLookups.Measure(folder.OurSource + WorkFolder.SuffixOf("hash"), table, threads, options.Runs));
        }

        var report = new ComparisonReport(
            machine with { LoadAtEnd = Machine.CurrentLoad() }, options.Entries, options.Seed, new FileInfo(folder.OurSource).Length, options.Runs, options.Rounds,
            [.. results.GroupBy(result => result.Work.Name).Select(rounds => WorkResult.WorstOf([.. rounds]))],
            [.. lookups.GroupBy(result => result.Threads).Select(rounds => rounds.MinBy(round => round.PerSecond)!)]);
        Console.Write(report.Tables());
        Write(options.Output, "benchmarks", report, report.Page(), ComparisonChart.Draw(report));
    }

    private static void Scale(CompareOptions options, Machine machine, ScalingRun run)
    {
        var points = run.Measure(point =>
            Console.Error.WriteLine($"{point.Program} {point.Type}, {Figures.Count(point.Entries)}: {Figures.Time(point.Seconds)}, {Figures.Memory(point.MemoryBytes)}"));
        var report = new ScalingReport(machine with { LoadAtEnd = Machine.CurrentLoad() }, options.Seed, points);
        Console.Write(report.Tables());
        Write(options.Output, "scaling", report, report.Page(), ScalingChart.Draw(report));
    }

    private static void Write<T>(string folder, string name, T report, string page, string drawing)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(report, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, name + ".md"), page);
        File.WriteAllText(Path.Combine(folder, name + ".svg"), drawing);
    }
}
