using System.Buffers.Binary;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>The bytes before the index array of every page but page 0 (docs/formats/berkeley-db.md#page-header).</summary>
internal static class PageHeader
{
    /// <summary>Log sequence number: file (u32), offset (u32).</summary>
    public const int LogSequence = 0;

    /// <summary>The page's number (u32).</summary>
    public const int Number = 8;

    /// <summary>Page before this one in its chain, 0 at the start (u32).</summary>
    public const int Previous = 12;

    /// <summary>Page after this one in its chain, 0 at the end (u32).</summary>
    public const int Next = 16;

    /// <summary>Number of items (u16); on overflow pages the number of references.</summary>
    public const int Entries = 20;

    /// <summary>Lowest byte that items use (u16); on overflow pages the bytes of data.</summary>
    public const int HighFree = 22;

    /// <summary>Height in the tree (u8): 1 for leaves, 0 outside trees.</summary>
    public const int Level = 24;

    /// <summary>The <see cref="PageType"/> (u8).</summary>
    public const int Type = 25;

    /// <summary>Bytes of the header; the index array (u16 each) or the data of an overflow page follows.</summary>
    public const int Length = 26;

    /// <summary>Sum over the page with these four bytes zero, in files that have sums (u32).</summary>
    public const int Checksum = 28;

    /// <summary>Bytes of the header in files that have sums.</summary>
    public const int ChecksummedLength = 32;

    /// <summary>Bytes of one entry of the index array.</summary>
    public const int IndexEntry = 2;

    /// <summary>Level of the leaves of a tree.</summary>
    public const byte LeafLevel = 1;

    /// <summary>The log offset that marks a page as not logged; the log file is 0 (docs/formats/berkeley-db.md#meta-page).</summary>
    public const uint NotLogged = 1;

    /// <summary>Writes the header of a page that is zero so far.</summary>
    /// <param name="page">The page.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="level">Height in the tree.</param>
    /// <param name="number">Its own number.</param>
    /// <param name="previous">The page before it, or 0.</param>
    /// <param name="next">The page after it, or 0.</param>
    public static void Write(Span<byte> page, PageType type, byte level, uint number, uint previous, uint next)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[(LogSequence + 4)..], NotLogged);
        BinaryPrimitives.WriteUInt32LittleEndian(page[Number..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(page[Previous..], previous);
        BinaryPrimitives.WriteUInt32LittleEndian(page[Next..], next);
        page[Level] = level;
        page[Type] = (byte)type;
    }

    /// <summary>Writes the two counts, known when the page is full.</summary>
    /// <param name="page">The page.</param>
    /// <param name="entries">See <see cref="Entries"/>.</param>
    /// <param name="highFree">See <see cref="HighFree"/>.</param>
    public static void WriteCounts(Span<byte> page, int entries, int highFree)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(page[Entries..], (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(page[HighFree..], (ushort)highFree);
    }

    /// <summary>Writes one entry of the index array.</summary>
    /// <param name="page">The page.</param>
    /// <param name="index">Which entry, from 0.</param>
    /// <param name="itemOffset">Where its item begins.</param>
    public static void WriteIndex(Span<byte> page, int index, int itemOffset) =>
        BinaryPrimitives.WriteUInt16LittleEndian(page[(Length + (index * IndexEntry))..], (ushort)itemOffset);
}
