using MapKit.Maps;
using MapKit.Operations.Info;

namespace MapKit.Cli.Rendering;

/// <summary>The facts that <c>info</c> shows of a map.</summary>
/// <param name="Path">The file.</param>
/// <param name="Database">The database in the file, or null if the file is one map.</param>
/// <param name="Info">Its header.</param>
/// <param name="Contents">Its records.</param>
/// <param name="Structure">Its pages.</param>
internal sealed record MapFacts(string Path, string? Database, MapInfo Info, MapContents Contents, MapStructure Structure)
{
    /// <summary>The program that probably wrote the map.</summary>
    public string Writer => ProbableWriter.Guess(Info, Contents, Structure);
}
