using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Source;

namespace MapKit.Operations.Compile;

/// <summary>An empty file in place of a Berkeley DB map, which libdb does not open: Postfix creates a new file.</summary>
internal static class EmptyMap
{
    /// <summary>Warns if there is an empty file in place of the map to build.</summary>
    /// <param name="type">The map type.</param>
    /// <param name="path">The map file.</param>
    /// <param name="warnings">Takes the warning.</param>
    public static void Check(MapType type, string path, IDiagnosticSink warnings)
    {
        if (MapEngines.For(type).Postfix.RemovesEmptyFile && FilePresence.IsEmptyFile(path)) warnings.Report(Found(path));
    }

    /// <summary>The warning.</summary>
    public static Diagnostic Found(string path) => new(Rules.EmptyMapFile, path, null, "the file is empty; a new map replaces it")
    {
        PostfixText = ByteText.FromText($"removing zero-length database file: {path}"),
    };
}
