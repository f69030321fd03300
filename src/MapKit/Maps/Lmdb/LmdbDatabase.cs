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

    private const int DepthOffset = 6;
    private const int BranchPagesOffset = 8;
    private const int LeafPagesOffset = 16;
    private const int OverflowPagesOffset = 24;
    private const int EntriesOffset = 32;

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
