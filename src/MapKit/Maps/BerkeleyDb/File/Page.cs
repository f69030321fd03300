namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>A page of an open file. Only its number and checksum have been checked.</summary>
internal readonly struct Page
{
    private readonly PageFile _file;

    /// <summary>Wraps the bytes of a page.</summary>
    public Page(PageFile file, uint number, ReadOnlyMemory<byte> memory)
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

    /// <summary>Bytes of the page.</summary>
    public int Size => Memory.Length;

    /// <summary>The order of the bytes in its integers.</summary>
    public ByteOrder Order => _file.Order;

    /// <summary>Whether the page is all zero. Its number is never 0, so for most pages one comparison is enough.</summary>
    public bool IsUnwritten => UInt32(PageHeader.Number) == 0 && !Bytes.ContainsAnyExcept((byte)0);

    /// <summary>The type of the page.</summary>
    public PageType Type => (PageType)Bytes[PageHeader.Type];

    /// <summary>Height in the tree.</summary>
    public int Level => Bytes[PageHeader.Level];

    /// <summary>Number of items.</summary>
    public int Entries => UInt16(PageHeader.Entries);

    /// <summary>The page before this one in its chain.</summary>
    public PageReference Previous => Reference(PageHeader.Previous);

    /// <summary>The page after this one in its chain.</summary>
    public PageReference Next => Reference(PageHeader.Next);

    /// <summary>Offset of the data of an overflow page.</summary>
    public int DataStart => _file.HeaderLength;

    /// <summary>First offset after the index array: no item is before it.</summary>
    public int IndexEnd => _file.HeaderLength + (Entries * PageHeader.IndexEntry);

    /// <summary>The offset of an item's entry in the index array.</summary>
    public int IndexOffset(int index) => _file.HeaderLength + (index * PageHeader.IndexEntry);

    /// <summary>The offset that the index array gives for an item, not checked.</summary>
    public int ItemOffset(int index) => UInt16(IndexOffset(index));

    /// <summary>The integer of two bytes at an offset.</summary>
    public int UInt16(int offset) => Order.UInt16(Bytes, offset);

    /// <summary>The integer of four bytes at an offset.</summary>
    public uint UInt32(int offset) => Order.UInt32(Bytes, offset);

    /// <summary>The page number at an offset.</summary>
    public PageReference Reference(int offset) => new(UInt32(offset), Number, offset);

    /// <summary>Checks that the page has one of two types, and that its index array fits.</summary>
    public void RequireIndexed(PageType type, PageType otherType)
    {
        if (Type != type && Type != otherType) throw WrongType(type);
        if (IndexEnd > Size) throw Damage(PageHeader.Entries, $"{Entries} items do not fit on a page of {Size} bytes");
    }

    /// <summary>The page does not have the type that its place requires.</summary>
    public MapFormatException WrongType(PageType expected) =>
        Damage(PageHeader.Type, $"page type {(int)Type} where type {(int)expected} ({expected}) was expected");

    /// <summary>Checks that the previous page of the chain is the one from which this page was reached, so that no chain can form a cycle.</summary>
    /// <param name="previous">Number of that page, 0 at the start of a chain.</param>
    public void RequirePrevious(uint previous)
    {
        if (Previous.Target != previous)
            throw Damage(PageHeader.Previous, $"the page before it is {previous}, but it says {Previous.Target}");
    }

    /// <summary>A problem at an offset of this page.</summary>
    public MapFormatException Damage(int offset, string reason) =>
        new(_file.Path, reason, Number, ((long)Number * Size) + offset);
}

/// <summary>A page number and its place in the file, for messages.</summary>
/// <param name="Target">The page referred to.</param>
/// <param name="Page">The page that holds the reference.</param>
/// <param name="Offset">Where on that page.</param>
internal readonly record struct PageReference(uint Target, uint Page, int Offset);
