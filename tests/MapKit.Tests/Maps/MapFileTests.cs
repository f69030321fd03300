using System.Text;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

public sealed class MapFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MapType.Hash, true)]
    [InlineData(MapType.Btree, true)]
    [InlineData(MapType.Lmdb, true)]
    [InlineData(MapType.Cdb, false)]
    public void Text_is_folded_and_stored_and_found_as_Postfix_does(MapType type, bool storesNul)
    {
        var path = _folder.File("map");
        var writer = new MapWriter(path, type);
        Assert.True(writer.Add("User@Example.COM", "smtp:[mx.example.net]"));
        Assert.False(writer.Add("user@example.com", "later"));
        Assert.True(writer.Add("M\u00DCNCHEN.example", "gr\u00FC\u00DFe"));
        Assert.Throws<ArgumentException>(() => writer.Add("a\0", "1"));
        Assert.Throws<ArgumentException>(() => writer.Add("a", "1\0"));
        writer.Complete();

        using var map = MapFile.Open(path);
        Assert.Equal("smtp:[mx.example.net]", map.Find("USER@example.com"));
        Assert.Equal("gr\u00FC\u00DFe", map.Find("m\u00FCnchen.EXAMPLE"));
        Assert.Null(map.Find("example.com"));
        Assert.Equal(storesNul, map.TryGet("user@example.com\0"u8, out _));
        Assert.NotEqual(storesNul, map.TryGet("user@example.com"u8, out _));
    }

    [Fact]
    public void A_writer_takes_folding_and_NUL_convention()
    {
        var path = _folder.File("map");
        var writer = new MapWriter(path, MapType.Hash, folding: KeyFolding.None, nul: NulConvention.WithoutNul);
        writer.Add("Key", "Value");
        writer.Complete();
        using var map = MapFile.Open(path);
        Assert.True(map.TryGet("Key"u8, out var value));
        Assert.Equal("Value", Encoding.ASCII.GetString(value.Span));
    }

    [Theory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    [InlineData(MapType.Cdb)]
    public void A_map_is_recognised_by_its_content_not_its_name(MapType type)
    {
        var path = _folder.File("map.txt");
        var writer = new MapWriter(path, type);
        Assert.True(writer.AddStored("b"u8, "2"u8));
        Assert.True(writer.AddStored("a"u8, "1"u8));
        Assert.False(writer.AddStored("a"u8, "3"u8));
        Assert.False(File.Exists(path));
        writer.Complete();

        using var map = MapFile.Open(path);
        Assert.Equal(type, map.Type);
        Assert.Equal(["a=1", "b=2"], map.Records.Select(record => $"{Encoding.ASCII.GetString(record.Key.Span)}={Encoding.ASCII.GetString(record.Value.Span)}").Order());
        Assert.True(map.TryGet("b"u8, out var value));
        Assert.Equal("2"u8.ToArray(), value.ToArray());
        Assert.False(map.TryGet("c"u8, out _));
    }

    [Fact]
    public void A_file_that_is_not_a_map_is_refused()
    {
        Assert.Equal("is a directory, not a map", Assert.Throws<MapFormatException>(() => MapFile.Open(_folder.Path)).Reason);
        Assert.Equal("the file is empty, which is not a map", Refusal([]));
        Assert.Equal("not a map: the content is neither Berkeley DB, LMDB nor cdb", Refusal("a text"u8.ToArray()));
        Assert.Equal("not a map: the content is neither Berkeley DB, LMDB nor cdb", Refusal(Enumerable.Repeat((byte)0xff, 10_000).ToArray()));
        Assert.Throws<FileNotFoundException>(() => MapFile.Open(_folder.File("missing")));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_the_old_map()
    {
        var path = _folder.Write("map.cdb", "old");
        new MapWriter(path, MapType.Cdb).AddStored("a"u8, "1"u8);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_key_that_does_not_fit_is_refused_when_it_is_added()
    {
        var writer = new MapWriter(_folder.File("map.lmdb"), MapType.Lmdb);
        Assert.Throws<MapLimitException>(() => writer.AddStored(new byte[512], "1"u8));
        Assert.Throws<MapLimitException>(() => writer.AddStored([], "1"u8));
        Assert.Throws<ArgumentException>(() => new MapWriter(_folder.File("map.db"), MapType.Hash, DuplicatePolicy.KeepAll));
    }

    private string Refusal(byte[] content) => Assert.Throws<MapFormatException>(() => MapFile.Open(_folder.Write("file", content))).Reason;
}
