using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb.Hash;

/// <summary>The pairs of a hash page whose items are laid out by hand: which are read, and what is said of those that cannot be.</summary>
public sealed class HashPairsTests : IDisposable
{
    private const int PageSize = Layout.PageSize;
    private const int IndexStart = 26;

    private readonly TemporaryFolder _folder = new();

    // A map of one key, whose page is written anew.
    private readonly byte[] _file = TestMap.Write(TestMap.Hash, [(TestMap.Bytes("a"), TestMap.Bytes("1"))]);
    private readonly int _page;

    public HashPairsTests() => _page = Layout.Entries(_file, 1) > 0 ? 1 : 2;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pairs_are_read_and_found_in_any_order()
    {
        Lay(Data("bc"), Data("2"), Data(""), Data("empty key"), Data("a"), Data("1"), Data("b"), Data(""), Data("abc"), Data("3"));
        Assert.Equal(["bc=2", "=empty key", "a=1", "b=", "abc=3"], Records());
        Assert.Equal("1", Find("a"));
    }

    [Fact]
    public void A_key_that_begins_or_ends_in_the_same_way_is_another_key()
    {
        Lay(Data("ab"), Data("2"), Data("ba"), Data("3"), Data("b"), Data("4"), Data(""), Data("5"));
        Assert.Null(Find("a"));
    }

    [Fact]
    public void A_key_of_as_many_bytes_as_a_reference_has_is_compared()
    {
        // 11 bytes and the type byte are as long as a reference to overflow pages.
        Lay(Data("eleven byte"), Data("2"), Data("a"), Data("1"));
        Assert.Equal(["eleven byte=2", "a=1"], Records());
        Assert.Equal("1", Find("a"));
    }

    [Fact]
    public void Items_may_reach_down_to_the_index_array()
    {
        Lay(Data("a"), Data("1"));
        SetOffset(1, IndexStart + 4);
        _file[(_page * PageSize) + IndexStart + 4] = 1;
        Assert.Equal(PageSize - 2 - (IndexStart + 4) - 1, Find("a")!.Length);
        Assert.Single(Records());
    }

    [Fact]
    public void A_page_without_items_has_no_records()
    {
        Lay();
        Assert.Empty(Records());
        Assert.Null(Find("a"));
    }

    [Fact]
    public void Items_that_are_no_pairs_are_damage()
    {
        Lay(Data("a"), Data("1"), Data("b"));
        AssertDamage("3 items, an odd number, are not pairs", 20);
    }

