using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Compile;

public sealed class IdenticalMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types { get; } = [.. MapTypes.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void A_map_is_identical_until_a_record_or_a_byte_differs(MapType type)
    {
        var path = _folder.File("map");
        Write(path, type, Records(3000, "value"));
        Assert.True(Is(path, type, Records(3000, "value")));
        Assert.False(Is(path, type, Records(3000, "other")));
        Assert.False(Is(path, type, Records(2999, "value")));
        Assert.False(Is(path, type, Records(3001, "value")));

        var bytes = File.ReadAllBytes(path);
        foreach (var place in new[] { 80, bytes.Length / 2, bytes.Length - 1 })
        {
            bytes[place] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.False(Is(path, type, Records(3000, "value")));
            bytes[place] ^= 1;
        }

        File.WriteAllBytes(path, [.. bytes, 0]);
        Assert.False(Is(path, type, Records(3000, "value")));
    }

    private static bool Is(string path, MapType type, RecordSet records)
    {
        using var bytes = MapBytes.Open(path);
        try
        {
            return IdenticalMap.Is(bytes, type, records);
        }
        catch (MapFormatException)
        {
            // Its header says so already.
            return false;
        }
    }

    private static void Write(string path, MapType type, RecordSet records)
    {
        var writer = new MapWriter(path, type);
        var stored = records.AsStored(MapTypes.StoresNul(type));
        for (var i = 0; i < stored.Count; i++) writer.AddStored(stored.Key(i), stored.Value(i));
        writer.Complete();
    }

    private static RecordSet Records(int count, string value)
    {
        var records = new RecordSet(DuplicatePolicy.First);
        for (var i = 0; i < count; i++) records.Add(System.Text.Encoding.ASCII.GetBytes($"key{i}"), System.Text.Encoding.ASCII.GetBytes($"{value}{i}"));
        return records;
    }
}
