using MapKit.Diagnostics;
using MapKit.Loading;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Records;
using MapKit.Tests.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;
using MapKit.Tests.Maps.Replacement;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Update;

/// <summary>
/// Changing some records of a map: postmap -i and -d (docs/formats/postmap-command.md#options,
/// docs/formats/postmap-command.md#duplicate-keys and docs/formats/map-types.md#trailing-nul).
/// </summary>
public sealed class MapUpdateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Name => _folder.File("t");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void A_missing_map_is_made_and_an_existing_one_keeps_what_nobody_asked_for(MapType type)
    {
        Updating.Put(type, Name, Updating.Options() with { Nul = NulConvention.WithoutNul }, ("bare", "1"), ("both", "2"));
        Updating.Put(type, Name, ("Both", "3"), ("new", "4"));
        Assert.Equal("bare=1 both0=30 both=2 new0=40", Updating.Records(type, Name));

        var (found, _) = Updating.Delete(type, Name, "BARE");
        Assert.True(found);
        Assert.Equal("both0=30 both=2 new0=40", Updating.Records(type, Name));
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void The_bytes_are_those_of_a_compiled_map_of_the_same_records(MapType type)
    {
        var records = MapText.Numbered(3000, largeEvery: 97);
        var suffix = MapTypes.SuffixOf(type);
        Write(type, records);
        var expected = File.ReadAllBytes(Name + suffix);

        Write(type, [.. records.Where((_, index) => index % 7 != 3), ("extra", "x"), ("zz", "z")]);
        using (var update = MapUpdate.Open(type, Name, Updating.Options()))
        {
            foreach (var (key, value) in records.Where((_, index) => index % 7 == 3).Reverse()) Assert.True(Updating.Put(update, key, value));
            Assert.True(update.Delete("extra"u8));
            Assert.True(update.Delete("zz"u8));
            Assert.True(update.Commit().IsWritten);
        }

        Assert.Equal(expected, File.ReadAllBytes(Name + suffix));
    }

    [Theory]
    [InlineData(MapType.Hash, DuplicatePolicy.First, "a0=10", "{0}.db: duplicate entry: \"a\"")]
    [InlineData(MapType.Lmdb, DuplicatePolicy.First, "a0=10", "lmdb:{0}: duplicate entry: \"a\"")]
    [InlineData(MapType.Btree, DuplicatePolicy.KeepAll, "a0=10", null)]
    [InlineData(MapType.Btree, DuplicatePolicy.Last, "a0=20", null)]
    public void A_key_that_is_there_follows_the_policy(MapType type, DuplicatePolicy policy, string expected, string? warning)
    {
        Updating.Put(type, Name, ("a", "1"));
        var inode = Replacing.Inode(Name + MapTypes.SuffixOf(type));
        var warnings = new DiagnosticList();
        var result = Updating.Put(type, Name, Updating.Options(warnings) with { Duplicates = policy }, ("A", "2"));
        Assert.Equal(expected, Updating.Records(type, Name));
        Assert.Equal(warning is null ? [] : [string.Format(null, warning, Name)], warnings.Select(item => item.PostfixText));
        Assert.Equal(policy == DuplicatePolicy.Last, result.IsWritten);
        Assert.Equal(policy == DuplicatePolicy.Last, inode != Replacing.Inode(Name + MapTypes.SuffixOf(type)));
    }

    [Fact]
    public void Where_no_record_changes_the_file_stays_as_it_is()
    {
        Updating.Put(MapType.Hash, Name, ("a", "1"));
        var inode = Replacing.Inode(Name + ".db");
        Assert.False(Updating.Put(MapType.Hash, Name, Updating.Options() with { Duplicates = DuplicatePolicy.Last }, ("a", "1")).IsWritten);
        Assert.False(Updating.Put(MapType.Hash, Name).IsWritten);
        Assert.Equal((false, false), Updating.Delete(MapType.Hash, Name, "b") is var (found, result) ? (found, result.IsWritten) : default);
        using (var update = MapUpdate.Open(MapType.Hash, Name, Updating.Options()))
        {
            Updating.Put(update, "b", "2");
            Assert.True(update.Delete("b"u8));
            Assert.False(update.Delete("b"u8));
            Assert.False(update.Commit().IsWritten);
        }

        using (var update = MapUpdate.Open(MapType.Hash, Name, Updating.Options())) Updating.Put(update, "c", "3");
        Assert.Equal(inode, Replacing.Inode(Name + ".db"));
        Assert.Equal(["t.db"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void What_was_found_first_decides_which_form_of_keys_is_deleted()
    {
        Updating.Put(MapType.Lmdb, Name, Updating.Options() with { Nul = NulConvention.WithoutNul }, ("a", "1"), ("b", "2"));
        Updating.Put(MapType.Lmdb, Name, ("b", "3"), ("c", "4"));
        using var update = MapUpdate.Open(MapType.Lmdb, Name, Updating.Options() with { Create = false });
        Assert.Equal([true, true, false], new[] { "b", "c", "a" }.Select(key => update.Delete(MapText.Bytes(key))));
        update.Commit();
        Assert.Equal("a=1 b=2", Updating.Records(MapType.Lmdb, Name));
    }

    [Fact]
    public void Entries_before_a_key_without_room_can_be_committed()
    {
        using var update = MapUpdate.Open(MapType.Lmdb, Name, Updating.Options());
        Assert.True(Updating.Put(update, "a", "1"));
        var failure = Assert.Throws<MapUpdateException>(() => Updating.Put(update, new string('x', 511), "2"));
        Assert.Equal($"error updating lmdb:{Name}: MDB_BAD_VALSIZE: Unsupported size of key/DB name/data, or wrong DUPFIXED size", failure.Message);
        update.Commit();
        Assert.Equal("a0=10", Updating.Records(MapType.Lmdb, Name));
    }

    [Fact]
    public void Keys_and_values_that_are_not_UTF8_are_left_with_a_warning()
    {
        var warnings = new DiagnosticList();
        using var update = MapUpdate.Open(MapType.Hash, Name, Updating.Options(warnings));
        Assert.False(Updating.Put(update, "k\u00FF", "v"));
        Assert.False(Updating.Put(update, "k", "v\u00FF"));
        Assert.True(update.Delete("k\u00FF"u8[..2]));
        Assert.Equal(
            [
                $"hash:{Name}.db: non-UTF-8 key \"k\u00FF\": malformed UTF-8 or invalid codepoint",
                $"hash:{Name}.db: key \"k\": non-UTF-8 value \"v\u00FF\": malformed UTF-8 or invalid codepoint",
                $"hash:{Name}.db: non-UTF-8 key \"k\u00C3\": malformed UTF-8 or invalid codepoint",
            ],
            warnings.Select(item => item.PostfixText));
        update.Commit();
        Assert.Equal("", Updating.Records(MapType.Hash, Name));
    }

    [Fact]
    public void Marks_of_alias_maps_take_the_place_of_older_ones()
    {
        foreach (var time in new[] { 1L, 1795496658L })
        {
            using var update = MapUpdate.Open(MapType.Btree, Name, Updating.Options());
            update.PutAliasMarks(new YpRecords(DateTimeOffset.FromUnixTimeSeconds(time), "Mail.example.com"));
            update.Commit();
        }

        Assert.Equal("@0=@0 YP_LAST_MODIFIED=1795496658 YP_MASTER_NAME=Mail.example.com", Updating.Records(MapType.Btree, Name));
    }

    [PeerTheory("db_load")]
    [InlineData(MapType.Hash, "duplicates=1", "several values of one key (DB_DUP)")]
    [InlineData(MapType.Btree, "duplicates=1", "several values of one key (DB_DUP)")]
    [InlineData(MapType.Btree, "recnum=1", "record numbers (DB_RECNUM)")]
    [InlineData(MapType.Hash, "chksum=1", "checksums (DB_CHKSUM)")]
    [InlineData(MapType.Btree, "chksum=1", "checksums (DB_CHKSUM)")]
    public void A_file_with_more_than_a_rewrite_keeps_is_refused(MapType type, string setting, string lost)
    {
        LibDb.Load(Name + ".db", MapTypes.NameOf(type), [setting], [("a"u8.ToArray(), "b"u8.ToArray())]);
        var before = File.ReadAllBytes(Name + ".db");
        var failure = Assert.Throws<MapUpdateException>(() => Updating.Put(type, Name, ("c", "d")));
        Assert.Equal($"open database {Name}.db: the file has {lost}, which would be lost: use the program that created the file", failure.Message);
        Assert.Equal(before, File.ReadAllBytes(Name + ".db"));
    }

    [Fact]
    public void An_lmdb_file_of_another_series_is_refused_in_the_words_of_the_library()
    {
        _folder.Write("t.lmdb", LmdbVersion3Sample.File());
        var failure = Assert.Throws<MapUpdateException>(() => Updating.Delete(MapType.Lmdb, Name, "a"));
        Assert.Equal($"open database {Name}.lmdb: MDB_VERSION_MISMATCH: Database environment version mismatch", failure.Message);
    }

    [Fact]
    public void Damage_that_is_met_on_the_way_leaves_the_old_map_in_place()
    {
        Write(MapType.Hash, MapText.Numbered(500));
        var bytes = File.ReadAllBytes(Name + ".db");
        bytes[(3 * 4096) + 8] ^= 0x55;
        File.WriteAllBytes(Name + ".db", bytes);
        var failure = Assert.Throws<MapUpdateException>(() => Updating.Put(MapType.Hash, Name, ("q", "1"), ("r", "1"), ("s", "1"), ("t", "1")));
        Assert.Equal($"error writing {Name}.db: Invalid argument", failure.Message);
        Assert.Contains("page 3", failure.Detail, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Name + ".db"));
        Assert.Equal(["t.db"], Replacing.Names(_folder.Path));
    }

    private void Write(MapType type, IEnumerable<(string Key, string Value)> records)
    {
        var writer = new MapWriter(Name + MapTypes.SuffixOf(type), type);
        foreach (var (key, value) in records) writer.AddStored(MapText.Bytes(key + "\0"), MapText.Bytes(value + "\0"));
        writer.Complete();
    }
}