    [Theory]
    [InlineData(2035)]
    [InlineData(2036)]
    public void More_items_than_a_page_has_room_for_are_damage(int entries)
    {
        Lay(Data("a"), Data("1"));
        BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan((_page * PageSize) + 20), (ushort)entries);
        if (entries == 2035) AssertDamage("2035 items, an odd number, are not pairs", 20);
        else AssertDamage("2036 items do not fit on a page of 4096 bytes", 20);
    }

    [Theory]
    [InlineData((byte)5, "page type 5 where type 13 (Hash) was expected")]
    [InlineData((byte)0, "page type 0 where type 13 (Hash) was expected")]
    public void A_page_of_another_type_is_damage(byte type, string reason)
    {
        Lay(Data("a"), Data("1"));
        _file[(_page * PageSize) + 25] = type;
        AssertDamage(reason, 25);
    }

    [Fact]
    public void A_page_of_the_older_type_is_read()
    {
        Lay(Data("a"), Data("1"));
        _file[(_page * PageSize) + 25] = 2;
        Assert.Equal(["a=1"], Records());
        Assert.Equal("1", Find("a"));
    }

    [Theory]
    [InlineData(0, 33, "item 0 at 33, not between 34 and 4096")]
    [InlineData(0, 4096, "item 0 at 4096, not between 34 and 4096")]
    [InlineData(0, 65535, "item 0 at 65535, not between 34 and 4096")]
    [InlineData(1, 33, "item 1 at 33, not between 34 and 4093")]
    [InlineData(1, 4093, "item 1 at 4093, not between 34 and 4093")]
    [InlineData(1, 4094, "item 1 at 4094, not between 34 and 4093")]
    [InlineData(2, 33, "item 2 at 33, not between 34 and 4091")]
    [InlineData(2, 4091, "item 2 at 4091, not between 34 and 4091")]
    [InlineData(3, 4089, "item 3 at 4089, not between 34 and 4089")]
    [InlineData(3, 0, "item 3 at 0, not between 34 and 4089")]
    public void An_item_outside_its_place_is_damage(int index, ushort offset, string reason)
    {
        Lay(Data("bc"), Data("2"), Data("a"), Data("1"));
        SetOffset(index, offset);
        AssertDamage(reason, IndexStart + (2 * index));
    }

    [Fact]
    public void A_search_does_not_look_at_what_comes_behind_its_key()
    {
        Lay(Data("a"), Data("1"), Data("bc"), Data("2"));
        SetOffset(3, 33);
        Assert.Equal("1", Find("a"));
    }

    [Theory]
    [InlineData(0, 0, 3, "key item of type 0 and 3 bytes")]
    [InlineData(0, 2, 3, "key item of type 2 and 3 bytes")]
    [InlineData(0, 3, 3, "key item of type 3 and 3 bytes")]
    [InlineData(0, 3, 11, "key item of type 3 and 11 bytes")]
    [InlineData(0, 3, 13, "key item of type 3 and 13 bytes")]
    [InlineData(0, 4, 8, "key item of type 4 and 8 bytes")]
    [InlineData(0, 5, 3, "key item of type 5 and 3 bytes")]
    [InlineData(0, 255, 3, "key item of type 255 and 3 bytes")]
    [InlineData(0, 5, 12, "key item of type 5 and 12 bytes")]
    [InlineData(1, 0, 3, "value item of type 0 and 3 bytes")]
    [InlineData(1, 3, 11, "value item of type 3 and 11 bytes")]
    [InlineData(1, 3, 13, "value item of type 3 and 13 bytes")]
    [InlineData(1, 4, 7, "value item of type 4 and 7 bytes")]
    [InlineData(1, 4, 9, "value item of type 4 and 9 bytes")]
    [InlineData(1, 5, 3, "external file item: the value is in a separate file")]
    [InlineData(1, 6, 3, "value item of type 6 and 3 bytes")]
    public void An_item_of_a_type_that_its_place_does_not_take_is_damage(int index, byte type, int length, string reason)
    {
        var item = new byte[length];
        item[0] = type;
        var items = new[] { Data("a"), Data("1") };
        items[index] = item;
        Lay(items);
        var offset = Layout.ItemOffsets(_file, _page)[index];
        AssertDamage(reason, offset, byLookup: index == 1 || length == OverflowReferenceLength);
    }

    [Fact]
    public void A_value_of_several_is_their_first()
    {
        Lay(Data("a"), [2, 1, 0, (byte)'x', 1, 0, 2, 0, (byte)'y', (byte)'z', 2, 0]);
        Assert.Equal(["a=x", "a=yz"], Records());
        Assert.Equal("x", Find("a"));
    }

    // A key of another length is passed over, so its type is not seen.
    private const int OverflowReferenceLength = 12;

    private static byte[] Data(string text) => [1, .. TestMap.Bytes(text)];

    // Writes the items from the page's end downwards.
    private void Lay(params byte[][] items)
    {
        var page = _file.AsSpan(_page * PageSize, PageSize);
        page[IndexStart..].Clear();
        var end = PageSize;
        for (var i = 0; i < items.Length; i++)
        {
            end -= items[i].Length;
            items[i].CopyTo(page[end..]);
            BinaryPrimitives.WriteUInt16LittleEndian(page[(IndexStart + (2 * i))..], (ushort)end);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(page[20..], (ushort)items.Length);
    }

    private void SetOffset(int index, ushort offset) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_file.AsSpan((_page * PageSize) + IndexStart + (2 * index)), offset);

    private IEnumerable<string> Records()
    {
        using var reader = TestMap.Open(_folder.Write("t.db", _file));
        return [.. reader.Records.Select(record => $"{MapText.Text(record.Key)}={MapText.Text(record.Value)}")];
    }

    private string? Find(string key)
    {
        using var reader = TestMap.Open(_folder.Write("t.db", _file));
        return MapText.Get(reader, key);
    }

    private void AssertDamage(string reason, int offset, bool byLookup = true)
    {
        foreach (var read in byLookup ? (Action[])[() => Records(), () => Find("a")] : [() => Records()])
        {
            var damage = Assert.Throws<MapFormatException>(read);
            Assert.Equal((reason, (long)_page, ((long)_page * PageSize) + offset), (damage.Reason, damage.Page, damage.Offset));
        }
    }
}
