using MapKit.Maps;

namespace MapKit.Operations.Info;

/// <summary>
/// Guesses which program wrote a map, from what only some of them do (docs/formats/berkeley-db.md#meta-page,
/// docs/formats/berkeley-db-hash.md#meta-page and docs/formats/map-files.md#other-writers).
/// </summary>
internal static class ProbableWriter
{
    // Postfix and sendmail ask libdb for room for so many records, which libdb's count then begins with (docs/formats/berkeley-db-hash.md#element-count).
    private const long RoomOfMailers = 4096;

    /// <summary>Says who could have written a map.</summary>
    /// <param name="info">The file's header.</param>
    /// <param name="contents">Its records.</param>
    /// <param name="structure">Its pages, if they have been looked at.</param>
    public static string Guess(MapInfo info, MapContents contents, MapStructure? structure = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(contents);
        var program = contents.HasAliasMark ? "postalias" : "postmap";
        if (contents.HasYpRecords) return structure?.IsMadeByLibrary == false ? "mapkit (with NIS records)" : "postalias (built with NIS)";
        if (structure?.IsMadeByLibrary == false) return "mapkit";
        var likePostfix = MapTypes.StoresNul(info.Type) == (contents.KeysWithNul > 0) || contents.Records == 0;
        if (structure?.Lmdb is { Transaction: > 1 } state && likePostfix) return $"{program}, later changed in place ({state.Transaction} transactions)";
        if (structure?.IsMadeByLibrary == true) return OfLibrary(contents, structure, program, likePostfix);
        if (likePostfix) return $"{program} or mapkit";
        return MapEngines.For(info.Type).ProbableWriter(program);
    }

    private static string OfLibrary(MapContents contents, MapStructure structure, string program, bool likePostfix)
    {
        if (structure.CountInHeader is { } count && count < RoomOfMailers)
            return likePostfix && contents.Records > 0 ? "db_load, exim_dbmbuild or another program with libdb" : "db_load or another program with libdb, without NULs";
        return likePostfix ? program : $"makemap, db_load, another program without NULs, or {program} -n";
    }
}
