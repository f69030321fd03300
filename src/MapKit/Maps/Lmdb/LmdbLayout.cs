using System.Buffers.Binary;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Where the fields of LMDB's pages and nodes are (docs/formats/lmdb.md#page-header, docs/formats/lmdb.md#nodes and
/// docs/formats/lmdb.md#lmdb-10). The series 0.9 (data version 1) and 1.0 (data version 3) have the same fields in other places.
/// Numbers are stored little end first.
/// </summary>
internal sealed class LmdbLayout
{
    /// <summary>The 0.9 series: what Postfix opens and MapKit writes.</summary>
    public static readonly LmdbLayout Version1 = new("LMDB, data version 1 (series 0.9)", 1, headerLength: 16, pointerBase: 0, evenData: false, referenceLength: 8);

    /// <summary>The 1.0 series: read only.</summary>
    public static readonly LmdbLayout Version3 = new("LMDB, data version 3 (series 1.0)", 3, headerLength: 24, pointerBase: 24, evenData: true, referenceLength: 24);

    /// <summary>Page flag of an inner page.</summary>
    public const int BranchFlag = 0x01;

    /// <summary>Page flag of a page of records.</summary>
    public const int LeafFlag = 0x02;

    /// <summary>Page flag of the first page of a large value.</summary>
    public const int OverflowFlag = 0x04;

    /// <summary>Page flag of the two meta pages.</summary>
    public const int MetaFlag = 0x08;

    /// <summary>The page flags that tell the kinds apart; the rest is passing administration.</summary>
    public const int KindFlags = BranchFlag | LeafFlag | OverflowFlag | MetaFlag;

    /// <summary>Page flag of a leaf of keys of one length, used for duplicates.</summary>
    public const int FixedKeysFlag = 0x20;

    /// <summary>Page flag of a page inside a node, used for duplicates.</summary>
    public const int SubPageFlag = 0x40;

    /// <summary>Node flag: the value is on overflow pages.</summary>
    public const int LargeFlag = 0x01;

    /// <summary>Node flag: the value is the record of another database.</summary>
    public const int DatabaseFlag = 0x02;

    /// <summary>Node flag: the key has several values.</summary>
    public const int DuplicatesFlag = 0x04;

    /// <summary>Bytes of a node before the key.</summary>
    public const int NodeHeaderLength = 8;

    /// <summary>Bytes of the pointer to a node.</summary>
    public const int PointerLength = 2;

    private const int NodeFlagsOffset = 4;
    private const int NodeKeyLengthOffset = 6;

    private readonly int _pointerBase;
    private readonly bool _evenData;

    private LmdbLayout(string name, uint dataVersion, int headerLength, int pointerBase, bool evenData, int referenceLength)
    {
        Name = name;
        DataVersion = dataVersion;
        HeaderLength = headerLength;
        ReferenceLength = referenceLength;
        _pointerBase = pointerBase;
        _evenData = evenData;
    }

    /// <summary>Format and version in words.</summary>
    public string Name { get; }

    /// <summary>Number in the meta pages.</summary>
    public uint DataVersion { get; }

    /// <summary>Bytes of a page's header; what the page holds begins here.</summary>
    public int HeaderLength { get; }

    /// <summary>Bytes of the reference to a large value, which stands in a node instead of the value.</summary>
    public int ReferenceLength { get; }

    /// <summary>Place of the page flags in the header.</summary>
    public int FlagsOffset => HeaderLength - 6;

    /// <summary>Place of the field that tells where the pointers end.</summary>
    public int LowerOffset => HeaderLength - 4;

    /// <summary>Place of the field that tells where the nodes begin.</summary>
    public int UpperOffset => HeaderLength - 2;

    /// <summary>Place of the number of pages in the first page of a large value.</summary>
    public int OverflowCountOffset => HeaderLength - 4;

