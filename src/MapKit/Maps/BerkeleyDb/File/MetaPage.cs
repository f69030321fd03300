using System.Buffers.Binary;
using System.Numerics;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The part of page 0 that hash and btree share (docs/formats/berkeley-db.md#meta-page), read and checked.</summary>
/// <param name="Type">Hash or btree.</param>
/// <param name="Order">Byte order of every integer in the file.</param>
/// <param name="Version">Version of the format.</param>
/// <param name="PageSize">Bytes per page.</param>
/// <param name="HasChecksums">Whether every page carries a sum.</param>
/// <param name="Flags">The flags of the access method, not checked here.</param>
/// <param name="FirstFreePage">Start of the list of free pages, 0 if there are none; not checked here.</param>
/// <param name="LastPage">Number of the last page; not checked here.</param>
internal sealed record MetaPage(
    MapType Type,
    ByteOrder Order,
    uint Version,
    int PageSize,
    bool HasChecksums,
    uint Flags,
    PageReference FirstFreePage,
    PageReference LastPage)
{
    /// <summary>Bytes of page 0 that mean something, and the smallest page size.</summary>
    public const int Length = 512;

    /// <summary>Largest page size in bytes.</summary>
    public const int MaximumPageSize = 65536;

    /// <summary>Offset of the magic number (u32).</summary>
    public const int MagicOffset = 12;

    /// <summary>Offset of the access method's flags (u32).</summary>
    public const int FlagsOffset = 48;

    /// <summary>Offset of the first field that belongs to the access method.</summary>
    public const int MethodFields = 72;

    /// <summary>Magic number of hash files.</summary>
    public const uint HashMagic = 0x061561;

    /// <summary>Magic number of btree and recno files.</summary>
    public const uint BtreeMagic = 0x053162;

    /// <summary>Bytes of the identity of a file.</summary>
    public const int IdentityLength = 20;

    /// <summary>The version that MapKit writes: every library from 4.6 to 18.1 reads it (docs/formats/berkeley-db-hash.md#versions).</summary>
    public const uint WrittenVersion = 9;

    /// <summary>Offset of the page size (u32).</summary>
    public const int PageSizeOffset = 20;

    /// <summary>Offset of the number of the cipher (u8), 0 without.</summary>
    public const int EncryptionOffset = 24;

    /// <summary>Offset of the flags of the file (u8).</summary>
    public const int MetaFlagsOffset = 26;

    private const int LogOffset = 4;
    private const int NumberOffset = 8;
    private const int VersionOffset = 16;
    private const int TypeOffset = 25;
    private const int FreeOffset = 28;
    private const int LastPageOffset = 32;
    private const int PartitionsOffset = 36;
    private const int IdentityOffset = 52;
    private const int LibraryIdentityLength = 16;

    private const byte ChecksumFlag = 0x01;
    private const byte PartitionFlags = 0x06;
    private const byte SlicedFlag = 0x08;
    private const uint OldestHashVersion = 7;
    private const uint OldestBtreeVersion = 8;
    private const uint NewestVersion = 10;

    /// <summary>The page: 0, or that of one of several named databases.</summary>
    public uint Number { get; private init; }

    /// <summary>
    /// Whether the identity of the file is one that libdb makes, which ends in zeros (docs/formats/berkeley-db.md#meta-page).
    /// MapKit's is a digest of the content.
    /// </summary>
    public bool HasLibraryIdentity { get; private init; }

    /// <summary>Bytes before the index array of the other pages.</summary>
    public int HeaderLength => HasChecksums ? PageHeader.ChecksummedLength : PageHeader.Length;

    /// <summary>Whether <see cref="LastPage"/> can be relied on: the oldest versions did not keep it (docs/formats/berkeley-db.md#meta-page).</summary>
    public bool KeepsLastPage => Version > (Type == MapType.Hash ? OldestHashVersion : OldestBtreeVersion);

    /// <summary>What these fields promise that a file written by MapKit does not have, or null.</summary>
    public string? LostByRewriting => HasChecksums ? "checksums (DB_CHKSUM)" : null;

    /// <summary>Reads and checks the start of page 0, or of the meta page of a named database.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="fileLength">Size of the file in bytes.</param>
    /// <param name="page">The first <see cref="Length"/> bytes of the page.</param>
    /// <param name="number">Number of the page.</param>
    /// <param name="start">Where it begins in the file.</param>
    /// <param name="onProblem">Takes damage with which the pages can be read anyway; without it, it is thrown.</param>
    /// <exception cref="MapFormatException">Not Berkeley DB, of a kind that is not read, or damaged.</exception>
    public static MetaPage Read(string path, long fileLength, ReadOnlySpan<byte> page, uint number = 0, long start = 0, Action<MapFormatException>? onProblem = null)
    {
        var type = BerkeleyDbFile.Recognise(page, out var refusal)
            ?? throw Damage(MagicOffset, refusal ?? "not a Berkeley DB file: no magic number");
        var hash = type == MapType.Hash;
        var order = new ByteOrder(BinaryPrimitives.ReadUInt32LittleEndian(page[MagicOffset..]) != (hash ? HashMagic : BtreeMagic));

        var version = order.UInt32(page, VersionOffset);
        var oldest = hash ? OldestHashVersion : OldestBtreeVersion;
        if (version < oldest || version > NewestVersion)
        {
            var hint = version < oldest ? ", written before Berkeley DB 3.1: upgrade it with db_upgrade" : "";
            throw Damage(VersionOffset, $"{(hash ? "hash" : "btree")} version {version}, not {oldest} to {NewestVersion}{hint}");
        }

        // Encryption first: everything after this field is unreadable then.
        if (page[EncryptionOffset] != 0) throw Damage(EncryptionOffset, $"encrypted (algorithm {page[EncryptionOffset]})");
        var pageSize = order.UInt32(page, PageSizeOffset);
        if (pageSize is < Length or > MaximumPageSize || !BitOperations.IsPow2(pageSize))
            throw Damage(PageSizeOffset, $"page size {pageSize}, not a power of two from {Length} to {MaximumPageSize}");
        if (fileLength % pageSize != 0)
            Report(new MapFormatException(path, $"the size of {fileLength} bytes is not a multiple of the page size {pageSize} (truncated?)"));

        var flags = page[MetaFlagsOffset];
        if ((flags & PartitionFlags) != 0)
            throw Damage(MetaFlagsOffset, $"partitioned database ({order.UInt32(page, PartitionsOffset)} parts in other files)");
        if ((flags & SlicedFlag) != 0) throw Damage(MetaFlagsOffset, "sliced database");
        if ((flags & ~ChecksumFlag) != 0) Report(Damage(MetaFlagsOffset, $"unknown metadata flags 0x{flags:x2}"));
        if ((flags & ChecksumFlag) != 0 && PageChecksum.FindProblem(order, page, Damage) is { } sumProblem) Report(sumProblem);

        if (page[TypeOffset] != (byte)(hash ? PageType.HashMeta : PageType.BtreeMeta))
            Report(Damage(TypeOffset, $"page type {page[TypeOffset]} does not match the magic number"));
        if (order.UInt32(page, NumberOffset) != number) Report(Damage(NumberOffset, $"page {number} says it is page {order.UInt32(page, NumberOffset)}"));
        return new MetaPage(
            type,
            order,
            version,
            (int)pageSize,
            (flags & ChecksumFlag) != 0,
            order.UInt32(page, FlagsOffset),
            new PageReference(order.UInt32(page, FreeOffset), number, FreeOffset),
            new PageReference(order.UInt32(page, LastPageOffset), number, LastPageOffset))
        {
            Number = number,
            HasLibraryIdentity = !page.Slice(IdentityOffset + LibraryIdentityLength, IdentityLength - LibraryIdentityLength).ContainsAnyExcept((byte)0),
        };

        MapFormatException Damage(int offset, string reason) => new(path, reason, number, start + offset);

        void Report(MapFormatException problem)
        {
            if (onProblem is null) throw problem;
            onProblem(problem);
        }
    }

    /// <summary>Writes the shared fields; the page is zero so far.</summary>
    /// <param name="page">Page 0.</param>
    /// <param name="type">Hash or btree.</param>
    /// <param name="pageSize">Bytes per page.</param>
    /// <param name="lastPage">Number of the last page: libdb takes every page beyond it for empty (docs/formats/berkeley-db-hash.md#last-page).</param>
    /// <param name="identity"><see cref="IdentityLength"/> bytes that no other file has.</param>
    public static void Write(Span<byte> page, MapType type, int pageSize, uint lastPage, ReadOnlySpan<byte> identity)
    {
        var hash = type == MapType.Hash;
        BinaryPrimitives.WriteUInt32LittleEndian(page[LogOffset..], PageHeader.NotLogged);
        BinaryPrimitives.WriteUInt32LittleEndian(page[MagicOffset..], hash ? HashMagic : BtreeMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(page[VersionOffset..], WrittenVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(page[PageSizeOffset..], (uint)pageSize);
        page[TypeOffset] = (byte)(hash ? PageType.HashMeta : PageType.BtreeMeta);
        BinaryPrimitives.WriteUInt32LittleEndian(page[LastPageOffset..], lastPage);
        identity.CopyTo(page.Slice(IdentityOffset, IdentityLength));
    }
}
