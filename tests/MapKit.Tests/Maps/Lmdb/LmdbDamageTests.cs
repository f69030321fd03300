using MapKit.Maps;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>A damaged file gives records or an error that names the place, in bounded time (docs/formats/damaged-files.md#lmdb-files).</summary>
public sealed class LmdbDamageTests
{
    private const int PageSize = LmdbWriter.PageSize;
    private const int Meta = PageSize + 16;

    private static readonly List<(string Key, string Value)> Records = Numbered(200, 66);

    private static byte[] Sound() => Build(new LmdbEngine(), Set(Records));

    public static TheoryData<int, byte[], string> MetaDamage => new()
    {
        { 20, [2], "data version 2" },
        { 16 + 24, [0, 0], "page size 0 " },
        { 16 + 26, [2], "page size 135168" },
        { Meta, [0], "mark of LMDB" },
        { Meta - 6, [2], "not marked as a meta page" },
        { Meta + 24, [0, 32], "page size 8192" },
        { Meta + 72 + 4, [0x80], "unknown flags 0x80" },
        { Meta + 72 + 40, [1, 0], "reference to page 1" },
        { Meta + 72 + 40, [200, 0], "reference to page 200" },
        { Meta + 72 + 40, [255, 255, 255, 255, 255, 255, 255, 255], "200 records, but no root" },
        { Meta + 120, [0], "last page 0" },
        { Meta + 128, [4], "transaction 4" },
    };

    [Theory]
    [MemberData(nameof(MetaDamage))]
    public void A_damaged_meta_page_is_named(int place, byte[] bytes, string words)
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        bytes.CopyTo(file, place);
        var path = folder.Write("map.lmdb", file);
        Assert.Contains(words, Assert.Throws<MapFormatException>(() => OpenLmdb(path)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int, byte[], string> MetaDamageThatReadersBear => new()
    {
        { 16 + 128, [2], "last page 1, but it was " },
        { Meta + 16 + 5, [128], "a mapping of 140737" },
    };

    [Theory]
    [MemberData(nameof(MetaDamageThatReadersBear))]
    public void A_meta_page_that_loses_the_records_or_cannot_be_mapped_is_not_sound(int place, byte[] bytes, string words)
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        bytes.CopyTo(file, place);
        var problem = Assert.Single(MapVerification.Verify(folder.Write("map.lmdb", file)).Problems);
        Assert.StartsWith(words, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_file_whose_first_transaction_was_interrupted_is_not_sound()
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        file.AsSpan(0, PageSize).CopyTo(file.AsSpan(PageSize));
        file[PageSize] = 1;
        var problem = Assert.Single(MapVerification.Verify(folder.Write("map.lmdb", file)).Problems);
        Assert.Equal("the page is written, but no transaction was completed", problem.Reason);
        Assert.Empty(MapVerification.Verify(folder.Write("map.lmdb", file[..(2 * PageSize)])).Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_file_without_both_meta_pages_is_refused(int length)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("map.lmdb", Sound()[..length]);
        Assert.Throws<MapFormatException>(() => OpenLmdb(path));
    }

    [Theory]
    [InlineData(12, false, "32-bit machine")]
    [InlineData(12, true, "big-endian 32-bit")]
    [InlineData(16, true, "big-endian machine")]
    public void Files_of_other_machines_are_refused_by_name(int place, bool bigEndian, string words)
    {
        using var folder = new TemporaryFolder();
        var file = new byte[8192];
        ((byte[])(bigEndian ? [0xBE, 0xEF, 0xC0, 0xDE] : [0xDE, 0xC0, 0xEF, 0xBE])).CopyTo(file, place);
        var path = folder.Write("map.lmdb", file);
        Assert.Contains(words, Assert.Throws<MapFormatException>(() => OpenLmdb(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_gives_the_records_whose_pages_are_there_and_errors_for_the_others()
    {
        // The root is on the last page; put it in front, so that only leaves are missing.
        using var folder = new TemporaryFolder();
        var file = Sound();
        var root = (int)BitConverter.ToInt64(file, Meta + 72 + 40);
        Assert.Equal((file.Length / PageSize) - 1, root);
        var last = LastLeaf(file, root);
        using var whole = OpenLmdb(folder.Write("map.lmdb", file));
        Assert.Equal(200, Read(whole).Count);

        (byte[] Root, byte[] Leaf) pages = (Page(file, root), Page(file, last));
        BitConverter.GetBytes((long)last).CopyTo(pages.Root, 0);
        BitConverter.GetBytes((long)root).CopyTo(pages.Leaf, 0);
        var lastNode = BitConverter.ToUInt16(pages.Root, BitConverter.ToUInt16(pages.Root, 12) - 2);
        BitConverter.GetBytes((ushort)root).CopyTo(pages.Root, lastNode);
        pages.Root.CopyTo(file, last * PageSize);
        pages.Leaf.CopyTo(file, root * PageSize);
        BitConverter.GetBytes((long)last).CopyTo(file, Meta + 72 + 40);
        using (var exchanged = OpenLmdb(folder.Write("map.lmdb", file))) Assert.Equal(200, Read(exchanged).Count);

        using var cut = OpenLmdb(folder.Write("map.lmdb", file[..(root * PageSize)]));
        Assert.Equal(Records[0].Value + "\0", Get(cut, Records[0].Key + "\0"));
        var damage = Assert.Throws<MapFormatException>(() => Get(cut, Records[^1].Key + "\0"));
        Assert.Contains("truncated?", damage.Message, StringComparison.Ordinal);
        Assert.Equal(last, damage.Page);
        Assert.Throws<MapFormatException>(() => Read(cut));
    }

    [Fact]
    public void Pages_behind_the_last_one_in_use_do_no_harm()
    {
        using var folder = new TemporaryFolder();
        using var reader = OpenLmdb(folder.Write("map.lmdb", [.. Sound(), .. new byte[3 * PageSize], 1, 2, 3]));
        Assert.Equal(200, Read(reader).Count);
    }

    [Fact]
    public void A_branch_that_leads_to_itself_ends_in_an_error()
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        var root = (int)BitConverter.ToInt64(file, Meta + 72 + 40);
        var firstNode = BitConverter.ToUInt16(file, (root * PageSize) + 16);
        BitConverter.GetBytes((ushort)root).CopyTo(file, (root * PageSize) + firstNode);
        using var reader = OpenLmdb(folder.Write("map.lmdb", file));
        Assert.Contains("levels", Assert.Throws<MapFormatException>(() => Get(reader, "a")).Message, StringComparison.Ordinal);
        Assert.Throws<MapFormatException>(() => Read(reader));
    }

    [Fact]
    public void A_leaf_that_is_reached_twice_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        var root = (int)BitConverter.ToInt64(file, Meta + 72 + 40);
        var (first, second) = (BitConverter.ToUInt16(file, (root * PageSize) + 16), BitConverter.ToUInt16(file, (root * PageSize) + 18));
        file.AsSpan((root * PageSize) + first, 6).CopyTo(file.AsSpan((root * PageSize) + second));
        using var reader = OpenLmdb(folder.Write("map.lmdb", file));
        Assert.Contains("ascend", Assert.Throws<MapFormatException>(() => Read(reader)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_whose_branches_share_their_children_is_not_walked_without_end()
    {
        // Ten levels of branches with a hundred children each, all the same one, and one leaf without records.
        using var folder = new TemporaryFolder();
        const int Levels = 10;
        byte[] file = [.. Sound(), .. new byte[Levels * PageSize]];
        for (var level = 0; level <= Levels; level++)
        {
            var builder = new LmdbPageBuilder(file.AsSpan((2 + level) * PageSize, PageSize));
            for (var i = 0; i < 100 && level < Levels; i++)
            {
                Assert.True(builder.TryAdd(8, out var node));
                LmdbLayout.WriteBranchNode(node, 3 + level, 0);
            }

            builder.Finish(2 + level, level < Levels ? LmdbLayout.BranchFlag : LmdbLayout.LeafFlag);
        }

        file[Meta + 72 + 40] = 2;
        file[Meta + 120] = 100;
        using var reader = OpenLmdb(folder.Write("map.lmdb", file));
        Assert.Contains("reached twice", Assert.Throws<MapFormatException>(() => Read(reader)).Message, StringComparison.Ordinal);
        Assert.Null(Get(reader, "a"));
    }

    public static TheoryData<string, int, byte[], string> LeafDamage => new()
    {
        { "page", 0, [77], "says it is page 77" },
        { "page", 10, [4], "flags 0x4" },
        { "page", 10, [0x22], "MDB_DUPSORT" },
        { "page", 12, [15, 0], "lower 15" },
        { "page", 12, [17, 0], "lower 17" },
        { "page", 12, [254, 255], "lower 65534" },
        { "page", 14, [1, 16], "upper 4097" },
        { "page", 16, [0, 0], "pointer 0 leads to 0" },
        { "page", 16, [0xFA, 0x0F], "pointer 0 leads to 4090" },
        { "node", 0, [255, 255], "extends past its page" },
        { "node", 4, [2], "named databases" },
        { "node", 4, [4], "several values" },
        { "node", 4, [8], "unknown flags 0x8" },
        { "node", 6, [0], "empty key" },
        { "node", 6, [0, 16], "extends past its page" },
        { "large", 0, [255, 255, 255, 255], "reference to 1048577 pages" },
        { "large", 8 + 23, [1], "reference to page 1:" },
        { "overflow", 0, [77], "says it is page 77" },
        { "overflow", 10, [2], "not marked" },
        { "overflow", 12, [0], "it needs 1" },
        { "overflow", 12, [200], "has 200 pages" },
    };

    [Theory]
    [MemberData(nameof(LeafDamage))]
    public void A_damaged_page_of_records_is_named(string place, int offset, byte[] bytes, string words)
    {
        // The first leaf is page 2; its first record is small, its second is large and has page 3.
        using var folder = new TemporaryFolder();
        var file = Sound();
        int Node(int index) => BitConverter.ToUInt16(file, (2 * PageSize) + 16 + (2 * index));
        var start = place switch
        {
            "page" => 2 * PageSize,
            "node" => (2 * PageSize) + Node(0),
            "large" => (2 * PageSize) + Node(1),
            _ => 3 * PageSize,
        };
        bytes.CopyTo(file, start + offset);
        using var reader = OpenLmdb(folder.Write("map.lmdb", file));
        var damage = Assert.Throws<MapFormatException>(() => Read(reader));
        Assert.Contains(words, damage.Reason, StringComparison.Ordinal);
        Assert.Equal(place == "overflow" ? 3 : 2, damage.Page);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    public void Thousands_of_random_changes_give_records_or_an_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("map.lmdb");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var sound in (byte[][])[Sound(), LmdbVersion3Sample.File(), Build(new LmdbEngine(), Set(Numbered(3, 2)))])
        {
            for (var i = 0; i < 1000; i++)
            {
                File.WriteAllBytes(path, RandomDamage.Apply(sound, PageSize, random));
                try
                {
                    using var reader = OpenLmdb(path);
                    foreach (var (key, _) in Records.Where((_, index) => index % 40 == 1)) RandomDamage.Expect(() => Get(reader, key + "\0"));
                    RandomDamage.Expect(() => Read(reader));
                }
                catch (Exception problem) when (problem is not MapFormatException)
                {
                    Assert.Fail($"seed {seed}, change {i}: {problem}");
                }
                catch (MapFormatException)
                {
                    // An error is one of the two right answers.
                }
            }
        }
    }

    private static byte[] Page(byte[] file, int number) => file.AsSpan(number * PageSize, PageSize).ToArray();

    private static int LastLeaf(byte[] file, int root)
    {
        var lastPointer = (root * PageSize) + BitConverter.ToUInt16(file, (root * PageSize) + 12) - 2;
        return BitConverter.ToUInt16(file, (root * PageSize) + BitConverter.ToUInt16(file, lastPointer));
    }
}
