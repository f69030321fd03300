using System.Globalization;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Paging;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Cdb;

/// <summary>The search for a key, by itself and in steps, in files whose slots and records are known.</summary>
public sealed class CdbSearchTests : IDisposable
{
    // These belong in table 190. Of 4 slots the first three begin at the last one; of 2 slots the fourth begins at the other one.
    private const int Table = 190;
    private const string Last = "k0", Wrapped = "k606", Third = "k909", Other = "k189";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_search_goes_on_from_the_last_slot_to_the_first()
    {
        using var reader = Open(File((Last, "1"), (Wrapped, "2")));
        Assert.Equal(("1", "2", null), (Get(reader, Last), Get(reader, Wrapped), Get(reader, Third)));
        Assert.Equal("Onward Found 1", Steps(reader, Last));
        Assert.Equal("Unusual", Steps(reader, Wrapped));
        Assert.Equal("Unusual", Steps(reader, Third));
    }

    [Fact]
    public void A_search_goes_on_to_the_next_slot()
    {
        // A slot of another hash, and then that of the key.
        var file = File((Last, "1"), (Other, "2"));
        CdbLayout.WritePair(Slot(file, 0), 1, 2048);
        CdbLayout.WritePair(Slot(file, 1), CdbLayout.Hash(Bytes(Other)), 2048 + 8 + 3);
        using var reader = Open(file);
        Assert.Equal("2", Get(reader, Other));
        Assert.Equal("Onward Found 2", Steps(reader, Other));
    }

    [Fact]
    public void An_empty_slot_ends_a_search()
    {
        var file = File((Last, "1"), (Wrapped, "2"));
        Slot(file, 0).CopyTo(Slot(file, 1));
        Slot(file, 0).Clear();
        using var reader = Open(file);
        Assert.Equal(("1", null), (Get(reader, Last), Get(reader, Wrapped)));
    }

    [Fact]
    public void A_key_whose_slot_is_empty_is_not_found()
    {
        using var reader = Open(File((Last, "1")));
        Assert.Null(Get(reader, Other));
        Assert.Equal("NotFound", Steps(reader, Other));
    }

    [Fact]
    public void A_key_whose_table_has_no_slots_is_nowhere()
    {
        using var reader = Open(File((Last, "1")));
        Assert.Null(Get(reader, "a"));
        Assert.Equal(LookupPlace.Nowhere, reader.FirstPlace("a"u8));
    }

    [Theory]
    [InlineData("vgsryjim", "lsyiogqq")]
    [InlineData("yyml", "fznflarj")]
    [InlineData("fznflarj", "yyml")]
    public void Another_key_of_the_same_hash_is_not_taken_for_the_key(string stored, string key)
    {
        Assert.Equal(CdbLayout.Hash(Bytes(stored)), CdbLayout.Hash(Bytes(key)));
        using (var reader = Open(File((stored, "1"))))
        {
            Assert.Null(Get(reader, key));
            Assert.Equal("Onward Unusual", Steps(reader, key));
        }

        using var both = Open(File((stored, "1"), (key, "2")));
        Assert.Equal(("1", "2"), (Get(both, stored), Get(both, key)));
        Assert.Equal("Onward Unusual", Steps(both, key));
    }

    [Fact]
    public void A_key_of_another_length_is_another_key_though_it_begins_in_the_same_way()
    {
        var file = File(("ab", "value"));
        CdbLayout.WritePair(file.AsSpan(2048), 1, 6);
        using var shorter = Open(file);
        Assert.Null(Get(shorter, "ab"));
        Assert.Equal("Onward Unusual", Steps(shorter, "ab"));

        CdbLayout.WritePair(file.AsSpan(2048), 3, 4);
        using var longer = Open(file);
        Assert.Null(Get(longer, "ab"));
        Assert.Equal("Onward Unusual", Steps(longer, "ab"));
    }

