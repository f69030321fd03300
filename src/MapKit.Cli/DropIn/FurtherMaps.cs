using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.DropIn;

/// <summary>
/// The maps of other types that are kept beside each map that is written, so that hosts with and without Berkeley DB can share one script:
/// <c>MAPKIT_ALSO=lmdb</c>. Each is made from the whole first map, so that both have the same records and the same permissions.
/// </summary>
internal static class FurtherMaps
{
    /// <summary>The variable that names the types.</summary>
    public const string Variable = "MAPKIT_ALSO";

    /// <summary>The types that the variable names.</summary>
    /// <exception cref="FatalException">One of them is no type of maps.</exception>
    public static IReadOnlyList<MapType> Read(CommandEnvironment environment) =>
        [.. (environment.Variable(Variable) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Parse).Distinct()];

    /// <summary>Makes them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="type">The type of the map that was written.</param>
    /// <param name="name">Its name, without suffix.</param>
    /// <exception cref="FatalException">One cannot be made; the old one stays.</exception>
    public static void Make(DropInRun run, MapType type, string name)
    {
        foreach (var other in run.FurtherTypes.Where(other => MapTypes.SuffixOf(other) != MapTypes.SuffixOf(type))) Make(run, type, other, name);
    }

    private static void Make(DropInRun run, MapType type, MapType other, string name)
    {
        var findings = new DiagnosticList();
        var map = MapTypes.PostfixBehaviourOf(other).PathOf(name);
        try
        {
            run.Log.Inform($"open {MapTypes.NameOf(other)} {name}");
            var result = ConvertOperation.Run(
                MapTypes.PostfixBehaviourOf(type).PathOf(name),
                new ConvertOptions
                {
                    Type = other,
                    OutputPath = map,
                    Nul = run.Options.Nul,
                    Secret = run.Options.FileValues || TableFormat.ForFileName(name).IsSecret,
                    OnWaiting = run.WarnOfWaiting,
                    Cancellation = run.Cancellation,
                },
                findings);
            if (result.Outcome == CompileOutcome.DoesNotFit) throw new FatalException(ByteText.FromText($"{map}: not written ({Variable}): {findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message ?? "a key does not fit"}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(ByteText.FromText($"{map}: not written ({Variable}): {exception.Message}"));
        }
    }

    private static MapType Parse(string word) =>
        MapTypes.TryParse(word, out var type) ? type : throw new FatalException($"{Variable}: no such map type: {word}");
}
