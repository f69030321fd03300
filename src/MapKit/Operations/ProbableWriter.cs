using MapKit.Maps;

namespace MapKit.Operations;

/// <summary>Guesses which program wrote a map, from what only some of them do (map-files G).</summary>
public static class ProbableWriter
{
    /// <summary>Says who could have written a map.</summary>
    /// <param name="info">The file's header.</param>
    /// <param name="contents">Its records.</param>
    public static string Of(MapInfo info, MapContents contents)
    {
        if (contents.HasYpRecords) return "postalias (built with NIS)";
        var program = contents.HasAliasMark ? "postalias" : "postmap";
        var likePostfix = MapTypes.StoresNul(info.Type) == (contents.KeysWithNul > 0) || contents.Records == 0;
        if (likePostfix) return $"{program} or mapkit";
        return info.Type switch
        {
            MapType.Cdb => $"{program} -N, or another program that stores NULs",
            _ => "makemap, db_load, another program without NULs, or postmap -n",
        };
    }
}
