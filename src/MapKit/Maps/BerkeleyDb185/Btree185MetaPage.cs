using System.Buffers.Binary;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Page 0 of a btree file (docs/formats/berkeley-db-185.md#btree-meta-page), in the byte order of the file.</summary>
/// <param name="Order">The byte order of the file.</param>
/// <param name="PageSize">Bytes per page, which need not be a power of two.</param>
/// <param name="FirstFree">The first of the free pages, or 0.</param>
/// <param name="HoldsDuplicates">Whether a key may have several values.</param>
internal sealed record Btree185MetaPage(ByteOrder Order, int PageSize, uint FirstFree, bool HoldsDuplicates)
{
    /// <summary>The magic number, at the start of the file.</summary>
    public const uint Magic = MetaPage.BtreeMagic;

    /// <summary>Bytes of the meta page that are used.</summary>
    public const int Length = 24;

    /// <summary>Offset of the first free page.</summary>
    public const int FirstFreeOffset = 12;

    /// <summary>Smallest and largest page.</summary>
    public const int SmallestPage = 512, LargestPage = 65536;

    /// <summary>The root of the tree, and with it the smallest file.</summary>
    public const uint Root = 1;

    /// <summary>The version that is read.</summary>
    public const uint ReadVersion = 3;

    private const int VersionOffset = 4, PageSizeOffset = 8, FlagsOffset = 20;
    private const uint NoDuplicates = 0x20, RecordNumbers = 0x80;

    private static readonly string[] Names = ["magic", "version", "page size", "first free page", "record count", "flags"];

    /// <summary>Reads and checks the meta page.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="MapFormatException">It is damaged, or of a kind that is not read.</exception>
    public static Btree185MetaPage Read(MapBytes bytes)
    {
        if (bytes.Length < Length) throw new MapFormatException(bytes.Path, $"{bytes.Length} bytes are too few for the meta page of a Berkeley DB 1.85 btree");
        Span<byte> meta = stackalloc byte[Length];
        bytes.Read(0, meta);
        var order = new ByteOrder(BinaryPrimitives.ReadUInt32BigEndian(meta) == Magic);
        var version = order.UInt32(meta, VersionOffset);
        if (version != ReadVersion) throw Damage(VersionOffset, $"version {version}, which is not read (only {ReadVersion} is)");
        var pageSize = order.UInt32(meta, PageSizeOffset);
        if (!IsPageSize(pageSize)) throw Damage(PageSizeOffset, $"page size {pageSize}, which is not an even number from {SmallestPage} to {LargestPage}");
        var flags = order.UInt32(meta, FlagsOffset);
        if ((flags & RecordNumbers) != 0) throw new MapFormatException(bytes.Path, "Berkeley DB 1.85 record-number database: it has no keys");
        if ((flags & ~NoDuplicates) != 0) throw Damage(FlagsOffset, $"flags 0x{flags:x}, some of them unknown");
        var firstFree = order.UInt32(meta, FirstFreeOffset);
        if (bytes.Length / pageSize <= Root) throw new MapFormatException(bytes.Path, $"{bytes.Length} bytes are less than two pages of {pageSize} bytes (truncated?)");
        return new Btree185MetaPage(order, (int)pageSize, firstFree, (flags & NoDuplicates) == 0);

        MapFormatException Damage(int offset, string reason) => new(bytes.Path, reason, 0, offset);
    }

    /// <summary>The name of the field at an offset.</summary>
    public static string? NameAt(long offset) => offset is >= 0 and < Length ? Names[offset / sizeof(uint)] : null;

    private static bool IsPageSize(uint size) => size is >= SmallestPage and <= LargestPage && size % 2 == 0;
}
