using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>What a page of a btree holds: the low bits of its flags.</summary>
internal enum Btree185PageType
{
    /// <summary>Keys and the pages below them.</summary>
    Internal = 0x01,

    /// <summary>Keys and values.</summary>
    Leaf = 0x02,

    /// <summary>A part of a key or value that is too big for its page.</summary>
    Overflow = 0x04,
}

/// <summary>A page of a btree (docs/formats/berkeley-db-185.md#btree-pages). Its number has been checked.</summary>
internal readonly struct Btree185Page
{
    /// <summary>Bytes before the index of the items, or before the data of an overflow page.</summary>
    public const int HeaderLength = 20;

    /// <summary>Offset of the page to the left, and of the next page.</summary>
    public const int PreviousOffset = 4, NextOffset = 8;

    private const int FlagsOffset = 12, LowerOffset = 16, UpperOffset = 18;
    private const uint TypeMask = 0x1F;

    private readonly BerkeleyDb185File _file;

    private Btree185Page(BerkeleyDb185File file, uint number, ReadOnlyMemory<byte> memory)
    {
        _file = file;
        Number = number;
        Memory = memory;
    }

    /// <summary>The page's number.</summary>
    public uint Number { get; }

    /// <summary>All bytes of the page; they are never written again.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>All bytes of the page.</summary>
    public ReadOnlySpan<byte> Bytes => Memory.Span;

    /// <summary>What the page says it holds.</summary>
    public Btree185PageType Type => (Btree185PageType)(UInt32(FlagsOffset) & TypeMask);

    /// <summary>The page to the left on the same level, or 0.</summary>
    public PageReference Previous => Reference(PreviousOffset);

    /// <summary>The page to the right on the same level, or the next one of a chain; 0 for none.</summary>
    public PageReference Next => Reference(NextOffset);

    /// <summary>Number of items.</summary>
    public int Count => (_file.Order.UInt16(Bytes, LowerOffset) - HeaderLength) / sizeof(ushort);

    /// <summary>Reads a page.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">What leads to the page.</param>
    /// <param name="access">What it is wanted for.</param>
    /// <exception cref="MapFormatException">There is no such page, or it has another number.</exception>
    public static Btree185Page Read(BerkeleyDb185File file, PageReference reference, PageAccess access)
    {
        if (reference.Target == 0 || reference.Target >= file.PageCount)
            throw file.Damage(reference.Page, reference.Offset, $"page {reference.Target} is referenced, but the file has pages 1 to {file.PageCount - 1}");
        var page = ReadUnchecked(file, reference.Target, access);
        return page.NumberProblem is { } problem ? throw problem : page;
    }

    /// <summary>Reads a page, whatever it is.</summary>
    public static Btree185Page ReadUnchecked(BerkeleyDb185File file, uint number, PageAccess access) => new(file, number, file.Read(number, access));

    /// <summary>What is wrong with the number on the page, or null.</summary>
    public MapFormatException? NumberProblem => UInt32(0) == Number ? null : Damage(0, $"the page says it is page {UInt32(0)}");

    /// <summary>The integer of four bytes at an offset.</summary>
    public uint UInt32(int offset) => _file.Order.UInt32(Bytes, offset);

    /// <summary>The page number at an offset.</summary>
    public PageReference Reference(int offset) => new(UInt32(offset), Number, offset);

    /// <summary>Where an item begins.</summary>
    /// <exception cref="MapFormatException">Outside the items.</exception>
    public int ItemOffset(int index)
    {
        var place = HeaderLength + (index * sizeof(ushort));
        var offset = _file.Order.UInt16(Bytes, place);
        return offset >= HeaderLength + (Count * sizeof(ushort)) ? offset : throw Damage(place, $"item {index} begins at {offset}, before the items");
    }

    /// <summary>Whether the page carries its own number and bounds that a leaf or an internal page may have.</summary>
    public bool LooksLikeTree
    {
        get
        {
            var (lower, upper) = (_file.Order.UInt16(Bytes, LowerOffset), _file.Order.UInt16(Bytes, UpperOffset));
            return NumberProblem is null && Type is (Btree185PageType.Leaf or Btree185PageType.Internal)
                && lower >= HeaderLength && lower % 2 == 0 && lower <= upper && upper <= Memory.Length;
        }
    }

    /// <summary>Checks that the page is a leaf or an internal page, and the bounds of its free bytes.</summary>
    /// <exception cref="MapFormatException">It is something else.</exception>
    public void RequireItems()
    {
        if (Type is not (Btree185PageType.Leaf or Btree185PageType.Internal)) throw Damage(FlagsOffset, $"page type {(int)Type} where a page of the tree was expected");
        var lower = _file.Order.UInt16(Bytes, LowerOffset);
        if (lower < HeaderLength || lower % 2 != 0 || lower > Memory.Length) throw Damage(LowerOffset, $"the items' index ends at {lower}, which is invalid");
        if (Type == Btree185PageType.Internal && lower == HeaderLength) throw Damage(LowerOffset, "an internal page without items");
    }

    /// <summary>Checks that the page is of a type.</summary>
    public void Require(Btree185PageType type)
    {
        if (Type != type) throw Damage(FlagsOffset, $"page type {(int)Type} where type {(int)type} ({type}) was expected");
    }

    /// <summary>What is wrong with the bound of the items, or null.</summary>
    /// <param name="lowestItem">Where the first item begins.</param>
    public MapFormatException? UpperProblem(int lowestItem)
    {
        // A page of 65536 bytes cannot say that it is empty.
        var upper = _file.Order.UInt16(Bytes, UpperOffset);
        return upper == (ushort)lowestItem ? null : Damage(UpperOffset, $"the items begin at {lowestItem}, the page says {upper}");
    }

    /// <summary>What is wrong at an offset of this page.</summary>
    public MapFormatException Damage(int offset, string reason) => _file.Damage(Number, offset, reason);
}
