using System.Text;
using MapKit.Diagnostics;
using MapKit.Fuzzing;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Convert;
using MapKit.Operations.Info;
using MapKit.Operations.Verify;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>The files in testdata/db185, which Berkeley DB 1.85 made: read by every operation, written by none.</summary>
public sealed class Sample185FileTests(ITestOutputHelper log) : IDisposable
{
    private const int DamagedCopies = 100;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(RepositoryFiles.Path("testdata", "db185"), "*.db").Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("access-btree.db", MapType.Btree185, false, 41)]
    [InlineData("access-btree-big-endian.db", MapType.Btree185, true, 40)]
    [InlineData("access-hash.db", MapType.Hash185, false, 42)]
    [InlineData("aliases-hash.db", MapType.Hash185, false, 7)]
    [InlineData("aliases-hash-big-endian.db", MapType.Hash185, true, 7)]
    [InlineData("empty-btree.db", MapType.Btree185, false, 0)]
    [InlineData("empty-hash.db", MapType.Hash185, false, 0)]
    [InlineData("makemap-btree-duplicates.db", MapType.Btree185, false, 60)]
    public void A_file_is_recognised_by_its_content_and_read_whole(string name, MapType type, bool bigEndian, int records)
    {
        var path = _folder.Write("whatever.it.is", File.ReadAllBytes(Sample(name)));
        Assert.True(MapFile.IsMap(path));
        using var map = MapFile.Open(path);
        Assert.Equal((type, bigEndian, records), (map.Type, map.Info.BigEndian, map.Records.Count()));
        Assert.Empty(MapVerification.Verify(path).Problems);
        Assert.True(ReadingSurface.Walk(path).IsSound);
        using var salvage = MapSalvage.Open(path);
        Assert.Equal(Db185.Records(map).Order(), salvage.Records.Select(record => (Convert.ToHexStringLower(record.Key.Span), Convert.ToHexStringLower(record.Value.Span))).Order());
        Assert.Equal(0, salvage.LossCount);
    }

    [Theory]
    [InlineData("access-hash.db")]
    [InlineData("access-btree.db")]
    public void Values_on_one_page_and_on_several_are_found(string name)
    {
        using var map = MapFile.Open(Sample(name));
        Assert.True(map.TryGet("host7.example.com\0"u8, out var value));
        Assert.Equal("REJECT rule 7\0", Encoding.ASCII.GetString(value.Span));
        Assert.True(map.TryGet("long.example.com\0"u8, out value));
        Assert.Equal($"REJECT {new string('x', 900)}\0", Encoding.ASCII.GetString(value.Span));
        Assert.False(map.TryGet("host7.example.com"u8, out _));
        Assert.False(map.TryGet([], out _));
    }

    [Fact]
    public void Of_several_values_the_first_is_found()
    {
        using var map = MapFile.Open(Sample("makemap-btree-duplicates.db"));
        foreach (var values in Db185.Records(map).GroupBy(record => record.Key, record => record.Value))
        {
            Assert.True(map.TryGet(Convert.FromHexString(values.Key), out var value));
            Assert.Equal(values.First(), Convert.ToHexStringLower(value.Span));
        }
    }

    [Fact]
    public void Info_says_who_wrote_a_map()
    {
        Assert.Equal("postalias", Writer("aliases-hash.db"));
        Assert.Equal("postmap", Writer("access-btree.db"));
        Assert.Equal("makemap, db_load, another program without NULs, or postmap -n", Writer("makemap-btree-duplicates.db"));

        string Writer(string name)
        {
            using var map = MapFile.Open(Sample(name));
            return ProbableWriter.Guess(map.Info, MapContents.Read(map), MapStructure.Measure(map));
        }
    }

    [Fact]
    public void Verify_compares_a_map_with_its_source()
    {
        var source = _folder.Write("aliases", "postmaster: root\nmailer-daemon: postmaster\nabuse: root\nroot: alice@example.com\nlist: alice, bob, carol@example.net\nnoc: root\n"u8.ToArray());
        var path = _folder.Write("aliases.db", File.ReadAllBytes(Sample("aliases-hash.db")));
        Assert.True(VerifyOperation.Run(path, new VerifyOptions { SourcePath = source }).IsGood);
        File.AppendAllText(source, "more: root\n");
        Assert.False(VerifyOperation.Run(path, new VerifyOptions { SourcePath = source }).IsGood);
    }

    [Theory]
    [InlineData("access-hash.db", MapType.Hash)]
    [InlineData("access-btree-big-endian.db", MapType.Lmdb)]
    public void A_map_is_converted_to_a_type_that_is_written(string name, MapType type)
    {
        var output = _folder.File("out");
        ConvertOperation.Run(Sample(name), new ConvertOptions { Type = type, OutputPath = output }, new DiagnosticList());
        using var old = MapFile.Open(Sample(name));
        using var converted = MapFile.Open(output);
        Assert.Equal(type, converted.Type);
        Assert.Equal(Db185.Records(old).Order(), Db185.Records(converted).Order());
    }

    [Theory]
    [InlineData(MapType.Hash185, MapType.Hash)]
    [InlineData(MapType.Btree185, MapType.Btree)]
    public void Nothing_is_written_as_1_85(MapType type, MapType writtenAs)
    {
        Assert.Equal(writtenAs, MapTypes.WrittenAs(type));
        Assert.Equal(writtenAs, MapTypes.WrittenAs(writtenAs));
        Assert.DoesNotContain(type, MapTypes.All);
        var source = _folder.Write("table", "a 1\n"u8.ToArray());
        Assert.Throws<NotSupportedException>(() => new MapWriter(_folder.File("out"), type));
        Assert.Throws<NotSupportedException>(() => CompileOperation.Run(source, new CompileOptions { Types = [type] }, new DiagnosticList()));
        Assert.Throws<NotSupportedException>(() => ConvertOperation.Run(Sample("access-hash.db"), new ConvertOptions { Type = type, OutputPath = _folder.File("out") }, new DiagnosticList()));
        var refused = Assert.Throws<FormatException>(() => TableOperand.Parse($"{MapTypes.NameOf(type)}:table"));
        Assert.Equal($"{MapTypes.NameOf(type)}:table: mapkit reads Berkeley DB 1.85 maps and does not write them; a file name without type is enough to read one", refused.Message);
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [MemberData(nameof(Samples))]
    public void A_damaged_file_gives_records_or_an_error(string name)
    {
        using var folder = new MemoryFolder();
        var sound = File.ReadAllBytes(Sample(name));
        using var map = MapFile.Open(Sample(name));
        var pageSize = map.Info.PageSize;
        RandomRuns.All(log, DamagedCopies, seed =>
        {
            var path = folder.File($"{seed}");
            var random = new Random(seed);
            File.WriteAllBytes(path, random.Next(4) == 0 ? sound[..random.Next(sound.Length)] : RandomDamage.Apply(sound, pageSize, random));
            if (new FileInfo(path).Length > 0) RandomDamage.Expect(() => ReadingSurface.Walk(path));
            File.Delete(path);
        });
    }

    [Theory]
    [InlineData("access-hash.db", 4, 3, "version 3, which is not read (1 and 2 are)")]
    [InlineData("access-hash.db", 8, 99, "byte order 99, which is neither 1234 nor 4321")]
    [InlineData("access-hash.db", 12, 100, "page size 100, which is not a power of two from 16 to 65536")]
    [InlineData("access-hash.db", 16, 9, "page shift 9 does not match page size 256")]
    [InlineData("access-hash.db", 40, 9000, "last bucket 9000 is not between the masks 3 and 7")]
    [InlineData("access-hash.db", 48, 6, "low mask 0x6, which is not one less than a power of two")]
    [InlineData("access-hash.db", 60, 1, "1 header pages do not match page size 256")]
    [InlineData("access-hash.db", 64, 5, "the file was created with another hash function (0x00000005 for the fixed text)")]
    [InlineData("access-btree-big-endian.db", 4, 2, "version 2, which is not read (only 3 is)")]
    [InlineData("access-btree-big-endian.db", 8, 511, "page size 511, which is not an even number from 512 to 65536")]
    [InlineData("access-btree-big-endian.db", 20, 0x80, "Berkeley DB 1.85 record-number database: it has no keys")]
    [InlineData("access-btree-big-endian.db", 20, 1, "flags 0x1, some of them unknown")]
    [InlineData("access-btree-big-endian.db", 512, 2, "the page says it is page 2")]
    public void A_field_that_is_wrong_is_named(string name, int offset, int value, string reason)
    {
        var file = File.ReadAllBytes(Sample(name));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(offset), value);
        var path = _folder.Write("t.db", file);
        Assert.Equal(reason, Assert.Throws<MapFormatException>(() => MapFile.Open(path)).Reason);
        if (!reason.Contains("record-number", StringComparison.Ordinal)) Assert.Equal(reason, MapVerification.Verify(path).Problems[0].Reason);
    }

    [Theory]
    [InlineData("access-hash.db", 2)]
    [InlineData("access-btree.db", 4)]
    public void Other_pages_are_salvaged_where_one_is_lost(string name, int page)
    {
        using var map = MapFile.Open(Sample(name));
        var records = Db185.Records(map).ToHashSet();
        var file = File.ReadAllBytes(Sample(name));
        file.AsSpan(page * map.Info.PageSize, map.Info.PageSize).Fill(0xFF);
        using var salvage = MapSalvage.Open(_folder.Write("t.db", file));
        var salvaged = salvage.Records.Select(record => (Convert.ToHexStringLower(record.Key.Span), Convert.ToHexStringLower(record.Value.Span))).ToHashSet();
        Assert.Subset(records, salvaged);
        Assert.InRange(salvaged.Count, records.Count * 3 / 4, records.Count - 1);
        Assert.NotEqual(0, salvage.LossCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_btree_without_its_page_0_is_salvaged(bool withMagic)
    {
        using var map = MapFile.Open(Sample("access-btree.db"));
        var file = File.ReadAllBytes(Sample("access-btree.db"));
        file.AsSpan(withMagic ? 4 : 0, 20).Fill(0xFF);
        using var salvage = MapSalvage.Open(_folder.Write("t.db", file));
        Assert.Equal(MapType.Btree185, salvage.Type);
        Assert.Subset(salvage.Records.Select(record => Convert.ToHexStringLower(record.Key.Span)).ToHashSet(), Db185.Records(map).Select(record => record.Key).ToHashSet());
    }

    private static string Sample(string name) => RepositoryFiles.Path("testdata", "db185", name);
}