    [Theory]
    [InlineData(FileWindow.PieceLength, "Onward Found")]
    [InlineData(FileWindow.PieceLength + 1, "Onward Unusual")]
    public void A_record_that_is_longer_than_a_piece_is_asked_for_by_itself(int length, string expected)
    {
        var value = new string('v', length - Last.Length);
        using var reader = Open(File((Last, value)));
        Assert.StartsWith(expected, Steps(reader, Last), StringComparison.Ordinal);
        Assert.Equal(value, Get(reader, Last));
    }

    [Fact]
    public void All_records_are_found_in_steps()
    {
        List<(string Key, string Value)> records = [("", "of nothing"), .. Numbered(1500, 100), ("last", "")];
        using var reader = Open(File([.. records]));
        var answers = records.Select(record => (Answer: Steps(reader, record.Key), Expected: "Onward Found " + record.Value)).ToList();

        // A search that goes on at the first slot of a table, or meets another record's slot of the same hash, has no steps.
        Assert.All(answers, answer => Assert.True(answer.Answer == answer.Expected || answer.Answer == "Unusual", answer.Answer));
        Assert.InRange(answers.Count(answer => answer.Answer == answer.Expected), records.Count * 9 / 10, records.Count);
    }

    [Fact]
    public void A_step_that_the_window_does_not_reach_is_unusual()
    {
        using var reader = Open(File((Last, "1")));
        using var bytes = MapBytes.Open(_folder.Write("short", new byte[2048 + 8]));
        var window = new FileWindow(bytes);
        var slot = new LookupPlace(reader.FirstPlace(Bytes(Last)));
        Assert.Equal(LookupStep.Unusual, reader.Step(ref slot, Bytes(Last), window, out _));
        using var all = MapBytes.Open(_folder.Write("longer", new byte[2048 + 4]));
        var record = new LookupPlace(2048);
        Assert.Equal(LookupStep.Unusual, reader.Step(ref record, Bytes(Last), new FileWindow(all), out _));
        using var header = MapBytes.Open(_folder.Write("record", File((Last, "1"))[..(2048 + 8)]));
        Assert.Equal(LookupStep.Unusual, reader.Step(ref record, Bytes(Last), new FileWindow(header), out _));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(8, true)]
    [InlineData(2040, true)]
    [InlineData(2047, true)]
    [InlineData(2048, false)]
    [InlineData(2059, false)]
    [InlineData(2060, true)]
    [InlineData(2067, true)]
    [InlineData(4000, true)]
    public void A_slot_leads_to_where_a_record_fits(uint position, bool isDamage)
    {
        // The records of an empty key and value take 8 bytes; the last of them begins at 2059.
        var file = File((Last, "1"), ("", ""));
        Assert.Equal(2067u, CdbLayout.ReadTable(file, 0).Position);
        var slot = SlotPlace(file, Last);
        CdbLayout.WritePair(file.AsSpan(slot), CdbLayout.Hash(Bytes(Last)), position);
        using var reader = Open(file);
        if (position == 0)
        {
            Assert.Null(Get(reader, Last));
            Assert.Equal("NotFound", Steps(reader, Last));
        }
        else if (isDamage)
        {
            var words = $"no record fits at {position}: records are between 2048 and 2067";
            AssertDamage(words, slot, () => Get(reader, Last));
            AssertDamage(words, slot, () => Steps(reader, Last));
        }
        else
        {
            Assert.Equal(position == 2048 ? "1" : null, Get(reader, Last));
            Assert.Equal(position == 2048 ? "Onward Found 1" : "Onward Unusual", Steps(reader, Last));
        }
    }

    [Theory]
    [InlineData(2, 1, null)]
    [InlineData(2, 2, "a record with a key of 2 and a value of 2 bytes extends past the end of the records at 2059")]
    [InlineData(3, 1, "a record with a key of 3 and a value of 1 bytes extends past the end of the records at 2059")]
    [InlineData(uint.MaxValue, uint.MaxValue, "a record with a key of 4294967295 and a value of 4294967295 bytes extends past the end of the records at 2059")]
    public void A_record_ends_where_the_records_end(uint keyLength, uint valueLength, string? words)
    {
        var file = File((Last, "1"));
        CdbLayout.WritePair(file.AsSpan(2048), keyLength, valueLength);
        using var reader = Open(file);
        if (words is null)
        {
            Assert.Equal("1", Get(reader, Last));
            Assert.Equal("Onward Found 1", Steps(reader, Last));
            Assert.Equal([(Last, "1")], Read(reader));
            return;
        }

        AssertDamage(words, 2048, () => Get(reader, Last));
        AssertDamage(words, 2048, () => Steps(reader, Last));
        AssertDamage(words, 2048, () => Read(reader));
    }

