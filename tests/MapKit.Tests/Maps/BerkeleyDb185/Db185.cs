using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>Opens and checks files of Berkeley DB 1.85.</summary>
internal static class Db185
{
    public static IMapReader Open(string path)
    {
        var map = MapFile.Open(path);
        Assert.True(map.Type is MapType.Hash185 or MapType.Btree185);
        return map;
    }

    /// <summary>All records, as hexadecimal text.</summary>
    public static List<(string Key, string Value)> Records(IMapReader map) =>
        [.. map.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span)))];

    /// <summary>What is wrong with a file.</summary>
    public static IReadOnlyList<MapProblem> Problems(string path) => MapVerification.Verify(path).Problems;
}
