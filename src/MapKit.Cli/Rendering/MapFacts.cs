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
    public string Writer => ProbableWriter.Of(Info, Contents, Structure);

    /// <summary>The part of a cdb's hash tables that is in use; null for other types.</summary>
    public double? Load => Info.Type == MapType.Cdb && Structure.Chains is { } slots && slots.Chains + slots.Empty > 0
        ? (double)slots.Chains / (slots.Chains + slots.Empty)
        : null;
}
