using MapKit.Maps;
using MapKit.Operations.Info;

namespace MapKit.Cli.Rendering;

/// <summary>What <c>info</c> tells of a map.</summary>
/// <param name="Path">The file.</param>
/// <param name="Database">The database in it, or null where it is one map.</param>
/// <param name="Info">Its header.</param>
/// <param name="Contents">Its records.</param>
/// <param name="Structure">Its pages.</param>
internal sealed record MapFacts(string Path, string? Database, MapInfo Info, MapContents Contents, MapStructure Structure)
{
    /// <summary>Who could have written it.</summary>
    public string Writer => ProbableWriter.Guess(Info, Contents, Structure);
}
