using System.Text;
using CsCheck;
using MapKit.Records;

namespace MapKit.Tests.Records;

public class RecordSetTests
{
    [Fact]
    public void The_first_record_of_a_key_is_kept_and_its_line_is_returned()
    {
        var set = new RecordSet();
        Assert.Equal(-1, set.Add("a"u8, "1"u8, 3));
        Assert.Equal(3, set.Add("a"u8, "2"u8, 5));
        Assert.Equal(["a=1"], Texts(set));
    }

    [Fact]
    public void The_last_record_of_a_key_is_kept_at_its_place()
    {
        var set = new RecordSet(DuplicatePolicy.Last);
        set.Add("a"u8, "1"u8, 1);
        set.Add("b"u8, "2"u8, 2);
        Assert.Equal(1, set.Add("a"u8, "3"u8, 3));
        Assert.Equal(3, set.Add("a"u8, "4"u8, 4));
        Assert.Equal(2, set.Count);
        Assert.Equal(["b=2", "a=4"], Texts(set));
    }

    [Fact]
    public void All_copies_are_kept_on_request()
    {
        var set = new RecordSet(DuplicatePolicy.KeepAll);
        for (var i = 0; i < 300; i++) set.Add("a"u8, Encoding.ASCII.GetBytes($"{i}"), i);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"a={i}"), Texts(set));
    }

    [Fact]
    public void Both_conventions_are_views_of_the_same_records_and_a_bare_record_never_has_a_nul()
    {
        var set = new RecordSet();
        set.Add("key"u8, "value"u8);
        set.Add("YP_MASTER_NAME"u8, "host"u8, bare: true);
        set.Add(""u8, ""u8);
        Assert.Equal(["key\0=value\0", "YP_MASTER_NAME=host", "\0=\0"], Texts(set, withNul: true));
        Assert.Equal(["key=value", "YP_MASTER_NAME=host", "="], Texts(set));
        var stored = set.AsStored(withNul: true);
        Assert.Equal((4, 6, 14), (stored.KeyLength(0), stored.ValueLength(0), stored.KeyLength(1)));
    }

    [Fact]
    public void Records_larger_than_a_block_are_kept_whole()
    {
        var set = new RecordSet();
        var large = new byte[5 << 20];
        Random.Shared.NextBytes(large);
        set.Add("small"u8, "1"u8);
        set.Add("large"u8, large);
        set.Add("after"u8, "2"u8);
        var stored = set.AsStored(withNul: false);
        Assert.True(stored.Value(1).SequenceEqual(large));
        Assert.Equal("after=2", $"{Encoding.ASCII.GetString(stored.Key(2))}={Encoding.ASCII.GetString(stored.Value(2))}");
    }

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [InlineData(DuplicatePolicy.First)]
    [InlineData(DuplicatePolicy.Last)]
    [InlineData(DuplicatePolicy.KeepAll)]
    public void Any_additions_give_the_same_result_as_a_list(DuplicatePolicy policy)
    {
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 999]).List[0, 400].Sample(additions =>
        {
            var set = new RecordSet(policy);
            var model = new List<(string Key, string Value)>();
            foreach (var (key, value) in additions)
            {
                var at = model.FindIndex(record => record.Key == $"k{key}");
                var earlier = set.Add(Encoding.ASCII.GetBytes($"k{key}"), Encoding.ASCII.GetBytes($"{value}"), 7);
                Assert.Equal(at >= 0 ? 7 : -1, earlier);
                if (at >= 0 && policy == DuplicatePolicy.First) continue;
                if (at >= 0 && policy == DuplicatePolicy.Last) model.RemoveAt(at);
                model.Add(($"k{key}", $"{value}"));
            }

            Assert.Equal(model.Select(record => $"{record.Key}={record.Value}"), Texts(set));
            Assert.Equal(model.Count, set.Count);
        });
    }

    private static List<string> Texts(RecordSet set, bool withNul = false)
    {
        var stored = set.AsStored(withNul);
        var texts = new List<string>();
        for (var i = 0; i < stored.Count; i++) texts.Add($"{Encoding.ASCII.GetString(stored.Key(i))}={Encoding.ASCII.GetString(stored.Value(i))}");
        return texts;
    }
}
