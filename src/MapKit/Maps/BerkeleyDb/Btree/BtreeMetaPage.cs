using System.Buffers.Binary;
using MapKit.Maps.BerkeleyDb.File;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>The btree fields of page 0 (docs/formats/berkeley-db-btree.md#meta-page), read and checked.</summary>
/// <param name="Root">The root of the tree.</param>
/// <param name="HoldsNamedDatabases">Whether the tree is a directory of databases (docs/formats/berkeley-db.md#named-databases).</param>
internal sealed record BtreeMetaPage(PageReference Root, bool HoldsNamedDatabases)
{
    /// <summary>Keys that a page has room for at least; decides which items are too big (docs/formats/berkeley-db-btree.md#overflow-threshold).</summary>
    public const int MinimumKeys = 2;

    /// <summary>Page of the root in files that MapKit writes; db_verify wants it there (docs/formats/berkeley-db-btree.md#meta-page).</summary>
    public const uint WrittenRoot = 1;

    private const int MinimumKeysOffset = 76;
    private const int RecordLengthOffset = 80;
    private const int RecordPadOffset = 84;
    private const int RootOffset = 88;
    private const uint RecordPad = ' ';

    /// <summary>Flag: a key may have several values.</summary>
    public const uint DuplicatesFlag = 0x01;

    /// <summary>Flag: internal pages count the records below.</summary>
    public const uint RecordNumbersFlag = 0x04;

    /// <summary>Flag: the values of a key are in order.</summary>
    public const uint SortedDuplicatesFlag = 0x40;

    private const uint RecnoFlag = 0x02;
    private const uint FixedLengthFlag = 0x08;
    private const uint RenumberFlag = 0x10;
    private const uint NamedDatabasesFlag = 0x20;
    private const uint CompressedFlag = 0x80;
    private const uint SlicedFlag = 0x100;
    private const uint KnownRecnoFlags = RecnoFlag | FixedLengthFlag | RenumberFlag | NamedDatabasesFlag;
    private const uint KnownFlags = DuplicatesFlag | RecordNumbersFlag | NamedDatabasesFlag | SortedDuplicatesFlag;

    /// <summary>Bytes of every record in a recno database of fixed length; null in all others.</summary>
    public uint? RecordLength { get; private init; }

    /// <summary>Whether the flags of a meta page say that the records are numbered and have no keys.</summary>
    /// <param name="order">The byte order of the file.</param>
    /// <param name="first">The first bytes of the page.</param>
    public static bool IsRecno(ByteOrder order, ReadOnlySpan<byte> first) =>
        first.Length >= MetaPage.FlagsOffset + sizeof(uint) && (order.UInt32(first, MetaPage.FlagsOffset) & RecnoFlag) != 0;

    /// <summary>Reads and checks the fields.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="meta">The shared fields.</param>
    /// <param name="page">The first bytes of page 0.</param>
    /// <exception cref="MapFormatException">Of a kind that is not read.</exception>
    public static BtreeMetaPage Read(string path, MetaPage meta, ReadOnlySpan<byte> page)
    {
        if ((meta.Flags & CompressedFlag) != 0) throw Refusal("compressed btree");
        if ((meta.Flags & SlicedFlag) != 0) throw Refusal("sliced database");
        var isRecno = (meta.Flags & RecnoFlag) != 0;
        if ((meta.Flags & ~(isRecno ? KnownRecnoFlags : KnownFlags)) != 0) throw Refusal($"unknown {(isRecno ? "recno" : "btree")} flags 0x{meta.Flags:x}");
        var isDirectory = meta.Number == 0 && (meta.Flags & NamedDatabasesFlag) != 0;
        if (isRecno && isDirectory) throw Refusal("a recno database that lists named databases");
        return new BtreeMetaPage(
            new PageReference(meta.Order.UInt32(page, RootOffset), meta.Number, RootOffset),
            isDirectory)
        {
            RecordLength = (meta.Flags & FixedLengthFlag) != 0 ? meta.Order.UInt32(page, RecordLengthOffset) : null,
        };

        MapFormatException Refusal(string reason) => new(path, reason, meta.Number, ((long)meta.Number * meta.PageSize) + MetaPage.FlagsOffset);
    }

    /// <summary>Checks what reading does not need but libdb does (docs/formats/berkeley-db-btree.md#checks).</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="meta">The shared fields.</param>
    /// <param name="page">The first bytes of page 0.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void Check(string path, MetaPage meta, ReadOnlySpan<byte> page, ProblemList problems)
    {
        var minimum = meta.Order.UInt32(page, MinimumKeysOffset);
        if (minimum < MinimumKeys) Report(MinimumKeysOffset, $"room for {minimum} keys a page, it must be at least {MinimumKeys}");
        var length = meta.Order.UInt32(page, RecordLengthOffset);
        if (length != 0 && RecordLength is null) Report(RecordLengthOffset, $"records of {length} bytes, which {(meta.Type == MapType.Recno ? "a recno database of variable length" : "a btree")} does not have");
        if (meta.Number == 0 && Root.Target != WrittenRoot) Report(RootOffset, $"the root is page {Root.Target}, but libdb requires page {WrittenRoot}");
        if ((meta.Flags & SortedDuplicatesFlag) != 0 && (meta.Flags & DuplicatesFlag) == 0)
            Report(MetaPage.FlagsOffset, "sorted duplicates without duplicates");
        if ((meta.Flags & RecordNumbersFlag) != 0 && (meta.Flags & DuplicatesFlag) != 0)
            Report(MetaPage.FlagsOffset, "record numbers together with duplicates");

        void Report(int offset, string reason) => problems.Add(new MapFormatException(path, reason, meta.Number, ((long)meta.Number * meta.PageSize) + offset));
    }

    /// <summary>What the flags promise that a file written by MapKit does not have, or null.</summary>
    /// <param name="meta">The shared fields.</param>
    public static string? LostByRewriting(MetaPage meta) =>
        (meta.Flags & (DuplicatesFlag | SortedDuplicatesFlag)) != 0 ? "several values of one key (DB_DUP)"
        : (meta.Flags & RecordNumbersFlag) != 0 ? "record numbers (DB_RECNUM)"
        : meta.LostByRewriting;

    /// <summary>Writes the fields; the page is zero so far.</summary>
    public static void Write(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[MinimumKeysOffset..], MinimumKeys);
        BinaryPrimitives.WriteUInt32LittleEndian(page[RecordPadOffset..], RecordPad);
        BinaryPrimitives.WriteUInt32LittleEndian(page[RootOffset..], WrittenRoot);
    }
}
