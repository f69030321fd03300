using MapKit.Platform;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Source;

namespace MapKit.Lookup;

/// <summary>
/// A map that is older than its source, which Postfix warns of when it queries the map
/// (<see cref="Postfix.VersionDifferences.DeletingWarnsOfOlderMap"/> for deletions) (docs/formats/map-types.md#map-older-than-its-source).
/// </summary>
internal static class OlderMap
{
    // A source that was changed only just now is on its way into the map.
    private const int GraceSeconds = 100;

    /// <summary>The maps beside a source that are older than it by however little.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The operand of each, with its type where the suffix determines it.</returns>
    public static IReadOnlyList<TableOperand> Beside(string source)
    {
        var changed = FilePresence.LastWriteTimeUtc(source);
        return
        [
            .. MapTypes.All.Select(type => new TableOperand(type, source))
                .DistinctBy(operand => operand.MapPath(operand.Type!.Value))
                .Where(operand => FilePresence.FileExists(operand.MapPath(operand.Type!.Value)) && FilePresence.LastWriteTimeUtc(operand.MapPath(operand.Type!.Value)) < changed)
                .Select(FoundAs),
        ];
    }

    /// <summary>Warns if a map is older than its source.</summary>
    /// <param name="source">The source, which need not exist.</param>
    /// <param name="path">The map file.</param>
    /// <param name="warnings">Takes the warning.</param>
    /// <param name="rule">The rule of the warning.</param>
    /// <param name="consequence">What follows, after the message.</param>
    public static void Check(string source, string path, IDiagnosticSink warnings, DiagnosticRule rule, string consequence = "")
    {
        // A file that is not there has a time long ago.
        var changed = new DateTimeOffset(FilePresence.LastWriteTimeUtc(source)).ToUnixTimeSeconds();
        var built = new DateTimeOffset(FilePresence.LastWriteTimeUtc(path)).ToUnixTimeSeconds();
        if (changed <= built || changed >= DateTimeOffset.UtcNow.ToUnixTimeSeconds() - GraceSeconds) return;
        warnings.Report(new Diagnostic(rule, path, null, $"the map is older than its source {source}{consequence}", "compile the source")
        {
            PostfixText = ByteText.FromText($"database {path} is older than source file {source}"),
        });
    }

    /// <summary>Where engines share a suffix, the file tells its type.</summary>
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
            // Damaged or not readable: it will be rebuilt as the type that most maps with the suffix have.
            return operand;
        }
    }
}
