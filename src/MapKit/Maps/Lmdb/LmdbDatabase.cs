using System.Buffers.Binary;

namespace MapKit.Maps.Lmdb;

/// <summary>The record of a database inside a meta page (docs/formats/lmdb.md#database-record).</summary>
/// <param name="Pad">Page size, in the record of the free pages.</param>
/// <param name="Flags">Database flags; in the record of the free pages, flags of the whole file too.</param>
/// <param name="Depth">Levels of the tree.</param>
/// <param name="BranchPages">Inner pages.</param>
/// <param name="LeafPages">Pages of records.</param>
/// <param name="OverflowPages">Pages of large values.</param>
/// <param name="Entries">Records.</param>
/// <param name="Root">Page of the root, or <see cref="NoRoot"/>.</param>
internal readonly record struct LmdbDatabase(
    uint Pad, int Flags, int Depth, long BranchPages, long LeafPages, long OverflowPages, long Entries, long Root)
{
    /// <summary>Bytes of the record.</summary>
    public const int Length = 48;

    /// <summary>The root of an empty tree: all bits set.</summary>
    public const long NoRoot = -1;

    /// <summary>Place of the flags in the record.</summary>
    public const int FlagsOffset = 4;

    /// <summary>Place of the root in the record.</summary>
    public const int RootOffset = 40;

    /// <summary>Flag: keys are compared from the end (MDB_REVERSEKEY).</summary>
    public const int ReverseKeysFlag = 0x02;

    /// <summary>Flag: a key may have several values, which are in order (MDB_DUPSORT).</summary>
    public const int DuplicatesFlag = 0x04;

    /// <summary>Flag: keys are integers (MDB_INTEGERKEY).</summary>
    public const int IntegerKeysFlag = 0x08;

    /// <summary>Flag: all values have one length (MDB_DUPFIXED).</summary>
    public const int FixedValuesFlag = 0x10;

    /// <summary>Flag: values are integers (MDB_INTEGERDUP).</summary>
    public const int IntegerValuesFlag = 0x20;

    /// <summary>Flag: values are compared from the end (MDB_REVERSEDUP).</summary>
    public const int ReverseValuesFlag = 0x40;

    /// <summary>The flags that a database can have.</summary>
    public const int KnownFlags = ReverseKeysFlag | DuplicatesFlag | IntegerKeysFlag | FixedValuesFlag | IntegerValuesFlag | ReverseValuesFlag;

    private const int DepthOffset = 6;
    private const int BranchPagesOffset = 8;
    private const int LeafPagesOffset = 16;
    private const int OverflowPagesOffset = 24;
    private const int EntriesOffset = 32;

    /// <summary>The order of the keys.</summary>
    public LmdbKeyOrder Order =>
        (Flags & ReverseKeysFlag) != 0 ? LmdbKeyOrder.Reversed
        : (Flags & IntegerKeysFlag) != 0 ? LmdbKeyOrder.Integers
        : LmdbKeyOrder.Bytes;

    /// <summary>Whether a key may have several values.</summary>
    public bool HoldsDuplicates => (Flags & DuplicatesFlag) != 0;

    /// <summary>The flags of the trees of values of this database, in which the values are the keys.</summary>
    public int ValueFlags =>
        (Flags & FixedValuesFlag) | ((Flags & IntegerValuesFlag) != 0 ? IntegerKeysFlag : (Flags & ReverseValuesFlag) != 0 ? ReverseKeysFlag : 0);

    /// <summary>Reads a record.</summary>
    public static LmdbDatabase Read(ReadOnlySpan<byte> record) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(record),
        BinaryPrimitives.ReadUInt16LittleEndian(record[FlagsOffset..]),
        BinaryPrimitives.ReadUInt16LittleEndian(record[DepthOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[BranchPagesOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[LeafPagesOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[OverflowPagesOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[EntriesOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(record[RootOffset..]));

    /// <summary>Writes the record.</summary>
    public void Write(Span<byte> record)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, Pad);
        BinaryPrimitives.WriteUInt16LittleEndian(record[FlagsOffset..], (ushort)Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(record[DepthOffset..], (ushort)Depth);
        BinaryPrimitives.WriteInt64LittleEndian(record[BranchPagesOffset..], BranchPages);
        BinaryPrimitives.WriteInt64LittleEndian(record[LeafPagesOffset..], LeafPages);
        BinaryPrimitives.WriteInt64LittleEndian(record[OverflowPagesOffset..], OverflowPages);
        BinaryPrimitives.WriteInt64LittleEndian(record[EntriesOffset..], Entries);
        BinaryPrimitives.WriteInt64LittleEndian(record[RootOffset..], Root);
    }
}
