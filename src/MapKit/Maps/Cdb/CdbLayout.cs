using System.Buffers.Binary;

namespace MapKit.Maps.Cdb;

/// <summary>The structures of a cdb file (docs/formats/cdb.md#layout): every number is an unsigned 32-bit little-endian integer.</summary>
internal static class CdbLayout
{
    /// <summary>Hash tables in a file.</summary>
    public const int TableCount = 256;

    /// <summary>Bytes of the list of tables at the start of the file: for each its position and its number of slots.</summary>
    public const int HeaderLength = TableCount * TableEntryLength;

    /// <summary>Bytes before the key of a record: key length, value length.</summary>
    public const int RecordHeaderLength = 8;

    /// <summary>Bytes of a slot: hash, position of the record or 0 for an empty slot.</summary>
    public const int SlotLength = 8;

    /// <summary>Slots in a table for each of its records.</summary>
    public const int SlotsPerRecord = 2;

    /// <summary>Largest file: positions have 32 bits.</summary>
    public const long MaximumFileLength = uint.MaxValue;

    private const int TableEntryLength = 8;
    private const int SecondField = 4;
    /// <summary>The hash of an empty key.</summary>
    public const uint HashStart = 5381;

    private const int HashTableBits = 8;

    /// <summary>The hash of a key.</summary>
    public static uint Hash(ReadOnlySpan<byte> key) => Hash(HashStart, key);

    /// <summary>Continues the hash of a key.</summary>
    public static uint Hash(uint hash, ReadOnlySpan<byte> key)
    {
        foreach (var character in key) hash = unchecked((hash << 5) + hash) ^ character;
        return hash;
    }

    /// <summary>The table in which a hash belongs.</summary>
    public static int TableOf(uint hash) => (int)(hash % TableCount);

    /// <summary>The slot at which the search for a hash begins.</summary>
    public static uint FirstSlot(uint hash, uint slotCount) => (hash >> HashTableBits) % slotCount;

    /// <summary>The offset of a table's entry in the file.</summary>
    public static int TableEntryOffset(int table) => table * TableEntryLength;

    /// <summary>The entry of a table in the header.</summary>
    public static (uint Position, uint SlotCount) ReadTable(ReadOnlySpan<byte> header, int table) =>
        ReadPair(header[TableEntryOffset(table)..]);

    /// <summary>Writes the entry of a table into the header.</summary>
    public static void WriteTable(Span<byte> header, int table, uint position, uint slotCount) =>
        WritePair(header[TableEntryOffset(table)..], position, slotCount);

    /// <summary>Reads two numbers: the lengths before a record (key, value), or a slot (hash, position).</summary>
    public static (uint First, uint Second) ReadPair(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[SecondField..]));

    /// <summary>Writes two numbers, see <see cref="ReadPair"/>.</summary>
    public static void WritePair(Span<byte> bytes, uint first, uint second)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SecondField..], second);
    }
}
