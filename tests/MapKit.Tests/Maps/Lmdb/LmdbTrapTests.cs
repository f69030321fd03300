using MapKit.Maps;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>The traps in docs/formats/lmdb.md#branches-with-one-child, docs/formats/lmdb.md#which-meta-page-counts and docs/formats/lmdb.md#lmdb-10.</summary>
public sealed class LmdbTrapTests
{
    private const int PageSize = LmdbWriter.PageSize;
    private const int TransactionPlace = 16 + 128;

    // Keys this long give 7 records a leaf and 8 children a branch, so these numbers pass through every remainder of
    // children, at two levels of branches.
    private static readonly int[] Counts = [.. Enumerable.Range(1, 20).Select(i => i * 7), 57, 64, 113, 449, 450, 456, 457, 512, 513];

    private static List<(string Key, string Value)> LongKeys(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ($"{i:d6}{new string('k', 500)}", new string('v', 60)))];

    [Fact]
    public void T7_no_branch_page_has_one_child()
    {
        foreach (var count in Counts)
        {
            var file = Build(new LmdbEngine(), Set(LongKeys(count)));
            for (var page = 2; page < file.Length / PageSize; page++)
            {
                var start = page * PageSize;
                if (BitConverter.ToUInt16(file, start + 10) != 1) continue;
                var children = (BitConverter.ToUInt16(file, start + 12) - 16) / 2;
                Assert.True(children >= 2, $"{count} records: page {page} has {children} children");
            }
        }
    }

    [PeerFact("postmap")]
    public void T7_postmap_finds_the_last_record_of_trees_of_every_width()
    {
        using var folder = new PostmapFolder();
        foreach (var count in (int[])[57, 64, 457, 513])
        {
            var records = LongKeys(count);
            folder.Write("wide.lmdb", Build(new LmdbEngine(), Set(records)));
            Assert.Equal(records[^1].Value + "\n", folder.Succeed(["-q", records[^1].Key, "lmdb:" + folder.PathOf("wide")]));
        }
    }

    [Fact]
    public void T7_a_file_with_a_branch_page_of_one_child_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = Build(new LmdbEngine(), Set(LongKeys(30)));
        var root = (int)BitConverter.ToInt64(file, PageSize + 128);
        BitConverter.GetBytes((ushort)18).CopyTo(file, (root * PageSize) + 12);
        using var reader = OpenLmdb(folder.Write("one.lmdb", file));
        var damage = Assert.Throws<MapFormatException>(() => Get(reader, "000001"));
        Assert.Equal(root, damage.Page);
        Assert.Contains("1 children", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void T8_transaction_numbers_have_the_parity_of_their_meta_page()
    {
        var file = Build(new LmdbEngine(), Set(Numbered(100)));
        Assert.Equal(0, BitConverter.ToInt64(file, TransactionPlace));
        Assert.Equal(1, BitConverter.ToInt64(file, PageSize + TransactionPlace));
    }

    [PeerFact("mdb_dump", "postmap")]
    public void T8_programs_with_and_without_a_lock_file_see_the_same_records()
    {
        using var folder = new PostmapFolder();
        var path = folder.Write("map.lmdb", Build(new LmdbEngine(), Set(Numbered(100))));
        var withLock = Tool.Run("mdb_dump", "-n", path);
        Assert.Equal(100, LmdbPeer.ParseDump(withLock).Count);
        File.Delete(path + "-lock");
        Assert.Equal(100, folder.Succeed(["-s", "lmdb:" + folder.PathOf("map")]).Count(character => character == '\n'));
    }

    [Fact]
    public void T8_a_file_of_the_wrong_parity_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = Build(new LmdbEngine(), Set(Numbered(100)));

        // Exchange the two meta pages, each with its number in place.
        (byte[] First, byte[] Second) metas = (file[8..PageSize], file[(PageSize + 8)..(2 * PageSize)]);
        metas.Second.CopyTo(file, 8);
        metas.First.CopyTo(file, PageSize + 8);
        var path = folder.Write("parity.lmdb", file);
        Assert.Contains("transaction 1 is on meta page 0", Assert.Throws<MapFormatException>(() => OpenLmdb(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void T9_files_are_written_in_the_format_of_the_series_that_Postfix_opens()
    {
        var file = Build(new LmdbEngine(), Set(Numbered(1)));
        Assert.Equal(0xBEEFC0DE, BitConverter.ToUInt32(file, 16));
        Assert.Equal(1U, BitConverter.ToUInt32(file, 20));
    }

    [Fact]
    public void T9_files_of_the_1_0_series_are_still_read()
    {
        using var folder = new TemporaryFolder();
        using var reader = OpenLmdb(folder.Write("one.lmdb", LmdbVersion3Sample.File()));
        Assert.Equal("LMDB, data version 3 (series 1.0)", reader.Info.Format);
        Assert.Equal(LmdbVersion3Sample.Records(), Read(reader));
        Assert.All(LmdbVersion3Sample.Records(), record => Assert.Equal(record.Value, Get(reader, record.Key)));
        Assert.Null(Get(reader, "user1500@example.com\0"));
    }

    [Fact]
    public void T9_encrypted_and_checksummed_files_of_the_1_0_series_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var encrypted = LmdbVersion3Sample.File();
        encrypted[24 + 24 + 5] |= 0x20;
        Refused(folder.Write("encrypted.lmdb", encrypted), "encrypted");
        Refused(folder.Write("sums.lmdb", LmdbVersion3Sample.FileWithChecksums()), "checksums");

        static void Refused(string path, string word) =>
            Assert.Contains(word, Assert.Throws<MapFormatException>(() => OpenLmdb(path)).Message, StringComparison.Ordinal);
    }
}
