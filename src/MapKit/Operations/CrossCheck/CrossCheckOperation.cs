using System.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Operations.CrossCheck;

/// <summary>Builds a table with MapKit and with another engine and compares all that both say and store: the verb <c>crosscheck</c>, without a terminal.</summary>
internal static class CrossCheckOperation
{
    /// <summary>Checks one source for one map type. The source and its maps are left alone.</summary>
    /// <param name="request">What to check.</param>
    /// <param name="mapkit">MapKit.</param>
    /// <param name="reference">The judge.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">The source cannot be read or is not a regular file, it changed meanwhile, or an engine cannot be run.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    /// <exception cref="OperationCanceledException">As was asked.</exception>
    public static CrossCheckReport Run(CrossCheckRequest request, ICrossCheckEngine mapkit, ICrossCheckEngine reference)
    {
        using var source = SourceFile.Open(request.SourcePath);
        if (source.Identity.Mode is null) throw new IOException($"{request.SourcePath}: is not a regular file, so it cannot be read twice");
        var status = FileStatus.Read(source.Stream.SafeFileHandle);

        var theirs = Build(reference, request, source.Identity, "reference");
        using var theirFolder = theirs.Folder;
        if (theirs.Build.Refusal is { } refusal) return NotChecked(request, refusal);
        var ours = Build(mapkit, request, source.Identity, "mapkit");
        using var ourFolder = ours.Folder;
        CheckUnchanged(request.SourcePath, status);
        if (ours.Build.Refusal is { } ourRefusal) return NotChecked(request, ourRefusal);

        var report = Compare(request, ours, theirs, reference as ICrossCheckReader);
        return IsSame(report) ? report with { Outcome = CrossCheckOutcome.Same } : report;
    }

