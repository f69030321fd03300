using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>LMDB files with several databases, read one by one as mdb_dump does.</summary>
public sealed class LmdbNamedDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerFact("mdb_load", "mdb_dump")]
    public void Each_database_is_listed_read_and_verified()
    {
        var path = Make();
        Assert.Equal(["one", "zwei \u00C3\u00A4"], MapFile.DatabasesIn(path).Select(MapText.Text));
        foreach (var name in new[] { "one", "zwei \u00E4" })
        {
            using var map = MapFile.Open(path, name);
            Assert.Equal(LmdbPeer.HexDump(path, name), map.Records.Select(record => (Convert.ToHexString(record.Key.Span).ToLowerInvariant(), Convert.ToHexString(record.Value.Span).ToLowerInvariant())));
            Assert.Equal("x", MapText.Get(map, $"{name[..3]}1"));
            Assert.Null(MapText.Get(map, "nobody"));
            var verification = MapVerification.Verify(path, name);
            Assert.Empty(verification.Problems);
        }

        Assert.Equal("file holds no database \"x\"; it holds 2 named databases: one, zwei \u00E4", Assert.Throws<MapFormatException>(() => MapFile.Open(path, "x")).Reason);
        Assert.Empty(MapVerification.Verify(path).Problems);
        Assert.Equal(["one", "zwei \u00C3\u00A4"], MapVerification.Verify(path).Databases.Select(MapText.Text));
    }

    [PeerFact("mdb_load")]
    public void A_record_that_is_no_database_cannot_be_opened_as_one()
    {
        var path = Make();
        Load(path, null, [("plain", "1")]);
        Assert.Equal(["one", "zwei \u00C3\u00A4"], MapFile.DatabasesIn(path).Select(MapText.Text));
        Assert.Throws<MapFormatException>(() => MapFile.Open(path, "plain"));
        Assert.True(MapVerification.Verify(path, "one").IsSound);
    }

    [PeerFact("mdb_load")]
    public void Damage_in_any_database_is_found()
    {
        var path = Make();
        var file = File.ReadAllBytes(path);
        var expected = Records(path);
        var found = 0;
        for (var page = 2; page < file.Length / 4096; page++)
        {
            // The flags of a page, which say what it is. Free pages, and overflow pages but the first of a value, have none.
            var damaged = file.ToArray();
            damaged[(page * 4096) + 10] ^= 0x07;
            File.WriteAllBytes(path, damaged);
            if (MapVerification.Verify(path, "one").IsSound && BitConverter.ToInt64(file, page * 4096) == page) Assert.Equal(expected, Records(path));
            else found++;
        }

        Assert.True(found > 50, $"damage of {found} pages is found");

        static List<(string Key, string Value)> Records(string path)
        {
            using IMapReader one = MapFile.Open(path, "one"), two = MapFile.Open(path, "zwei \u00E4");
            return [.. MapText.Read(one), .. MapText.Read(two)];
        }
    }

    private string Make()
    {
        var path = _folder.File("many.mdb");
        Load(path, "one", Enumerable.Range(0, 700).Select(i => ($"one{i}", new string('x', i))));
        Load(path, "zwei \u00E4", Enumerable.Range(0, 300).Select(i => ($"zwe{i}", i == 7 ? new string('y', 9000) : "x")));
        return path;
    }

    private static void Load(string path, string? name, IEnumerable<(string Key, string Value)> records)
    {
        var text = string.Concat(records.Select(record => $" {record.Key}\n {record.Value}\n"));
        var result = Tool.Run(
            "mdb_load",
            ["-n", .. name is null ? Array.Empty<string>() : ["-s", name], path],
            MapText.Bytes($"VERSION=3\nformat=print\ntype=btree\nmapsize=268435456\nHEADER=END\n{text}DATA=END\n"),
            null);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
