using System.Text;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>docs/formats/map-types.md#trailing-nul: with NUL first, then without; the first success decides.</summary>
public sealed class TableProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_of_either_convention_answers()
    {
        Assert.Equal("1", Find(Map("a\0", "1\0"), "a"));
        Assert.Equal("1", Find(Map("a", "1"), "a"));
        Assert.Null(Find(Map("a", "1"), "b"));
    }

    [Fact]
    public void The_first_success_decides_for_later_probes()
    {
        using var map = MapFile.Open(Map("a\0", "1\0", "b", "2"));
        var probe = new TableProbe(map);
        Assert.True(probe.TryFind("b"u8, out _));
        Assert.False(probe.TryFind("a"u8, out _));
        var other = new TableProbe(map);
        Assert.True(other.TryFind("a"u8, out _));
        Assert.False(other.TryFind("b"u8, out _));
    }

    [Fact]
    public void A_given_convention_is_the_only_one_used()
    {
        using var map = MapFile.Open(Map("a\0", "1\0"));
        Assert.False(new TableProbe(map, nul: NulConvention.WithoutNul).TryFind("a"u8, out _));
        Assert.True(new TableProbe(map, nul: NulConvention.WithNul).TryFind("a"u8, out _));
    }

    [Fact]
    public void Keys_are_folded_and_values_end_at_their_first_nul()
    {
        Assert.Equal("x", Find(Map("strasse\0", "x\0y\0"), "STRA\u00DFE"));
    }

    [Fact]
    public void A_key_that_is_not_utf8_is_not_found_in_utf8_mode()
    {
        using var map = MapFile.Open(Map("\u00FF\0", "1\0"));
        Assert.False(new TableProbe(map).TryFind([0xff], out _));
        Assert.True(new TableProbe(map, KeyFolding.Ascii).TryFind([0xff], out _));
    }

    [Fact]
    public void A_long_key_is_looked_up() => Assert.Null(Find(Map("a\0", "1\0"), new string('k', 5000)));

    private static string? Find(string map, string key)
    {
        using var reader = MapFile.Open(map);
        return new TableProbe(reader).TryFind(Encoding.UTF8.GetBytes(key), out var value) ? Encoding.Latin1.GetString(value.Span) : null;
    }

    private string Map(params string[] keysAndValues)
    {
        var path = _folder.File("map.db");
        var writer = new MapWriter(path, MapType.Hash);
        for (var i = 0; i < keysAndValues.Length; i += 2) writer.AddStored(Encoding.Latin1.GetBytes(keysAndValues[i]), Encoding.Latin1.GetBytes(keysAndValues[i + 1]));
        writer.Complete();
        return path;
    }
}
