using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>One map that an engine is to build.</summary>
/// <param name="SourcePath">The source, in a folder of its own where the map goes too; a link to the real one.</param>
/// <param name="Type">The map type.</param>
/// <param name="Format">The table's format, which says how its lines are read.</param>
/// <param name="Cancellation">Gives up.</param>
public sealed record CrossCheckTask(string SourcePath, MapType Type, TableFormat Format, CancellationToken Cancellation)
{
    /// <summary>Where the map is expected.</summary>
    public string MapPath => SourcePath + MapTypes.SuffixOf(Type);
}
