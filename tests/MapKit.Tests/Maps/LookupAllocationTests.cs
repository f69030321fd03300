using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>Lookups in an open map of each type, whose pages have been read, allocate nothing.</summary>
public sealed class LookupAllocationTests : IDisposable
{
    private const int Records = 20_000;

    // A block of a cdb file and a page of the others.
    private const int BlockLength = 4096;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Types))]
    public void Existing_and_missing_keys_are_looked_up_without_allocating(MapType type)
    {
        var keys = Enumerable.Range(0, Records).Select(i => MapText.Bytes($"user{i:d6}@example.com\0")).ToList();
        using var map = MapFile.Open(Write(type, keys, MapText.Bytes("smtp:[mail.example.net]\0")));

        // Of a cdb file some values lie in two blocks.
        keys.RemoveAll(key => Allocates(map, key));
        Assert.InRange(keys.Count, type == MapType.Cdb ? Records * 99 / 100 : Records, Records);
        keys.AddRange(Enumerable.Range(0, 1000).Select(i => MapText.Bytes($"other{i:d6}@example.com\0")));

        Assert.Equal(0, Allocations.Of(() =>
        {
            foreach (var key in keys) map.TryGet(key, out _);
        }));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_value_on_several_pages_costs_its_own_length(MapType type)
    {
        const int Length = 3 * BlockLength;
        var key = MapText.Bytes("long@example.com\0");
        using var map = MapFile.Open(Write(type, [key], new byte[Length]));
        Assert.True(map.TryGet(key, out _));
        Assert.InRange(Allocations.Of(() => map.TryGet(key, out _)), 0, Length + 1024);
    }

    private static bool Allocates(IMapReader map, byte[] key)
    {
        map.TryGet(key, out _);
        return Allocations.Of(() => map.TryGet(key, out _)) > 0;
    }

    private string Write(MapType type, IEnumerable<byte[]> keys, byte[] value)
    {
        var path = _folder.File("map");
        var writer = new MapWriter(path, type);
        foreach (var key in keys) writer.AddStored(key, value);
        writer.Complete();
        return path;
    }
}
