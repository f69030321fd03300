using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Web.Tests;

/// <summary>Map files of other programs and machines, which the page must open as the library does.</summary>
internal static class ForeignSamples
{
    private const int PageSize = 4096;
    private const int VersionOffset = 16;
    private const int KindOffset = 25;

    /// <summary>A sound file of each format and byte order in the corpus of the fuzzer, Berkeley DB 1.85, and the versions 7 to 10.</summary>
    public static IEnumerable<(string Name, byte[] Content)> All()
    {
        var seen = new HashSet<string>();
        foreach (var file in Files())
        {
            var content = File.ReadAllBytes(file);
            if (Describe(content) is { } format && seen.Add(format)) yield return ($"sample{seen.Count}.db", content);
        }

        foreach (var version in new byte[] { 7, 8, 9, 10 }) yield return ($"hash{version}.db", Hash(version));
        foreach (var version in new byte[] { 8, 9, 10 }) yield return ($"btree{version}.db", Versioned(MapType.Btree, version));
        yield return ("table.lmdb", Versioned(MapType.Lmdb, null));
        yield return ("table.cdb", Versioned(MapType.Cdb, null));
    }

    /// <summary>A map with some records.</summary>
    public static byte[] Versioned(MapType type, byte? version)
    {
        var output = new MemoryStream();
        var writer = new MapWriter(output, type);
        for (var i = 0; i < 200; i++) writer.Add($"user{i}@example.com", $"box{i}@example.net");
        writer.Complete();
        var content = output.ToArray();
        if (version is { } number) content[VersionOffset] = number;
        return content;
    }

    private static byte[] Hash(byte version)
    {
        var content = Versioned(MapType.Hash, version);
        if (version == 9) return content;
        for (var page = 1; page < content.Length / PageSize; page++)
        {
            // Pages of other versions are not sorted, or have another number for that.
            if (content[(page * PageSize) + KindOffset] == 13) content[(page * PageSize) + KindOffset] = (byte)(version == 10 ? 13 : 2);
        }

        return content;
    }

    private static IEnumerable<string> Files() =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Path("testdata", "db185"), "*.db").Order(StringComparer.Ordinal),
        .. new[] { "hash", "btree", "lmdb", "cdb" }.SelectMany(type => Directory.EnumerateFiles(RepositoryFiles.Path("testdata", "fuzz", type)).Order(StringComparer.Ordinal)),
    ];

    /// <summary>The format of a sound file that has records.</summary>
    private static string? Describe(byte[] content)
    {
        try
        {
            if (!MapVerification.Verify(new MemoryStream(content)).IsSound) return null;
            using var map = MapFile.Open(new MemoryStream(content));
            return map.Records.Any() ? $"{map.Info.Format} {map.Info.BigEndian}" : null;
        }
        catch (MapFormatException)
        {
            return null;
        }
    }
}