    [Theory]
    [InlineData(1, "no record fits at 2059: records are between 2048 and 2060")]
    [InlineData(7, "no record fits at 2059: records are between 2048 and 2066")]
    public void Bytes_behind_the_last_record_are_damage(int count, string words)
    {
        var file = File((Last, "1"));
        var longer = new byte[file.Length + count];
        file.AsSpan(0, 2059).CopyTo(longer);
        for (var table = 0; table < CdbLayout.TableCount; table++) CdbLayout.WriteTable(longer, table, (uint)(2059 + count), 0);
        using var reader = Open(longer);
        AssertDamage(words, 2059, () => Read(reader));
    }

    [Fact]
    public void A_value_that_is_longer_than_memory_is_damage()
    {
        const uint ValueLength = 0x7fffffc8;
        var file = File((Last, "1"));
        CdbLayout.WritePair(file.AsSpan(2048), (uint)Last.Length, ValueLength);
        var end = 2048 + 8 + (uint)Last.Length + ValueLength;
        for (var table = 0; table < CdbLayout.TableCount; table++) CdbLayout.WriteTable(file, table, end, table == Table ? 2u : 0);
        var path = _folder.Write("map.cdb", file.AsSpan(0, 2059).ToArray());
        using (var sparse = System.IO.File.OpenWrite(path))
        {
            sparse.SetLength(end + (2L * CdbLayout.SlotLength));
            sparse.Position = end + CdbLayout.SlotLength;
            var slot = new byte[CdbLayout.SlotLength];
            CdbLayout.WritePair(slot, CdbLayout.Hash(Bytes(Last)), 2048);
            sparse.Write(slot);
        }

        using var reader = OpenCdb(path);
        const string Words = "a key or value of 2147483592 bytes is too large for memory";
        AssertDamage(Words, 2048, () => Get(reader, Last));
        AssertDamage(Words, 2048, () => Read(reader));
        Assert.Equal("Onward Unusual", Steps(reader, Last));
    }

    private static byte[] File(params (string Key, string Value)[] records) => Build(new CdbEngine(), Set(records));

    // A slot of the table in which the keys above belong.
    private static Span<byte> Slot(byte[] file, int slot) =>
        file.AsSpan((int)CdbLayout.ReadTable(file, Table).Position + (slot * CdbLayout.SlotLength), CdbLayout.SlotLength);

    private static int SlotPlace(byte[] file, string key)
    {
        var hash = CdbLayout.Hash(Bytes(key));
        var (position, count) = CdbLayout.ReadTable(file, CdbLayout.TableOf(hash));
        return (int)(position + (CdbLayout.FirstSlot(hash, count) * CdbLayout.SlotLength));
    }

    private static void AssertDamage(string words, long offset, Func<object?> read)
    {
        var damage = Assert.Throws<MapFormatException>(read);
        Assert.Equal((words, offset), (damage.Reason, damage.Offset));
    }

    // What each step of a lookup comes to, and the value.
    private static string Steps(CdbReader reader, string key)
    {
        var window = new FileWindow(reader.Bytes);
        var place = new LookupPlace(reader.FirstPlace(Bytes(key)));
        var steps = new List<string>();
        while (true)
        {
            var step = reader.Step(ref place, Bytes(key), window, out var value);
            steps.Add(step == LookupStep.Found ? string.Create(CultureInfo.InvariantCulture, $"{step} {Text(value)}") : step.ToString());
            if (step != LookupStep.Onward) return string.Join(' ', steps);
        }
    }

    private CdbReader Open(byte[] file) => OpenCdb(_folder.Write("map.cdb", file));
}