    private static Built Build(ICrossCheckEngine engine, CrossCheckRequest request, SourceIdentity owner, string name)
    {
        request.Cancellation.ThrowIfCancellationRequested();
        var folder = new CrossCheckFolder(request.WorkFolder, request.SourcePath, owner);
        try
        {
            var place = folder.Path;
            var started = Stopwatch.GetTimestamp();
            var build = engine.Build(new CrossCheckTask(folder.SourcePath, request.Type, request.Format, request.Cancellation));
            var elapsed = Stopwatch.GetElapsedTime(started);
            folder.Close(name);
            var map = CrossCheckMap.Read(folder.SourcePath, request.Type, request.Format);
            return new Built(engine.Name, folder, place, build, map, elapsed);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static CrossCheckReport NotChecked(CrossCheckRequest request, string refusal) => new()
    {
        SourcePath = request.SourcePath,
        Type = request.Type,
        Outcome = CrossCheckOutcome.NotChecked,
        Refusal = refusal,
    };

    private static CrossCheckReport Compare(CrossCheckRequest request, Built ours, Built theirs, ICrossCheckReader? reader)
    {
        if (ours.Build.ExitStatus > 0 && theirs.Build.ExitStatus > 0)
        {
            // What Postfix's tool had written when it gave up is no map; MapKit writes none.
            ours = ours with { Map = CrossCheckMap.None };
            theirs = theirs with { Map = CrossCheckMap.None };
        }

        var records = CrossCheckRecords.Compare(ours.Map.Records, theirs.Map.Records, request.ListedDifferences);
        var (ourMessages, theirMessages) = (ours.Messages(request.SourcePath), theirs.Messages(request.SourcePath));
        var said = ourMessages is [.., var last] ? last : null;
        var isFailure = ours.Map.Path is null && (theirMessages is null || (theirs.Map.Path is null && ourMessages?.SequenceEqual(theirMessages) == true));
        if (ourMessages is null || theirMessages is null) ourMessages = theirMessages = [];
        var messages = CrossCheckMessages.Compare(ourMessages, theirMessages);

        var report = new CrossCheckReport
        {
            SourcePath = request.SourcePath,
            Type = request.Type,
            Outcome = CrossCheckOutcome.Differs,
            MapKit = ours.Side,
            Reference = theirs.Side,
            Failure = isFailure ? said : null,
            Reading = reader is not null && ours.Map is { Path: { } path, Problem: null } ? CrossCheckReading.Create(reader, path, request.ListedDifferences) : null,
            Messages = [.. messages.Take(request.ListedDifferences)],
            DifferingMessages = messages.Count,
            MessagesInOtherOrder = messages.Count == 0 && !ourMessages.SequenceEqual(theirMessages),
            Records = records.Listed,
            MissingRecords = records.Missing,
            ExtraRecords = records.Extra,
            DifferingRecords = records.Differing,
        };
        return records.AreSame && HasBytesOfPostfix(ours) && HasBytesOfPostfix(theirs) ? CompareFiles(report, ours.Map, theirs.Map) : report;
    }

    private static bool HasBytesOfPostfix(Built built) =>
        built.Side is { MapProblem: null, MapSuffix: { } suffix } && MapEngines.All.Any(engine => engine.HasBytesOfPostfix && engine.Suffix == suffix);

    private static CrossCheckReport CompareFiles(CrossCheckReport report, CrossCheckMap ours, CrossCheckMap theirs)
    {
        var otherOrder = !ours.Records.SequenceEqual(theirs.Records, CrossCheckRecords.Equality);
        var hasTime = ours.HasYpRecords || theirs.HasYpRecords;
        return report with
        {
            RecordsInOtherOrder = otherOrder,
            FirstDifferingByte = hasTime ? null : CrossCheckBytes.FirstDifference(ours.Path!, theirs.Path!),
        };
    }

    private static bool IsSame(CrossCheckReport report)
    {
        var (ours, theirs) = (report.MapKit!, report.Reference!);
        var sameStatus = ours.ExitStatus is null || theirs.ExitStatus is null || ours.ExitStatus == theirs.ExitStatus;
        return sameStatus
            && ours.MapSuffix == theirs.MapSuffix
            && (ours.MapProblem ?? theirs.MapProblem) is null
            && report.Reading is null or { IsSame: true }
            && report is { DifferingMessages: 0, MessagesInOtherOrder: false, RecordsInOtherOrder: false, FirstDifferingByte: null }
            && report.MissingRecords + report.ExtraRecords + report.DifferingRecords == 0;
    }

    private static void CheckUnchanged(string path, FileStatus before)
    {
        using var again = SourceFile.Open(path);
        if (FileStatus.Read(again.Stream.SafeFileHandle) != before) throw new IOException($"{path}: changed during the check; try again");
    }

    /// <summary>What an engine did, and where.</summary>
    /// <param name="Name">The engine.</param>
    /// <param name="Folder">The folder as it is now.</param>
    /// <param name="Place">The folder as the engine saw it.</param>
    /// <param name="Build">What the engine says.</param>
    /// <param name="Map">Its map.</param>
    /// <param name="Elapsed">Its time.</param>
    private sealed record Built(string Name, CrossCheckFolder Folder, string Place, CrossCheckBuild Build, CrossCheckMap Map, TimeSpan Elapsed)
    {
        /// <summary>The numbers.</summary>
        public CrossCheckSide Side => new(
            Name,
            Build.ExitStatus,
            Map.Path is { } path ? path[Folder.SourcePath.Length..] : null,
            Map.Problem,
            Map.Records.Count,
            Map.Length,
            Elapsed);

        /// <summary>The messages, with the real folder in place of the temporary one.</summary>
        public IReadOnlyList<string>? Messages(string sourcePath)
        {
            var name = Path.GetFileName(sourcePath);
            var folder = ByteText.FromText(sourcePath[..^name.Length]);
            return Build.Messages is { } lines ? [.. lines.Select(line => line.Replace(ByteText.FromText(Place) + "/", folder, StringComparison.Ordinal))] : null;
        }
    }
}
