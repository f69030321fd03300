using MapKit.Records;

namespace MapKit.Maps.Cdb;

/// <summary>
/// Writes a cdb file, byte for byte the one of <c>postmap cdb:</c> (map-files E.2): records in the order of the source,
/// then the tables, filled in that same order.
/// </summary>
internal static class CdbWriter
{
    private const int SlotsPerPiece = 4096;

    /// <summary>Writes the file.</summary>
    /// <param name="records">The records in the order of the file.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">The file would be larger than 32-bit positions can reach; nothing is written.</exception>
    public static void Write(in StoredRecords records, IMapOutput output)
    {
        CheckLength(records);
        var hashes = new uint[records.Count];
        var tableEnds = new int[CdbLayout.TableCount];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = CdbLayout.Hash(records.Key(i));
            tableEnds[CdbLayout.TableOf(hashes[i])]++;
        }

        for (var table = 1; table < tableEnds.Length; table++) tableEnds[table] += tableEnds[table - 1];

        using var buffer = new OutputBuffer(output);
        var entries = new ulong[records.Count];
        var end = WriteRecords(records, hashes, tableEnds, entries, buffer);
        var header = WriteTables(entries, tableEnds, end, buffer);
        buffer.Flush();
        output.WriteHeader(header);
    }

    private static void CheckLength(in StoredRecords records)
    {
        var length = (long)CdbLayout.HeaderLength;
        for (var i = 0; i < records.Count; i++)
        {
            length += CdbLayout.RecordHeaderLength + (long)records.KeyLength(i) + records.ValueLength(i)
                + (CdbLayout.SlotsPerRecord * CdbLayout.SlotLength);
        }

        if (length <= CdbLayout.MaximumFileLength) return;
        throw new MapLimitException(
            $"a cdb file holds at most {CdbLayout.MaximumFileLength} bytes, these {records.Count} records need {length}");
    }

    // Writes the records and sorts their slots into the tables: entries of a table stand together, in record order.
    private static uint WriteRecords(
        in StoredRecords records, uint[] hashes, int[] tableEnds, ulong[] entries, OutputBuffer buffer)
    {
        var next = new int[CdbLayout.TableCount];
        tableEnds.AsSpan(..^1).CopyTo(next.AsSpan(1));
        var position = (uint)CdbLayout.HeaderLength;
        for (var i = 0; i < hashes.Length; i++)
        {
            var key = records.Key(i);
            var value = records.Value(i);
            CdbLayout.WritePair(buffer.Take(CdbLayout.RecordHeaderLength), (uint)key.Length, (uint)value.Length);
            buffer.Append(key);
            buffer.Append(value);
            entries[next[CdbLayout.TableOf(hashes[i])]++] = Entry(hashes[i], position);
            position += CdbLayout.RecordHeaderLength + (uint)key.Length + (uint)value.Length;
        }

        return position;
    }

    private static byte[] WriteTables(ulong[] entries, int[] tableEnds, uint end, OutputBuffer buffer)
    {
        var header = new byte[CdbLayout.HeaderLength];
        var slots = Array.Empty<ulong>();
        var start = 0;
        for (var table = 0; table < tableEnds.Length; table++)
        {
            var count = (tableEnds[table] - start) * CdbLayout.SlotsPerRecord;
            if (count > slots.Length) slots = new ulong[count];
            Fill(slots.AsSpan(0, count), entries.AsSpan(start..tableEnds[table]));
            WriteSlots(slots.AsSpan(0, count), buffer);
            CdbLayout.WriteTable(header, table, end, (uint)count);
            end += (uint)count * CdbLayout.SlotLength;
            start = tableEnds[table];
        }

        return header;
    }

    private static void Fill(Span<ulong> slots, ReadOnlySpan<ulong> entries)
    {
        slots.Clear();
        foreach (var entry in entries)
        {
            var slot = (int)CdbLayout.FirstSlot(HashOf(entry), (uint)slots.Length);
            while (slots[slot] != 0)
            {
                slot++;
                if (slot == slots.Length) slot = 0;
            }

            slots[slot] = entry;
        }
    }

    private static void WriteSlots(ReadOnlySpan<ulong> slots, OutputBuffer buffer)
    {
        while (slots.Length > 0)
        {
            var piece = slots[..Math.Min(slots.Length, SlotsPerPiece)];
            var bytes = buffer.Take(piece.Length * CdbLayout.SlotLength);
            for (var i = 0; i < piece.Length; i++)
            {
                CdbLayout.WritePair(bytes[(i * CdbLayout.SlotLength)..], HashOf(piece[i]), PositionOf(piece[i]));
            }

            slots = slots[piece.Length..];
        }
    }

    private static ulong Entry(uint hash, uint position) => ((ulong)position << 32) | hash;

    private static uint HashOf(ulong entry) => (uint)entry;

    private static uint PositionOf(ulong entry) => (uint)(entry >> 32);
}
