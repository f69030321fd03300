using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// A map that is older than its source; no other code decides or words this. Postfix warns about it when it queries the map
/// (<see cref="Postfix.VersionDifferences.DeletingWarnsOfOlderMap"/> for deletions) (docs/formats/map-types.md#map-older-than-its-source).
/// </summary>
internal static class OlderMap
{
    /// <summary>How messages describe such a map.</summary>
    public const string Wording = "older than its source";

    /// <summary>How messages describe such a map whose records are those of its source.</summary>
    public const string AlthoughEqual = "the map agrees with its source but is older; Postfix logs a warning";

    /// <summary>Whether a map is older than its source, by however little.</summary>
    /// <param name="source">The source.</param>
    /// <param name="path">The map file.</param>
    public static bool IsOlder(string source, string path) => FilePresence.LastWriteTimeUtc(path) < FilePresence.LastWriteTimeUtc(source);

    /// <summary>The maps beside a source that are older than it, by any amount.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The operand of each, with its type if the suffix determines it.</returns>
    public static IReadOnlyList<TableOperand> Beside(string source) =>
    [
        .. MapTypes.All.Select(type => new TableOperand(type, source))
            .DistinctBy(operand => operand.MapPath(operand.Type!.Value))
            .Where(operand => operand.MapPath(operand.Type!.Value) is var path && FilePresence.FileExists(path) && IsOlder(source, path))
            .Select(FoundAs),
    ];

    /// <summary>Warns if a map is older than its source.</summary>
    /// <param name="source">The source, which need not exist.</param>
    /// <param name="path">The map file.</param>
    /// <param name="warnings">Takes the warning.</param>
    /// <param name="rule">The rule of the warning.</param>
    /// <param name="consequence">What follows, after the message.</param>
    public static void Check(string source, string path, IDiagnosticSink warnings, DiagnosticRule rule, string consequence = "")
    {
        // A missing file has a time in the far past.
        var changed = new DateTimeOffset(FilePresence.LastWriteTimeUtc(source)).ToUnixTimeSeconds();
        var built = new DateTimeOffset(FilePresence.LastWriteTimeUtc(path)).ToUnixTimeSeconds();
        if (changed <= built || changed >= DateTimeOffset.UtcNow.ToUnixTimeSeconds() - PostfixLimits.OlderMapSeconds) return;
        warnings.Report(new Diagnostic(rule, path, null, $"the map is {Wording} {source}{consequence}", "compile the source")
        {
            PostfixText = ByteText.FromText($"database {path} is older than source file {source}"),
        });
    }

    /// <summary>If engines share a suffix, the file's content determines its type.</summary>
    private static TableOperand FoundAs(TableOperand operand)
    {
        var engine = MapEngines.For(operand.Type!.Value);
        if (MapEngines.All.Count(other => other.Suffix == engine.Suffix) == 1) return operand;
        try
        {
            using var map = MapFile.Open(operand.MapPath(engine.Type));
            return operand with { Type = map.Type };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Damaged or unreadable: it will be rebuilt as the most common type with the suffix.
            return operand;
        }
    }
}
