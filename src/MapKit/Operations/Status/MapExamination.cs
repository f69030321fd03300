using MapKit.Concurrency;
using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Compile;
using MapKit.Operations.Verify;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Operations.Status;

/// <summary>A complete examination of a map file: its type, its structure, and its differences from the source.</summary>
internal sealed record MapExamination
{
    /// <summary>Maximum number of attempts to read a map that is rewritten meanwhile.</summary>
    private const int MostAttempts = 3;

    /// <summary>How long to wait for another writer's lock.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>The type according to the content; null for a file that is not a map.</summary>
    public MapType? Type { get; private init; }

    /// <summary>The first problem of the file; null if it is sound.</summary>
    public string? Damage { get; private init; }

    /// <summary>Whether the file was rewritten in each attempt.</summary>
    public bool IsChanging { get; private init; }

    /// <summary>Records in the file; 0 if it is not sound.</summary>
    public long Entries { get; private init; }

    /// <summary>Keys that only the source has.</summary>
    public long Missing { get; private init; }

    /// <summary>Keys that only the map has.</summary>
    public long Extra { get; private init; }

    /// <summary>Keys whose values differ.</summary>
    public long Changed { get; private init; }

    /// <summary>Whether the file differs from its source.</summary>
    public bool Differs => Missing + Extra + Changed > 0;

    /// <summary>Examines a map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The source to compare with, or null.</param>
    /// <param name="compile">How the source is compiled; with a format, and both forms of alias names.</param>
    /// <exception cref="IOException">The map or the source cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static MapExamination Examine(string path, string? source, CompileOptions compile)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = StateOf(path);
            var found = Look(path, source, compile);
            if (found.IsChanging || before == StateOf(path)) return found;
            if (attempt == MostAttempts) return new MapExamination { IsChanging = true };
        }
    }

    private static (DateTime Written, long Length) StateOf(string path) =>
        FilePresence.Find(path) is { } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private static MapExamination Look(string path, string? source, CompileOptions compile)
    {
        try
        {
            using var bytes = MapFile.OpenBytes(path, LongestWait);
            if (bytes is null) return new MapExamination { IsChanging = true };

            // Checks every page and every record: two passes over the same bytes, on two processors.
            if (!OtherThreads.AreAvailable) return Joined(MapVerification.Verify(bytes), () => Contents(bytes, source, compile));
            var structure = Task.Run(() => MapVerification.Verify(bytes));
            var contents = Task.Run(() => Contents(bytes, source, compile));
            Task.WhenAll(structure, contents).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            return Joined(structure.GetAwaiter().GetResult(), contents.GetAwaiter().GetResult);
        }
        catch (MapFormatException exception)
        {
            return new MapExamination { Damage = exception.Reason };
        }
    }

    private static MapExamination Joined(MapVerification verification, Func<MapExamination> contents) => verification.IsSound
        ? contents() with { Type = verification.Type }
        : new MapExamination { Type = verification.Type, Damage = Text(verification.Problems[0]) };

    private static MapExamination Contents(MapBytes bytes, string? source, CompileOptions compile)
    {
        var map = MapFile.OpenAsPostfix(bytes);
        if (source is null) return new MapExamination { Entries = map.Records.LongCount() - AliasMarks.CountIn(map) };
        var loaded = Load(source, compile with { Types = [map.Type] }, out var fits);
        if (fits && IdenticalMap.Is(bytes, map.Type, loaded)) return new MapExamination { Entries = loaded.Count - AliasMarks.CountIn(map) };

        long missing = 0, extra = 0, changed = 0;
        var comparison = new SourceComparison(map.Type, new MapWalk(map), new VerifyOptions { Compile = compile, OnDifference = Count });
        comparison.Load(source, loaded);
        comparison.Compare();
        return new MapExamination { Entries = comparison.Records - AliasMarks.CountIn(map), Missing = missing, Extra = extra, Changed = changed };

        void Count(SourceDifference difference)
        {
            if (difference.Kind == DifferenceKind.Missing) missing++;
            else if (difference.Kind == DifferenceKind.Extra) extra++;
            else changed++;
        }
    }

    private static RecordSet Load(string path, CompileOptions options, out bool fits)
    {
        using var source = SourceFile.OpenNamed(path);
        var loader = new TableLoader(path, options.Format!, options with { OnSourceRead = length => source.CheckRead(path, length) }, new NoFindings());
        var records = loader.Load(source.Stream);
        fits = !loader.FoundKeyWithoutRoom;
        return records;
    }

    private static string Text(MapProblem problem) => problem.Page is { } page ? $"page {page}: {problem.Reason}" : problem.Reason;
}
