using MapKit.Maps;
using MapKit.Maps.BerkeleyDb185;
using MapKit.Tests.Maps.BerkeleyDb;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>Opens and checks files of Berkeley DB 1.85, whatever recognises them.</summary>
internal static class Db185
{
    public static IMapReader Open(string path)
    {
        var bytes = MapBytes.Open(path);
        try
        {
            return IsHash(path) ? Hash185Reader.Open(bytes) : Btree185Reader.Open(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>All records, as hexadecimal text.</summary>
    public static List<(string Key, string Value)> Records(IMapReader map) =>
        [.. map.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span)))];

    /// <summary>What is wrong with a file.</summary>
    public static IReadOnlyList<MapProblem> Problems(string path)
    {
        using var bytes = MapBytes.Open(path);
        var problems = new ProblemList();
        if (IsHash(path)) Hash185Check.Run(bytes, problems);
        else Btree185Check.Run(bytes, problems);
        return problems.Problems;
    }

    private static bool IsHash(string path) => File.ReadAllBytes(path).AsSpan().StartsWith<byte>([0, 6, 0x15, 0x61]);
}
