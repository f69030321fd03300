using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb.Btree;

public class BtreeWriterTests
{
    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(10, 5, 1)]
    [InlineData(1000, 3, 2)]
    [InlineData(30_000, 3, 3)]
    public void T6_the_root_is_page_1(int count, int type, int level)
    {
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(count), withNul: true);
        Assert.Equal(1u, Layout.BtreeRoot(file));
        Assert.Equal(type, Layout.PageType(file, 1));
        Assert.Equal(level, Layout.Level(file, 1));
        Assert.Equal((uint)Layout.Pages(file) - 1, Layout.MetaLastPage(file));
    }

    [Theory]
    [InlineData(0, 8_192)]
    [InlineData(1000, 57_344)]
    [InlineData(100_000, 4_919_296)] // 84 pairs of 48 bytes to a leaf
    public void A_map_has_full_leaves(int count, int size)
    {
        var pairs = Enumerable.Range(0, count).Select(i => (TestMap.Bytes($"user{i:d6}@example.com"), TestMap.Bytes($"value{i % 10000:d4}")));
        Assert.Equal(size, TestMap.Write(TestMap.Btree, pairs, withNul: true).Length);
    }

    [Fact]
    public void A_key_or_value_of_which_four_would_not_fit_goes_off_the_page()
    {
        foreach (var (length, type) in new[] { (1007, 1), (1008, 3) })
        {
            var file = TestMap.Write(TestMap.Btree, [(TestMap.Filler(length, 1), TestMap.Filler(length, 2))]);
            Assert.All(Layout.ItemOffsets(file, 1), offset => Assert.Equal(type, file[4096 + offset + 2]));
        }
    }

    [Fact]
    public void No_internal_page_has_a_single_child()
    {
        // Leaves of one record and separators of some 500 bytes: a page above them has 8 children, so some count leaves one over.
        var common = new string('p', 500);
        for (var count = 8; count < 80; count++)
        {
            var pairs = Enumerable.Range(0, count)
                .Select(i => (TestMap.Bytes($"{common}{i:d4}{new string('q', 500)}"), TestMap.Filler(1000, i))).ToList();
            var file = TestMap.Write(TestMap.Btree, pairs);
            var pages = Enumerable.Range(1, Layout.Pages(file) - 1).Where(page => Layout.PageType(file, page) == 3);
            Assert.All(pages, page => Assert.True(Layout.Entries(file, page) > 1, $"{count} records, page {page}"));
        }
    }

    [PeerFact("db_verify", "db_dump")]
    public void Separators_that_are_too_long_for_their_page_go_to_overflow_pages()
    {
        using var folder = new TemporaryFolder();
        var common = new string('p', 3000);
        var pairs = Enumerable.Range(0, 1500).Select(i => (TestMap.Bytes($"{common}{i:d4}"), TestMap.Filler(20, i))).ToList();
        var path = folder.Write("t.db", TestMap.Write(TestMap.Btree, pairs));
        LibDb.Verify(path);
        Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
        using var reader = TestMap.Open(path);
        Assert.All(pairs, pair => Assert.True(reader.TryGet(pair.Item1, out _)));
        Assert.False(reader.TryGet(TestMap.Bytes(common + "x"), out _));
    }
}
