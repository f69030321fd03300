using MapKit.Maps.BerkeleyDb.Btree;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;

namespace MapKit.Maps;

/// <summary>The one table of map types that MapKit builds and reads.</summary>
internal static class MapFormats
{
    /// <summary>Every type, in the order in which an operand without type is tried.</summary>
    public static readonly IReadOnlyList<IMapFormat> All = [new HashFormat(), new BtreeFormat(), new LmdbFormat(), new CdbFormat()];

    /// <summary>The row of a type.</summary>
    public static IMapFormat Of(MapType type) => All[(int)type];
}
