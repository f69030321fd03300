using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Faults that do not stop a reader.</summary>
public class VerificationTests
{
    [PeerTheory("postmap")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Sound_files_pass(string type)
    {
        using var folder = new PostfixFolder();
        Assert.Null(Fault(folder.Write("ours.db", TestMap.Write(TestMap.Format(type), SampleFiles.Pairs(300)))));
        Assert.Null(Fault(folder.Build(type, "theirs", TestMap.Users(1500))));
        folder.Change(type, "theirs", "-d", TestMap.Users(1000).Select(pair => System.Text.Encoding.Latin1.GetString(pair.Key)));
        Assert.Null(Fault(folder.File("theirs.db")));
        foreach (var pageSize in new[] { 512, 65536 })
        {
            var path = folder.File($"{pageSize}.db");
            LibDb.Load(path, type, ["duplicates=1", $"db_pagesize={pageSize}", "db_lorder=4321"], SampleFiles.Duplicates());
            Assert.Null(Fault(path));
        }
    }

    [Theory]
    [InlineData("hash", 32, 1, "last page 1, but the file has 17 pages")]
    [InlineData("btree", 32, 99, "last page 99, but the file has 13 pages")]
    [InlineData("hash", 28, 3, "page type 13 where type 0 (Free) was expected")]
    [InlineData("btree", (3 * 4096) + 22, 9, "items begin at 416, but the page says 9")]
    public void A_field_that_only_libdb_needs_is_checked(string type, int offset, ushort value, string reason)
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Format(type), TestMap.Users(1000), withNul: true);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);
        var path = folder.Write("t.db", file);
        Assert.Equal(1000, TestMap.Dump(path).Count);
        Assert.Equal(reason, Fault(path));
    }

    [Fact]
    public void A_key_in_the_wrong_bucket_is_found_out()
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Hash, [(TestMap.Bytes("a"), TestMap.Bytes("1"))]);
        var page = Layout.Entries(file, 1) > 0 ? 1 : 2;
        file[(page * 4096) + Layout.ItemOffsets(file, page)[0] + 1] = (byte)'b';
        Assert.Equal(page == 1 ? "the key belongs in bucket 1, not 0" : "the key belongs in bucket 0, not 1", Fault(folder.Write("t.db", file)));
    }

    private static string? Fault(string path) => MapVerification.Verify(path).Problems.Select(problem => problem.Reason).FirstOrDefault();
}
