using System.Globalization;
using System.Text;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Tables;

public sealed class IndexedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_map_answers_and_lists_its_text(MapType type)
    {
        var name = Map(type, "a\0", "1\0", "b", "2", "key\0", "v\0w");
        using var table = Open(type, name);
        Assert.Equal("v", AskTable.Find(table, "KEY"));
        Assert.Null(AskTable.Find(table, "b")); // a key with NUL was there
        Assert.Equal(type == MapType.Lmdb ? name : name + MapTypes.SuffixOf(type), table.Name);
        Assert.Equal(["a=1", "b=2", "key=v"], AskTable.List($"{table.Type}:{name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Version_3_7_cannot_list_cdb()
    {
        var name = Map(MapType.Cdb, "a", "1");
        var options = AskTable.Options() with { Version = PostfixVersion.Postfix37 };
        var refusal = Assert.Throws<LookupException>(() => AskTable.List($"cdb:{name}", options));
        Assert.Equal($"table cdb:{name}.cdb: sequence operation is not supported", refusal.Message);
    }

    [Fact]
    public void Lmdb_refuses_an_empty_key()
    {
        var name = Map(MapType.Lmdb, "a\0", "1\0");
        const string Words = "MDB_BAD_VALSIZE: Unsupported size of key/DB name/data, or wrong DUPFIXED size";
        Assert.Equal($"error reading lmdb:{name}: {Words}", Assert.Throws<LookupException>(() => AskTable.Find($"lmdb:{name}", "")).Message);
        Assert.Null(AskTable.Find($"lmdb:{name}", "", AskTable.Options() with { Nul = NulConvention.WithNul }));
        using var table = Open(MapType.Lmdb, name);
        Assert.Equal("1", AskTable.Find(table, "a"));
        Assert.Null(AskTable.Find(table, ""));
        Assert.Null(AskTable.Find($"hash:{Map(MapType.Hash, "a\0", "1\0")}", ""));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_map_that_is_older_than_its_source_is_reported(int secondsOlder, bool isTold)
    {
        var name = Map(MapType.Hash, "a\0", "1\0");
        var time = DateTime.UtcNow.AddSeconds(-120);
        File.SetLastWriteTimeUtc(_folder.Write("map", "a 1\n"), time);
        File.SetLastWriteTimeUtc(name + ".db", time.AddSeconds(-secondsOlder));
        var options = AskTable.Options();
        Assert.Equal("1", AskTable.Find($"hash:{name}", "a", options));
        Assert.Equal(isTold ? [$"database {name}.db is older than source file {name}"] : [], AskTable.Words(options));
    }

    [Fact]
    public void A_source_that_has_just_been_edited_is_not_reported()
    {
        var name = Map(MapType.Hash, "a\0", "1\0");
        File.SetLastWriteTimeUtc(name + ".db", DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(_folder.Write("map", "a 1\n"), DateTime.UtcNow.AddSeconds(-90));
        var options = AskTable.Options();
        Assert.Equal("1", AskTable.Find($"hash:{name}", "a", options));
        Assert.Empty(AskTable.Words(options));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_deleted_map_continues_to_answer(MapType type)
    {
        var name = Map(type, Many(2000));
        using var table = Open(type, name);
        Assert.Equal("value 5", AskTable.Find(table, "key5"));
        File.Delete(name + MapTypes.SuffixOf(type));
        Thread.Sleep(300);
        Assert.Equal("value 1999", AskTable.Find(table, "key1999"));
        Assert.Null(AskTable.Find(table, "key2000"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_replaced_map_answers_with_the_new_content(MapType type)
    {
        var name = Map(type, "a\0", "1\0");
        using var table = Open(type, name);
        Assert.Equal("1", AskTable.Find(table, "a"));
        Map(type, "a", "22", "b", "3");
        Thread.Sleep(300);
        Assert.Equal("22", AskTable.Find(table, "a"));
        Assert.Equal("3", AskTable.Find(table, "b"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_map_that_is_cut_short_while_it_is_open_is_an_error(MapType type)
    {
        var name = Map(type, Many(20_000));
        var path = name + MapTypes.SuffixOf(type);
        using var table = Open(type, name);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(file.Length / 2);
        var refusal = Assert.Throws<LookupException>(() =>
        {
            for (var i = 0; i < 20_000; i++) AskTable.Find(table, $"key{i}");
        });
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.InnerException);
    }

    [Fact]
    public void Damage_is_reported_with_page_and_place()
    {
        const int PageSize = 4096, TypeOffset = 25;
        var name = Map(MapType.Hash, Many(2000));
        using (var file = new FileStream(name + ".db", FileMode.Open, FileAccess.ReadWrite))
        {
            for (var page = PageSize; page < file.Length; page += PageSize)
            {
                file.Position = page + TypeOffset;
                file.WriteByte(99);
            }
        }

        var refusal = Assert.Throws<LookupException>(() => AskTable.Find($"hash:{name}", "key5"));
        Assert.Matches($"^error reading {name}\\.db: page [0-9]+(, offset [0-9]+)?: .*type", refusal.Message);
        refusal = Assert.Throws<LookupException>(() => AskTable.List($"hash:{name}"));
        Assert.Matches($"^error seeking {name}\\.db: page [0-9]+(, offset [0-9]+)?: .*type", refusal.Message);
    }

    private static LookupTable Open(MapType type, string name) => LookupTypes.Open(MapTypes.NameOf(type), name, AskTable.Options());

    private static string[] Many(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(i => new[] { $"key{i}\0", string.Create(CultureInfo.InvariantCulture, $"value {i}\0") })];

    private string Map(MapType type, params string[] keysAndValues)
    {
        var writer = new MapWriter(_folder.File("map" + MapTypes.SuffixOf(type)), type);
        for (var i = 0; i < keysAndValues.Length; i += 2) writer.AddStored(Encoding.Latin1.GetBytes(keysAndValues[i]), Encoding.Latin1.GetBytes(keysAndValues[i + 1]));
        writer.Complete();
        return _folder.File("map");
    }
}
