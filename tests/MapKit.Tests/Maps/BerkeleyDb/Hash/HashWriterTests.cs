using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb.Hash;

public class HashWriterTests
{
    private static readonly string[] PrefixKeys =
        [.. Enumerable.Range(0, 180).SelectMany(i => Enumerable.Range(1, 7).Select(length => $"k{i:d3}" + "abcdefg"[..length]))];

    [Fact]
    public void T1_a_longer_key_comes_before_its_prefix()
    {
        var file = TestMap.Write(TestMap.Hash, Texts(PrefixKeys));
        var pages = Enumerable.Range(1, Layout.Pages(file) - 1).Select(page => Layout.HashKeys(file, page)).ToList();
        Assert.Equal(PrefixKeys.Length, pages.Sum(keys => keys.Count));
        foreach (var keys in pages)
        {
            foreach (var (earlier, later) in keys.Zip(keys.Skip(1)))
            {
                Assert.False(later.Key.AsSpan().StartsWith(earlier.Key), "a beginning stands before the longer key");
                Assert.True(
                    earlier.Key.AsSpan().StartsWith(later.Key) || earlier.Key.AsSpan().SequenceCompareTo(later.Key) < 0, "keys out of order");
            }
        }
    }

    [PeerFact("postmap", "db_verify")]
    public void T1_libdb_finds_every_key_that_is_a_prefix_of_another()
    {
        using var folder = new PostfixFolder();
        LibDb.Verify(folder.Write("t.db", TestMap.Write(TestMap.Hash, Texts(PrefixKeys))));
        Assert.Equal(PrefixKeys.Length, folder.Query("hash", "t", PrefixKeys).Length);
    }

    [Fact]
    public void T2_no_page_holds_both_small_and_big_keys()
    {
        var file = TestMap.Write(TestMap.Hash, Texts(MixedKeys()));
        var pages = Enumerable.Range(1, Layout.Pages(file) - 1).Where(page => Layout.PageType(file, page) == 13)
            .Select(page => Layout.HashKeys(file, page)).Where(keys => keys.Count > 0).ToList();
        Assert.Contains(pages, keys => keys[0].OffPage);
        Assert.Contains(pages, keys => !keys[0].OffPage);
        Assert.All(pages, keys => Assert.Single(keys.Select(key => key.OffPage).Distinct()));
    }

    [PeerFact("postmap", "db_verify")]
    public void T2_libdb_finds_small_and_big_keys_that_begin_alike()
    {
        using var folder = new PostfixFolder();
        var keys = MixedKeys();
        LibDb.Verify(folder.Write("t.db", TestMap.Write(TestMap.Hash, Texts(keys))));
        Assert.Equal(keys.Length, folder.Query("hash", "t", keys).Length);
    }

    [Fact]
    public void T3_every_page_has_the_exact_start_of_its_items()
    {
        var file = TestMap.Write(TestMap.Hash, [.. TestMap.Users(200), .. Texts(MixedKeys())], withNul: true);
        for (var page = 1; page < Layout.Pages(file); page++)
        {
            if (Layout.PageType(file, page) != 13) continue;
            Assert.Equal(Layout.ItemOffsets(file, page).Append(Layout.PageSize).Min(), Layout.HighFree(file, page));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void T4_the_last_page_in_the_header_is_the_last_page(int count)
    {
        var file = TestMap.Write(TestMap.Hash, [.. TestMap.Users(count), (TestMap.Bytes("big"), TestMap.Filler(50_000, 1))]);
        Assert.Equal((uint)Layout.Pages(file) - 1, Layout.MetaLastPage(file));
    }

    [PeerFact("postmap")]
    public void T5_the_element_count_of_a_postfix_file_is_not_the_number_of_records()
    {
        using var folder = new PostfixFolder();
        var path = folder.Build("hash", "t", TestMap.Users(3));
        Assert.Equal(4096u + 3, Layout.HashElementCount(File.ReadAllBytes(path)));
        Assert.Equal(3, TestMap.Dump(path).Count);
        Assert.Equal(3u, Layout.HashElementCount(TestMap.Write(TestMap.Hash, TestMap.Users(3))));
    }

    [Theory]
    [InlineData(0, 12_288)]
    [InlineData(1, 12_288)]
    [InlineData(10, 12_288)]
    [InlineData(1000, 69_632)]
    [InlineData(100_000, 5_804_032)] // 1024 buckets that are 94 % full on average, 392 further pages
    public void A_map_has_a_page_for_each_bucket_and_more_for_long_ones(int count, int size)
    {
        var pairs = Enumerable.Range(0, count).Select(i => (TestMap.Bytes($"user{i:d6}@example.com"), TestMap.Bytes($"value{i % 10000:d4}")));
        var file = TestMap.Write(TestMap.Hash, pairs, withNul: true);
        Assert.Equal(size, file.Length);
    }

    [Fact]
    public void A_key_or_value_over_a_quarter_of_a_page_goes_off_the_page()
    {
        foreach (var (length, type) in new[] { (1024, 1), (1025, 3) })
        {
            var file = TestMap.Write(TestMap.Hash, [(TestMap.Filler(length, 1), TestMap.Filler(length, 2))]);
            var page = Layout.Entries(file, 1) > 0 ? 1 : 2;
            Assert.All(Layout.ItemOffsets(file, page), offset => Assert.Equal(type, file[(page * 4096) + offset]));
        }
    }

    [Fact]
    public void Keys_of_one_bucket_that_need_many_pages_are_chained()
    {
        // The hash of any key of zero bytes is 0.
        var pairs = Enumerable.Range(0, 300).Select(length => (new byte[length], TestMap.Filler(100, length))).ToList();
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.db", TestMap.Write(TestMap.Hash, pairs));
        Assert.Equal(TestMap.Sorted(pairs), TestMap.Sorted(TestMap.Dump(path)));
        using var reader = TestMap.Open(path);
        foreach (var (key, value) in pairs)
        {
            Assert.True(reader.TryGet(key, out var found));
            Assert.Equal(value, found.ToArray());
        }

        Assert.False(reader.TryGet(new byte[300], out _));
    }

    [Fact]
    public void A_bucket_takes_exactly_the_pages_that_were_planned_for_it()
    {
        // All in one bucket, with a large pair in changing places; it grows from one page to four, a byte or so at a time.
        using var folder = new TemporaryFolder();
        for (var count = 30; count < 130; count++)
        {
            var pairs = Enumerable.Range(0, count)
                .Select(length => (new byte[length], TestMap.Filler(length == count / 2 ? 700 : 30 + (count % 7), length))).ToList();
            var path = folder.Write("t.db", TestMap.Write(TestMap.Hash, pairs));
            Assert.Equal(TestMap.Sorted(pairs), TestMap.Sorted(TestMap.Dump(path)));
        }
    }

    private static string[] MixedKeys()
    {
        var keys = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            foreach (var tail in new[] { "", "z", "c" + new string('d', 2000), "c", "c" + new string('d', 2100), new string('e', 1020) })
                keys.Add($"x{i}" + tail);
        }

        return [.. keys];
    }

    private static IEnumerable<(byte[] Key, byte[] Value)> Texts(IEnumerable<string> keys) =>
        keys.Select(key => (TestMap.Bytes(key), TestMap.Bytes("v" + key.Length)));
}
