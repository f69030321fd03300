using System.Text;
using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>Files of the real tools are sound, after years of changes too.</summary>
public class VerificationPeerTests
{
    [PeerTheory("db_load", "db_verify")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Files_of_db_load_are_sound(string type)
    {
        using var folder = new TemporaryFolder();
        string[][] options =
        [
            [], ["db_lorder=4321"], ["chksum=1"], ["duplicates=1"], ["duplicates=1", "dupsort=1"], ["chksum=1", "db_lorder=4321", "duplicates=1"],
            [type == "hash" ? "h_ffactor=5" : "recnum=1"], [type == "hash" ? "h_nelem=1000" : "bt_minkey=4"],
        ];
        var sizes = new[] { 512, 1024, 4096, 16384, 65536 };
        foreach (var (set, i) in options.Select((set, i) => (set, i)))
        {
            var size = sizes[i % sizes.Length];
            var path = folder.File($"{i}.db");
            var pairs = set.Contains("duplicates=1") ? SampleFiles.Duplicates() : SampleFiles.Pairs(i % 2 == 0 ? 400 : 60);
            LibDb.Load(path, type, [.. set, $"db_pagesize={size}"], pairs);
            Assert.Equal(0, Tool.Run("db_verify", "-q", path).ExitCode);
            Assert.Equal($"{string.Join(' ', set)} {size}: ", $"{string.Join(' ', set)} {size}: {Problems(path)}");
        }
    }

    [PeerTheory("postmap")]
    [InlineData("hash", ".db")]
    [InlineData("btree", ".db")]
    [InlineData("lmdb", ".lmdb")]
    public void Files_that_postmap_changes_again_and_again_are_sound(string type, string suffix)
    {
        using var folder = new PostfixFolder();
        folder.Build(type, "t", TestMap.Users(1500));
        var path = folder.File("t" + suffix);
        Assert.Equal("", Problems(path));
        var random = new Random(5);
        for (var round = 0; round < 4; round++)
        {
            folder.Change(type, "t", "-d", TestMap.Users(1500).Where(_ => random.Next(3) > 0).Select(pair => Encoding.Latin1.GetString(pair.Key)).DefaultIfEmpty("x"));
            Assert.Equal("", Problems(path));
            folder.Change(type, "t", "-ir", TestMap.Users(1500).Where(_ => random.Next(3) == 0).Select(pair => $"{Encoding.Latin1.GetString(pair.Key)} {new string('v', random.Next(20) == 0 ? 6000 : 9)}"));
            Assert.Equal("", Problems(path));
        }
    }

    [PeerTheory("postmap")]
    [InlineData("hash", ".db")]
    [InlineData("btree", ".db")]
    [InlineData("lmdb", ".lmdb")]
    [InlineData("cdb", ".cdb")]
    public void Files_that_postmap_builds_are_sound(string type, string suffix)
    {
        using var folder = new PostfixFolder();
        foreach (var count in new[] { 0, 1, 40, 3000 })
        {
            folder.Build(type, "t", TestMap.Users(count));
            Assert.Equal($"{count}: ", $"{count}: {Problems(folder.File("t" + suffix))}");
        }
    }

    private static string Problems(string path) => string.Join('\n', MapVerification.Verify(path).Problems);
}
