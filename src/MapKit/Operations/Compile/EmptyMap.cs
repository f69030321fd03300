using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Operations.Compile;

/// <summary>An empty file in the place of a Berkeley DB map, which libdb does not open: Postfix makes a new file.</summary>
internal static class EmptyMap
{
    /// <summary>Warns if there is one where a map is to be built.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="path">The map file.</param>
    /// <param name="warnings">Takes the warning.</param>
    public static void Check(MapType type, string path, IDiagnosticSink warnings)
    {
        if (MapEngines.For(type).Postfix.RemovesEmptyFile && FilePresence.Find(path) is { Length: 0 }) warnings.Report(Found(path));
    }

    /// <summary>The warning.</summary>
    public static Diagnostic Found(string path) => new(Rules.EmptyMapFile, path, null, "the file is empty; a new map replaces it")
    {
        PostfixText = ByteText.FromText($"removing zero-length database file: {path}"),
    };
}