    /// <summary>A page's own number.</summary>
    public static long Number(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt64LittleEndian(page);

    /// <summary>Bytes of each key on a leaf of keys of one length.</summary>
    public int FixedKeyLength(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page[(FlagsOffset - sizeof(ushort))..]);

    /// <summary>A page's flags.</summary>
    public int Flags(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page[FlagsOffset..]);

    /// <summary>End of the pointers, from the start of the page.</summary>
    public int Lower(ReadOnlySpan<byte> page) => _pointerBase + BinaryPrimitives.ReadUInt16LittleEndian(page[LowerOffset..]);

    /// <summary>Start of the lowest node, from the start of the page.</summary>
    public int Upper(ReadOnlySpan<byte> page) => _pointerBase + BinaryPrimitives.ReadUInt16LittleEndian(page[UpperOffset..]);

    /// <summary>Pages of a large value, from its first page.</summary>
    public uint OverflowCount(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[OverflowCountOffset..]);

    /// <summary>Pages that a value of this length fills.</summary>
    public long OverflowPages(long length, int pageSize) => (HeaderLength + length + pageSize - 1) / pageSize;

    /// <summary>Place of the pointer to a node.</summary>
    public int PointerOffset(int index) => HeaderLength + (index * PointerLength);

    /// <summary>Start of a node, from the start of the page.</summary>
    public int NodeOffset(ReadOnlySpan<byte> page, int index) =>
        _pointerBase + BinaryPrimitives.ReadUInt16LittleEndian(page[PointerOffset(index)..]);

    /// <summary>Flags of a leaf's node.</summary>
    public static int NodeFlags(ReadOnlySpan<byte> node) => BinaryPrimitives.ReadUInt16LittleEndian(node[NodeFlagsOffset..]);

    /// <summary>Length of a node's key.</summary>
    public static int KeyLength(ReadOnlySpan<byte> node) => BinaryPrimitives.ReadUInt16LittleEndian(node[NodeKeyLengthOffset..]);

    /// <summary>Length of the value of a leaf's node, wherever the value is.</summary>
    public static uint ValueLength(ReadOnlySpan<byte> node) => BinaryPrimitives.ReadUInt32LittleEndian(node);

    /// <summary>Place of the value, or of the reference to it, from the start of the node.</summary>
    public int ValueOffset(int keyLength) => NodeHeaderLength + (_evenData ? Even(keyLength) : keyLength);

    /// <summary>First page of a large value, from the reference in its node.</summary>
    public static long ReferencedPage(ReadOnlySpan<byte> reference) => BinaryPrimitives.ReadInt64LittleEndian(reference);

    /// <summary>Page to which a branch's node points: 48 bits, where a leaf's node has length and flags.</summary>
    public static long Child(ReadOnlySpan<byte> node) =>
        BinaryPrimitives.ReadUInt32LittleEndian(node) | ((long)NodeFlags(node) << 32);

    /// <summary>Writes the header of a branch or leaf of version 1.</summary>
    public static void WritePageHeader(Span<byte> page, long number, int flags, int lower, int upper)
    {
        page[..Version1.HeaderLength].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(page, number);
        BinaryPrimitives.WriteUInt16LittleEndian(page[Version1.FlagsOffset..], (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(page[Version1.LowerOffset..], (ushort)lower);
        BinaryPrimitives.WriteUInt16LittleEndian(page[Version1.UpperOffset..], (ushort)upper);
    }

    /// <summary>Writes the header of the first page of a large value of version 1.</summary>
    public static void WriteOverflowHeader(Span<byte> page, long number, uint pages)
    {
        WritePageHeader(page, number, OverflowFlag, 0, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(page[Version1.OverflowCountOffset..], pages);
    }

    /// <summary>Writes the pointer to a node into a page of version 1.</summary>
    public static void WritePointer(Span<byte> page, int index, int nodeOffset) =>
        BinaryPrimitives.WriteUInt16LittleEndian(page[Version1.PointerOffset(index)..], (ushort)nodeOffset);

    /// <summary>Writes the header of a leaf's node.</summary>
    public static void WriteLeafNode(Span<byte> node, int flags, int keyLength, int valueLength)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(node, (uint)valueLength);
        BinaryPrimitives.WriteUInt16LittleEndian(node[NodeFlagsOffset..], (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(node[NodeKeyLengthOffset..], (ushort)keyLength);
    }

    /// <summary>Writes the reference to a large value, of version 1.</summary>
    public static void WriteReference(Span<byte> reference, long firstPage) =>
        BinaryPrimitives.WriteInt64LittleEndian(reference, firstPage);

    /// <summary>Writes the header of a branch's node.</summary>
    public static void WriteBranchNode(Span<byte> node, long child, int keyLength)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(node, (uint)child);
        BinaryPrimitives.WriteUInt16LittleEndian(node[NodeFlagsOffset..], (ushort)(child >> 32));
        BinaryPrimitives.WriteUInt16LittleEndian(node[NodeKeyLengthOffset..], (ushort)keyLength);
    }

    /// <summary>A length rounded up to an even number.</summary>
    public static int Even(int length) => (length + 1) & ~1;
}
