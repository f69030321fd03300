using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Files with several databases, made by db_load, read one by one as db_dump does.</summary>
public sealed class NamedDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("db_load", "db_dump")]
    [InlineData("")]
    [InlineData("db_lorder=4321")]
    [InlineData("chksum=1")]
    [InlineData("db_pagesize=512")]
    public void Each_database_has_its_own_records(string setting)
    {
        var path = _folder.File("many.db");
        var one = Enumerable.Range(0, 700).Select(i => ($"one{i}", new string('x', i))).ToList();
        var two = Enumerable.Range(0, 300).Select(i => ($"two{i}", $"{i}")).ToList();
        Load(path, "hash", "one", one, setting);
        Load(path, "btree", "zwei \u00E4", two, setting);
        Assert.Equal(["one", "zwei \u00C3\u00A4"], MapFile.DatabasesIn(path).Select(MapText.Text));
        Compare(path, "one", MapType.Hash, one);
        Compare(path, "zwei \u00E4", MapType.Btree, two);
        var refusal = Assert.Throws<MapFormatException>(() => MapFile.Open(path));
        Assert.Equal("file holds 2 named databases: one, zwei \u00E4; choose one with --database", refusal.Reason);
        Assert.Equal("file holds no database \"x\"; it holds 2 named databases: one, zwei \u00E4", Assert.Throws<MapFormatException>(() => MapFile.Open(path, "x")).Reason);
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void A_file_that_is_one_map_has_none(MapType type)
    {
        var path = _folder.Write("map", MapText.Build(MapEngines.For(type), MapText.Set([("a", "1")])));
        Assert.Empty(MapFile.DatabasesIn(path));
        Assert.Equal("file holds no named databases, so there is none called \"one\"", Assert.Throws<MapFormatException>(() => MapFile.Open(path, "one")).Reason);
        Assert.True(MapFile.IsMap(path));
        Assert.False(MapFile.IsMap(_folder.Write("text", "a 1\n")));
    }

    [PeerTheory("db_load")]
    [InlineData("hash", "btree")]
    [InlineData("btree", "hash")]
    public void One_database_is_verified_with_the_directory_that_leads_to_it(string type, string other)
    {
        var path = _folder.File("many.db");
        Load(path, type, "one", Enumerable.Range(0, 700).Select(i => ($"one{i}", new string('x', i % 300))), "db_pagesize=512");
        Load(path, other, "two", Enumerable.Range(0, 700).Select(i => ($"two{i}", new string('y', i % 300))), "db_pagesize=512");
        var sound = MapVerification.Verify(path, "one");
        Assert.Empty(sound.Problems);
        Assert.Equal(type, MapTypes.NameOf(sound.Type));
        Assert.True(MapVerification.Verify(path, "two").IsSound);
        Assert.Equal("file holds no database \"x\"; it holds 2 named databases: one, two", Assert.Single(MapVerification.Verify(path, "x").Problems).Reason);
        Assert.Empty(MapVerification.Verify(path).Problems);

        // Damage shows in the database that it belongs to, and in no other.
        var file = File.ReadAllBytes(path);
        var (ofOne, ofTwo) = (0, 0);
        for (var page = 1; page < file.Length / 512; page += 3)
        {
            var damaged = file.ToArray();
            damaged[(page * 512) + 20] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            var (one, two) = (MapVerification.Verify(path, "one").IsSound, MapVerification.Verify(path, "two").IsSound);
            if (!one) ofOne++;
            if (!two) ofTwo++;
            Assert.False(!one && !two && page > 8, $"page {page} belongs to one of them");
        }

        Assert.True(ofOne > 10 && ofTwo > 10, $"{ofOne} and {ofTwo} damages are seen");
    }

    [PeerFact("db_load")]
    public void A_damaged_directory_or_meta_page_is_damage()
    {
        var path = _folder.File("many.db");
        Load(path, "hash", "one", [("a", "1")], "");
        var sound = File.ReadAllBytes(path);
        for (var offset = 0; offset < sound.Length; offset++)
        {
            // The pages of the directory, and the meta page of the database, which is page 2.
            if (offset is > 100 and < 4096 + 0 or > 4096 + 64 and < 8000 or > 8192 + 300) continue;
            var damaged = sound.ToArray();
            damaged[offset] ^= 0xff;
            File.WriteAllBytes(path, damaged);
            try
            {
                using var map = MapFile.Open(path, "one");
                _ = map.Records.Count();
            }
            catch (MapFormatException)
            {
                // Either it is read or it is refused.
            }
        }
    }

    private static void Compare(string path, string name, MapType type, List<(string Key, string Value)> records)
    {
        using var map = MapFile.Open(path, name);
        Assert.Equal(type, map.Type);
        Assert.Equal(records.Order(), MapText.Read(map).Order());
        foreach (var (key, value) in records) Assert.Equal(value, MapText.Get(map, key));
        Assert.Null(MapText.Get(map, "nobody"));
        var dump = Tool.Run("db_dump", "-p", "-s", name, path).Output.Split('\n').Where(line => line.StartsWith(' ')).Select(line => line[1..]).Chunk(2).Select(pair => pair[0]);
        Assert.Equal(dump, MapText.Read(map).Select(record => record.Key));
        Assert.Contains(MapStructure.Measure(map).Pages, kind => kind.Kind is "bucket" or "leaf");
    }

    private static void Load(string path, string type, string name, IEnumerable<(string Key, string Value)> records, string setting)
    {
        string[] settings = setting.Length == 0 ? [] : ["-c", setting];
        var text = string.Concat(records.Select(record => $"{record.Key}\n{record.Value}\n"));
        var result = Tool.Run("db_load", ["-T", "-t", type, "-c", $"database={name}", .. settings, path], MapText.Bytes(text), null);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
