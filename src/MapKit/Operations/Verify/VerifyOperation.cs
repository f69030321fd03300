using MapKit.Concurrency;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Operations.Verify;

/// <summary>Checks a map: its structure, and that it agrees with its source. The verb <c>verify</c>, without a terminal.</summary>
public static class VerifyOperation
{
    /// <summary>Checks a map file.</summary>
    /// <param name="path">The map.</param>
    /// <param name="options">How.</param>
    /// <exception cref="MapFormatException">Not a map, or a kind of map that cannot be read.</exception>
    /// <exception cref="IOException">The map or the source cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static VerifyResult Run(string path, VerifyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var bytes = MapFile.OpenBytes(path);
        var comparison = options.SourcePath is null || !OtherThreads.AreAvailable ? null : Task.Run(() => LoadSound(bytes, options));
        MapVerification structure;
        try
        {
            structure = MapVerification.Verify(bytes, options.Database);
        }
        finally
        {
            // What it finds of a damaged map is not used.
            comparison?.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        }

        if (options.OnProblem is { } onProblem) foreach (var problem in structure.Problems) onProblem(problem);
        if (structure.IsSound && options.SourcePath is not null && comparison is not null) return Compare(structure, comparison.GetAwaiter().GetResult(), options);

        var records = structure.IsSound ? new MapWalk(Open(bytes, options.Database)) : new MapWalk(options.Database is null ? MapSalvage.Create(bytes).Records : []);
        // In a damaged file the salvaged records are those of all its databases.
        if (options.SourcePath is null || (options.Database is not null && !structure.IsSound)) return new VerifyResult(structure, records.Records.LongCount(), null, 0);
        return Compare(structure, Load(records, options, structure.Type), options);
    }

    private static SourceComparison LoadSound(MapBytes bytes, VerifyOptions options)
    {
        var map = Open(bytes, options.Database);
        return Load(new MapWalk(map), options, map.Type);
    }

    private static SourceComparison Load(MapWalk records, VerifyOptions options, MapType type)
    {
        var comparison = new SourceComparison(type, records, options);
        comparison.Load(options.SourcePath!);
        return comparison;
    }

    private static VerifyResult Compare(MapVerification structure, SourceComparison comparison, VerifyOptions options)
    {
        options.OnStep?.Invoke("comparing with the source");
        comparison.Compare();
        return new VerifyResult(structure, comparison.Records, options.SourcePath, comparison.Differences);
    }

    private static IMapReader Open(MapBytes bytes, string? database) => database is null ? MapFile.OpenAsPostfix(bytes) : MapFile.Open(bytes, database);

    /// <summary>The source of a map file by its name: the name without the suffix.</summary>
    /// <param name="path">The map.</param>
    /// <returns>The path of an existing file, or null.</returns>
    public static string? FindSource(string path) => MapTypes.SourceOf(path);
}

/// <summary>The result of <see cref="VerifyOperation"/>.</summary>
/// <param name="Structure">The problems of the file itself.</param>
/// <param name="Records">Records in the map; for a damaged map those that can be read.</param>
/// <param name="Source">The source that the map was compared with, or null.</param>
/// <param name="Differences">Number of differences from the source.</param>
public sealed record VerifyResult(MapVerification Structure, long Records, string? Source, long Differences)
{
    /// <summary>Whether the map is sound and agrees with its source.</summary>
    public bool IsGood => Structure.IsSound && Differences == 0;
}
