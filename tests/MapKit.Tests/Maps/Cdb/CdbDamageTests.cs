using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Cdb;

/// <summary>A damaged file gives records or an error that names the place, in bounded time (docs/formats/damaged-files.md#cdb-files).</summary>
public sealed class CdbDamageTests
{
    private static readonly List<(string Key, string Value)> Records = Numbered(120, 50);

    private static byte[] Sound() => Build(new CdbEngine(), Set(Records));

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(3000)]
    public void A_truncated_file_is_refused(int length)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("map.cdb", Sound()[..length]);
        Assert.Contains("truncated", Assert.Throws<MapFormatException>(() => OpenCdb(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 2047u)]
    [InlineData(8, 2048u)]
    [InlineData(8, uint.MaxValue)]
    [InlineData(12, uint.MaxValue)]
    public void A_table_outside_the_file_or_among_the_records_is_named(int place, uint number)
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        BitConverter.GetBytes(number).CopyTo(file, place);
        var path = folder.Write("map.cdb", file);
        var damage = Assert.Throws<MapFormatException>(() => OpenCdb(path));
        Assert.Contains("hash table 1 ", damage.Message, StringComparison.Ordinal);
        Assert.Equal(8, damage.Offset);
    }

    [Theory]
    [InlineData(0, "past the end of the records")]
    [InlineData(4, "past the end of the records")]
    public void A_length_that_reaches_beyond_the_records_is_named(int field, string words)
    {
        using var folder = new TemporaryFolder();
        var file = Sound();
        BitConverter.GetBytes(uint.MaxValue).CopyTo(file, 2048 + field);
        using var reader = OpenCdb(folder.Write("map.cdb", file));
        Assert.Contains(words, Assert.Throws<MapFormatException>(() => Read(reader)).Message, StringComparison.Ordinal);
        var damage = Assert.Throws<MapFormatException>(() => Get(reader, Records[0].Key));
        Assert.Contains(words, damage.Message, StringComparison.Ordinal);
        Assert.Equal(2048, damage.Offset);
    }

    [Fact]
    public void A_record_that_ends_short_of_the_next_leaves_an_error_and_no_silence()
    {
        // The last value becomes three bytes shorter, so three bytes are left that are no record.
        using var folder = new TemporaryFolder();
        var file = Build(new CdbEngine(), Set([("a", "first"), ("b", "second")]));
        file[2048 + 8 + 6 + 4] -= 3;
        using var reader = OpenCdb(folder.Write("map.cdb", file));
        Assert.Contains("no record fits", Assert.Throws<MapFormatException>(() => Read(reader)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100u)]
    [InlineData(uint.MaxValue)]
    public void A_slot_that_leads_nowhere_is_an_error_and_not_a_missing_key(uint position)
    {
        using var folder = new TemporaryFolder();
        var file = Build(new CdbEngine(), Set([("a", "b")]));
        var slot = Array.LastIndexOf(file, (byte)0x08) - 5;
        Assert.Equal(CdbLayout.Hash("a"u8), BitConverter.ToUInt32(file, slot));
        BitConverter.GetBytes(position).CopyTo(file, slot + 4);
        using var reader = OpenCdb(folder.Write("map.cdb", file));
        var damage = Assert.Throws<MapFormatException>(() => Get(reader, "a"));
        Assert.Equal(slot, damage.Offset);
    }

    [Fact]
    public void A_table_without_an_empty_slot_does_not_hold_a_lookup_for_ever()
    {
        using var folder = new TemporaryFolder();
        var file = Build(new CdbEngine(), Set([("a", "b")]));
        var slots = file.AsSpan(^16..);
        var full = slots[..8].IndexOfAnyExcept((byte)0) >= 0 ? slots[..8] : slots[8..];
        full.CopyTo(slots);
        full.CopyTo(slots[8..]);
        CdbLayout.WritePair(slots, 1, 2048);
        CdbLayout.WritePair(slots[8..], 1, 2048);
        using var reader = OpenCdb(folder.Write("map.cdb", file));
        Assert.Null(Get(reader, "a"));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    public void Thousands_of_random_changes_give_records_or_an_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("map.cdb");
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var sound = Sound();
        for (var i = 0; i < 2000; i++)
        {
            File.WriteAllBytes(path, RandomDamage.Apply(sound, 2048, random));
            try
            {
                using var reader = OpenCdb(path);
                foreach (var (key, _) in Records.Where((_, index) => index % 20 == 1)) RandomDamage.Expect(() => Get(reader, key));
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
