using System.Globalization;
using MapKit.Maps;
using MapKit.Operations.Info;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>The facts of <c>info</c>, against what the libraries' own tools say.</summary>
public sealed class MapStructureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("mdb_load", "mdb_stat", "postmap")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    public void An_lmdb_file_has_the_pages_that_mdb_stat_counts(int count)
    {
        using var postmap = new PostmapFolder();
        postmap.WriteSource("t", MapText.Numbered(count, largeEvery: 100));
        postmap.Succeed([$"lmdb:{postmap.PathOf("t")}"]);
        for (var i = 0; i < Math.Min(count, 5); i++) postmap.Succeed(["-d", $"user{i:d6}@example.com", $"lmdb:{postmap.PathOf("t")}"]);
        using var map = MapFile.Open(postmap.PathOf("t.lmdb"));
        var structure = MapStructure.Measure(map);
        var stat = Numbers(Tool.Run("mdb_stat", "-n", "-e", "-f", postmap.PathOf("t.lmdb")).Output);
        Assert.Equal(stat["Branch pages"], Pages(structure, "branch"));
        Assert.Equal(stat["Leaf pages"], Pages(structure, "leaf"));
        Assert.Equal(stat["Overflow pages"], Pages(structure, "overflow"));
        Assert.Equal(stat["Free pages"], Pages(structure, "free"));
        Assert.Equal(stat["Number of pages used"], structure.Lmdb!.LastPage + 1);
        Assert.Equal(stat["Last transaction ID"], structure.Lmdb.Transaction);
        Assert.Equal(structure.Lmdb.LastPage + 1, structure.Pages.Sum(kind => kind.Pages));
        var changed = count is > 0 and < 5000;
        Assert.Equal(changed, ProbableWriter.Guess(map.Info, MapContents.Read(map), structure).Contains("changed in place", StringComparison.Ordinal));
    }

    [PeerTheory("db_load", "db_stat")]
    [InlineData("hash", "")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("btree", "")]
    [InlineData("btree", "duplicates=1")]
    [InlineData("btree", "db_pagesize=512")]
    public void A_Berkeley_DB_file_has_the_pages_that_db_stat_counts(string type, string setting)
    {
        var path = _folder.File("t.db");
        var text = string.Concat(MapText.Numbered(2500, largeEvery: 40).Select(record => $"{record.Key}\n{record.Value}\n"));
        if (setting.StartsWith("dup", StringComparison.Ordinal)) text += string.Concat(Enumerable.Range(0, 900).Select(i => $"many\n{i:d40}\nfew\nx{i % 9}\n"));
        string[] settings = setting.Length == 0 ? [] : ["-c", setting];
        Assert.Equal(0, Tool.Run("db_load", ["-T", "-t", type, .. settings, path], MapText.Bytes(text), null).ExitCode);

        // First, as it opens the file for writing, which a map that is open notices.
        var stat = Numbers(Tool.Run("db_stat", "-d", path).Output);
        using var map = MapFile.Open(path);
        var structure = MapStructure.Measure(map);
        Assert.Equal(stat.First(row => row.Key.Contains("free list", StringComparison.Ordinal) || row.Key.Contains("free pages", StringComparison.Ordinal)).Value, Pages(structure, "free"));
        if (type == "hash")
        {
            Assert.Equal(stat["Number of hash buckets"], map.Info.BucketCount);
            Assert.Equal(stat["Number of bucket overflow pages"], Pages(structure, "chained"));
            Assert.Equal(stat["Number of overflow pages"], Pages(structure, "overflow"));
            Assert.Equal(Pages(structure, "chained") + structure.Chains!.Chains, structure.Chains.Total);
        }
        else
        {
            Assert.Equal(stat["Number of tree internal pages"], Pages(structure, "internal"));
            Assert.Equal(stat["Number of tree leaf pages"], Pages(structure, "leaf"));
            Assert.Equal(stat["Number of tree overflow pages"], Pages(structure, "overflow"));
        }

        Assert.Equal(map.Info.PageCount, structure.Pages.Sum(kind => kind.Pages));
        Assert.Contains("db_load", ProbableWriter.Guess(map.Info, MapContents.Read(map), structure), StringComparison.Ordinal);
    }

    [PeerTheory("postmap")]
    [InlineData("hash", "postmap")]
    [InlineData("btree", "postmap")]
    [InlineData("lmdb", "postmap or mapkit")]
    [InlineData("cdb", "postmap or mapkit")]
    public void Maps_of_postmap_and_mapkit_are_distinguished(string name, string writer)
    {
        using var postmap = new PostmapFolder();
        postmap.WriteSource("t", MapText.Numbered(50));
        postmap.Succeed([$"{name}:{postmap.PathOf("t")}"]);
        Assert.True(MapTypes.TryParse(name, out var type));
        Assert.Equal(writer, Writer(postmap.PathOf("t") + MapTypes.SuffixOf(type)));
        var ours = _folder.Write("ours", MapText.Build(MapEngines.For(type), MapText.Set(MapText.Numbered(50))));
        Assert.Equal(type is MapType.Hash or MapType.Btree ? "mapkit" : writer, Writer(ours));
    }

    [Fact]
    public void The_lookup_lengths_of_a_cdb_are_counted()
    {
        using var map = MapFile.Open(_folder.Write("t", MapText.Build(MapEngines.For(MapType.Cdb), MapText.Set(MapText.Numbered(3000)))));
        var chains = MapStructure.Measure(map).Chains!;
        Assert.Equal((3000, 3000), (chains.Chains, chains.Empty));
        Assert.InRange(chains.Mean, 1.01, 3);
        Assert.InRange(chains.Longest, 3, 60);
    }

    [Fact]
    public void Lengths_are_counted_in_classes_that_double()
    {
        using var map = MapFile.Open(_folder.Write("t", MapText.Build(MapEngines.For(MapType.Cdb), MapText.Set([("a", ""), ("bb", "1234"), ("cccc", "123456789")]))));
        var contents = MapContents.Read(map);
        Assert.Equal([new(1, 1, 1), new(2, 3, 1), new(4, 7, 1)], contents.Keys.Classes);
        Assert.Equal([new(0, 0, 1), new(1, 1, 0), new(2, 3, 0), new(4, 7, 1), new(8, 15, 1)], contents.Values.Classes);
        Assert.Equal((0, 9, 13.0 / 3), (contents.Values.Shortest, contents.Values.Longest, contents.Values.Mean));
    }

    private static string Writer(string path)
    {
        using var map = MapFile.Open(path);
        return ProbableWriter.Guess(map.Info, MapContents.Read(map), MapStructure.Measure(map));
    }

    private static long Pages(MapStructure structure, string kind) => structure.Pages.FirstOrDefault(row => row.Kind == kind)?.Pages ?? 0;

    /// <summary>The numbers of mdb_stat (name: number) and db_stat (number, tab, name).</summary>
    private static Dictionary<string, long> Numbers(string output)
    {
        var numbers = new Dictionary<string, long>();
        foreach (var line in output.Split('\n'))
        {
            var (name, number) = line.Contains('\t', StringComparison.Ordinal) ? (line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..], line[..line.IndexOf('\t', StringComparison.Ordinal)])
                : line.Contains(": ", StringComparison.Ordinal) ? (line[..line.IndexOf(": ", StringComparison.Ordinal)].Trim(), line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..])
                : (line, "");

            // The main database comes last and counts.
            if (long.TryParse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) numbers[name] = value;
        }

        return numbers;
    }
}
