using System.Buffers.Binary;

namespace MapKit.Maps.Lmdb;

/// <summary>The content of a meta page after its page header (docs/formats/lmdb.md#meta-pages).</summary>
/// <param name="Version">Data version.</param>
/// <param name="MapSize">Size of the mapping, informative.</param>
/// <param name="Free">Database of free pages.</param>
/// <param name="Main">Database of the records.</param>
/// <param name="LastPage">Last page in use.</param>
/// <param name="Transaction">Number of the transaction that wrote the page.</param>
internal readonly record struct LmdbMeta(
    uint Version, long MapSize, LmdbDatabase Free, LmdbDatabase Main, long LastPage, long Transaction)
{
    /// <summary>The first number of a meta page.</summary>
    public const uint Magic = 0xBEEFC0DE;

    /// <summary>Bytes that are in use.</summary>
    public const int Length = 136;

    /// <summary>Place of the data version.</summary>
    public const int VersionOffset = 4;

    /// <summary>Place of the record of the free pages, which begins with the page size.</summary>
    public const int FreeOffset = 24;

    /// <summary>Place of the record of the main database.</summary>
    public const int MainOffset = 72;

    /// <summary>Place of the number of the last page.</summary>
    public const int LastPageOffset = 120;

    /// <summary>Place of the transaction number.</summary>
    public const int TransactionOffset = 128;

    /// <summary>Place of the size of the mapping.</summary>
    public const int MapSizeOffset = 16;

    /// <summary>Reads the content of a meta page, whose magic the caller has checked.</summary>
    public static LmdbMeta Read(ReadOnlySpan<byte> content) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(content[VersionOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(content[MapSizeOffset..]),
        LmdbDatabase.Read(content[FreeOffset..]),
        LmdbDatabase.Read(content[MainOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(content[LastPageOffset..]),
        BinaryPrimitives.ReadInt64LittleEndian(content[TransactionOffset..]));

    /// <summary>Writes the content of a meta page into zeros.</summary>
    public void Write(Span<byte> content)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(content, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(content[VersionOffset..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(content[MapSizeOffset..], MapSize);
        Free.Write(content[FreeOffset..]);
        Main.Write(content[MainOffset..]);
        BinaryPrimitives.WriteInt64LittleEndian(content[LastPageOffset..], LastPage);
        BinaryPrimitives.WriteInt64LittleEndian(content[TransactionOffset..], Transaction);
    }
}
