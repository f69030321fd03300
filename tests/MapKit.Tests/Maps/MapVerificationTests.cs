using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>What is wrong with a file is told: all of it, each with its place.</summary>
public sealed class MapVerificationTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_of_page_0_that_is_wrong_is_told()
    {
        var file = TestMap.Write(TestMap.Hash, TestMap.Users(1000), withNul: true);
        Set32(file, 8, 9);
        file[25] = 9;
        Set32(file, 32, 5);
        Set32(file, 88, 0x80000001);
        Set32(file, 92, 7);
        Assert.Equal(
            """
            page 0, offset 25, type: page type 9 does not match the magic number
            page 0, offset 8, pgno: page 0 says it is page 9
            page 0, offset 32, last_pgno: last page 5, but the file has 17 pages
            page 0, offset 88, nelem: 2147483649 elements are too many
            page 0, offset 92, h_charkey: the hash function gives 0x00000007 for the fixed text, Postfix's gives 0x5e688dd1
            """,
            Problems(file));
    }

    [Fact]
    public void Every_page_of_a_hash_that_is_wrong_is_told()
    {
        var file = TestMap.Write(TestMap.Hash, TestMap.Users(1000), withNul: true);
        Set32(file, (2 * PageSize) + 8, 7);
        Set16(file, (3 * PageSize) + 20, 51);
        Set16(file, (4 * PageSize) + 22, 9);
        Set32(file, (5 * PageSize) + 16, 6);
        file[(7 * PageSize) + 25] = 5;
        file[(8 * PageSize) + PageSize - 2] ^= 1;
        var lowest = Layout.HighFree(file, 4);
        var offset = (8 * PageSize) + Layout.ItemOffsets(file, 8)[0];
        var problems = Problems(file).Split('\n');
        Assert.Equal(
            [
                $"page 2, offset {(2 * PageSize) + 8}, pgno: the page says it is page 7",
                $"page 3, offset {(3 * PageSize) + 20}, entries: 51 items, an odd number, are not pairs",
                $"page 4, offset {(4 * PageSize) + 22}, hf_offset: items begin at {ItemsBegin(file, 4)}, but the page says 9",
                $"page 7, offset {(7 * PageSize) + 25}, type: page type 5, which a hash does not have",
                "page 0, offset 104, spares[2]: page 3 is referenced, but is damaged",
            ],
            problems.Where(line => !line.StartsWith("page 0, offset 1", StringComparison.Ordinal) || line.Contains("page 3 ", StringComparison.Ordinal)).Take(5));
        Assert.Contains($"page 6, offset {(6 * PageSize) + 12}, prev_pgno: the page before it is 5, but it says 0", problems);
        Assert.Contains(problems, line => line.StartsWith($"page 8, offset {offset}, item: the key belongs in bucket ", StringComparison.Ordinal));
        Assert.Equal(9, lowest);
    }

    private static int ItemsBegin(byte[] file, int page) => Layout.ItemOffsets(file, page).Min();

    [Fact]
    public void Every_page_of_a_btree_that_is_wrong_is_told()
    {
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(1000), withNul: true);
        Set32(file, (4 * PageSize) + 12, 9);
        file[(5 * PageSize) + 24] = 2;
        var first = Layout.ItemOffsets(file, 6)[0];
        file[(6 * PageSize) + first + 3] = (byte)'z';
        var second = Layout.ItemOffsets(file, 7)[2];
        file[(7 * PageSize) + second + 2] |= 0x80;
        var child = Layout.ItemOffsets(file, 1)[6];
        Set32(file, PageSize + child + 4, 3);
        Assert.Equal(
            $"""
            page 5, offset {(5 * PageSize) + 24}, level: level 2 on a page of type 5 (BtreeLeaf)
            page 7, offset {(7 * PageSize) + second + 2}, item: item 2 is marked as deleted
            page 4, offset {(4 * PageSize) + 12}, prev_pgno: the page before it is 3, but it says 9
            page 1, offset {PageSize + Layout.ItemOffsets(file, 1)[3] + 4}, item: page 5 is referenced, but is damaged
            page 6, offset {(6 * PageSize) + first}, item: item 0 is not below the key of the next page
            page 6, offset {(6 * PageSize) + Layout.ItemOffsets(file, 6)[2]}, item: item 2 is not above the one before it
            page 1, offset {PageSize + Layout.ItemOffsets(file, 1)[5] + 4}, item: page 7 is referenced, but is damaged
            page 1, offset {PageSize + child + 4}, item: page 3 is referenced twice
            page 8, offset {8 * PageSize}, lsn: this page is not referenced
            """,
            Problems(file));
    }

    [Fact]
    public void Every_page_of_an_lmdb_file_that_is_wrong_is_told()
    {
        var file = MapText.Build(new LmdbEngine(), MapText.Set(MapText.Numbered(300, 100)));
        Set64(file, 136 - 8, 5);
        Set64(file, PageSize + 16 + 72 + 32, 299);
        Set16(file, (2 * PageSize) + 12, 15);
        file[(3 * PageSize) + 10] = 2;
        var problems = Problems(file).Split('\n');
        Assert.Contains("page 2, offset 8204, lower: lower 15 and upper ", string.Join('\n', problems), StringComparison.Ordinal);
        Assert.Contains(problems, line => line.StartsWith("page 3, offset 12288, pgno: this page is not referenced", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_part_of_a_cdb_file_that_is_wrong_is_told()
    {
        var file = MapText.Build(new CdbEngine(), MapText.Set([("a", "1"), ("b", "2"), ("c", "3")]));
        file[2048 + 8] = (byte)'x';
        byte[] longer = [.. file, 1, 2, 3];
        Assert.Equal(
            """
            offset 2126: 3 bytes after the last table belong to nothing
            offset 2078: slot 0 of table 192 has hash 0x0002b5c7, the key at 2048 has 0x0002b5dd
            offset 2048: no slot leads to this record
            """.Split('\n')[0],
            Problems(longer).Split('\n')[0]);
        Assert.Contains("offset 2048: no slot leads to this record", Problems(longer).Split('\n'));
        Assert.Equal(3, Problems(longer).Split('\n').Length);
    }

    [Fact]
    public void A_file_full_of_problems_lists_a_thousand()
    {
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(60_000), withNul: true);
        for (var page = 1; page < Layout.Pages(file); page++)
        {
            for (var i = 0; i < 20; i++) file[(page * PageSize) + 26 + (2 * i)] ^= 0x31;
        }

        var result = MapVerification.Verify(_folder.Write("t.db", file));
        Assert.Equal(MapVerification.ProblemLimit, result.Problems.Count);
        Assert.True(result.ProblemCount > MapVerification.ProblemLimit);
    }

    [Fact]
    public void A_zeroed_bucket_page_is_found_out_by_the_count()
    {
        var file = TestMap.Write(TestMap.Hash, TestMap.Users(1000), withNul: true);
        var keys = Layout.Entries(file, 3) / 2;
        file.AsSpan(3 * PageSize, PageSize).Clear();
        Assert.Equal($"page 0, offset 88, nelem: {1000 - keys} keys are stored, {keys} fewer than the count, and pages of buckets are all zero: lost, or never used (as in a file created for that many more)", Problems(file));
    }

    private string Problems(byte[] file) => string.Join('\n', MapVerification.Verify(_folder.Write("t.db", file)).Problems.Select(Text));

    private static string Text(MapProblem problem) => string.Join(
        ", ",
        new[] { problem.Page is null ? null : $"page {problem.Page}", problem.Offset is null ? null : $"offset {problem.Offset}", problem.Field }.OfType<string>())
        + ": " + problem.Reason;

    private static void Set16(byte[] file, int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);

    private static void Set32(byte[] file, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);

    private static void Set64(byte[] file, int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(offset), value);
}
