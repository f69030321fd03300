using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>An item of a leaf, a key with its value, or of an internal page, a key with the page below it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Offset">Where the item begins.</param>
/// <param name="KeyLength">Bytes of the key on the page.</param>
/// <param name="ValueLength">Bytes of the value on the page; 0 on internal pages.</param>
/// <param name="Flags">Whether key or value are in chains.</param>
internal readonly record struct Btree185Item(Btree185Page Page, int Offset, int KeyLength, int ValueLength, byte Flags)
{
    /// <summary>Bytes before the key.</summary>
    public const int HeaderLength = 9;

    private const int SecondOffset = 4, FlagsOffset = 8;
    private const byte BigValue = 1, BigKey = 2;

    /// <summary>Whether the key is in a chain.</summary>
    public bool HasBigKey => (Flags & BigKey) != 0;

    /// <summary>Whether the value is in a chain.</summary>
    public bool HasBigValue => (Flags & BigValue) != 0;

    /// <summary>The page below, of an item of an internal page.</summary>
    public PageReference Child => Page.Reference(Offset + SecondOffset);

    /// <summary>The bytes of the key on the page.</summary>
    public ReadOnlyMemory<byte> KeyOnPage => Page.Memory.Slice(Offset + HeaderLength, KeyLength);

    /// <summary>The bytes of the value on the page.</summary>
    public ReadOnlyMemory<byte> ValueOnPage => Page.Memory.Slice(Offset + HeaderLength + KeyLength, ValueLength);

    /// <summary>The key's chain.</summary>
    public Btree185Chain KeyChain => new(Page, Offset + HeaderLength);

    /// <summary>The value's chain.</summary>
    public Btree185Chain ValueChain => new(Page, Offset + HeaderLength + KeyLength);

    /// <summary>Where the item ends.</summary>
    public int End => Offset + HeaderLength + KeyLength + ValueLength;

    /// <summary>Reads an item.</summary>
    /// <param name="page">A page whose kind has been checked.</param>
    /// <param name="index">The item, below the page's count.</param>
    /// <exception cref="MapFormatException">It does not lie on the page.</exception>
    public static Btree185Item Read(Btree185Page page, int index)
    {
        var offset = page.ItemOffset(index);
        var room = page.Memory.Length - offset - HeaderLength;
        if (room < 0) throw page.Damage(offset, $"item {index} extends past the end of the page");
        var isLeaf = page.Type == Btree185PageType.Leaf;
        long key = page.UInt32(offset), value = isLeaf ? page.UInt32(offset + SecondOffset) : 0;
        if (key + value > room) throw page.Damage(offset, $"item {index} with a key of {key} and a value of {value} bytes extends past the end of the page");
        var flags = page.Bytes[offset + FlagsOffset];
        if ((flags & ~(BigKey | (isLeaf ? BigValue : 0))) != 0) throw page.Damage(offset + FlagsOffset, $"item {index} has flags 0x{flags:x}, some of them unknown");
        var item = new Btree185Item(page, offset, (int)key, (int)value, flags);
        if (item.HasBigKey && key != Btree185Chain.ReferenceLength) throw page.Damage(offset, $"the reference to a big key has {key} bytes, not {Btree185Chain.ReferenceLength}");
        if (item.HasBigValue && value != Btree185Chain.ReferenceLength) throw page.Damage(offset + SecondOffset, $"the reference to a big value has {value} bytes, not {Btree185Chain.ReferenceLength}");
        return item;
    }

    /// <summary>The key and the value.</summary>
    /// <param name="file">The file.</param>
    /// <param name="met">The pages that were met before; those of chains are added.</param>
    public MapRecord ReadRecord(BerkeleyDb185File file, NumberSet met) => new(
        HasBigKey ? KeyChain.Read(file, met) : KeyOnPage,
        HasBigValue ? ValueChain.Read(file, met) : ValueOnPage);

    /// <summary>Compares the key with another one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="wanted">The other key.</param>
    /// <returns>Below 0 if the item's key comes first.</returns>
    public int CompareTo(BerkeleyDb185File file, ReadOnlySpan<byte> wanted) => HasBigKey ? KeyChain.CompareTo(file, wanted) : KeyOnPage.Span.SequenceCompareTo(wanted);
}
