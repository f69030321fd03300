using System.Buffers;
using MapKit.Concurrency;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.Cdb;

/// <summary>
/// Writes a cdb file, byte for byte the same as <c>postmap cdb:</c> (docs/formats/writers.md#cdb): records in the order of the
/// source, then the tables, filled in that same order.
/// </summary>
internal static class CdbWriter
{
    private const int SlotsAtOnce = 4096;
    private const int RecordsPerPiece = 1 << 13;

    // A longer piece, with values of megabytes, is not composed in memory.
    private const int LongestPiece = 1 << 23;

    /// <summary>Writes the file.</summary>
    /// <param name="records">The records.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="MapLimitException">The file would be larger than 32-bit positions can reach; nothing is written.</exception>
    public static void Write(MapRecords records, IMapOutput output) => Write(records.InSourceOrder(), output);

    private static void Write(IOrderedRecords records, IMapOutput output)
    {
        var pieces = Plan(records, out var end);
        output.Expect(end + ((long)records.Count * CdbLayout.SlotsPerRecord * CdbLayout.SlotLength));
        using var buffer = new OutputBuffer(output);
        var entries = WriteRecords(records, pieces, buffer);
        var header = WriteTables(entries, end, buffer);
        buffer.Flush();
        output.WriteHeader(header);
    }

    /// <summary>Splits the records into pieces with a known place in the file, and checks that the file does not get too long.</summary>
    private static List<Piece> Plan(IOrderedRecords records, out uint end)
    {
        var pieces = new List<Piece>();
        var position = (long)CdbLayout.HeaderLength;
        foreach (var (range, slice) in Ranges(records).Zip(records.Slices(Ranges(records))))
        {
            var start = position;
            foreach (var i in slice.Numbers) position += CdbLayout.RecordHeaderLength + (long)slice.Records.KeyLength(i) + slice.Records.ValueLength(i);
            pieces.Add(new Piece(range.First, start, position - start));
        }

        var length = position + ((long)records.Count * CdbLayout.SlotsPerRecord * CdbLayout.SlotLength);
        if (length > CdbLayout.MaximumFileLength)
        {
            throw new MapLimitException(
                $"a cdb file holds at most {CdbLayout.MaximumFileLength} bytes, these {records.Count} records need {length}");
        }

        end = (uint)position;
        return pieces;
    }

    private static IEnumerable<RecordRange> Ranges(IOrderedRecords records) => RecordRange.Split(records.Count, RecordsPerPiece);

    /// <summary>Writes the records.</summary>
    /// <returns>Hash and position of each.</returns>
    private static ulong[] WriteRecords(IOrderedRecords records, List<Piece> pieces, OutputBuffer buffer)
    {
        var entries = GC.AllocateUninitializedArray<ulong>(records.Count);
        OrderedWork.Run(
            pieces.Zip(records.Slices(Ranges(records))),
            piece => (Piece: piece.First, Records: piece.Second, Bytes: piece.First.Length > LongestPiece ? default : Compose(piece.Second, piece.First, entries)),
            composed =>
            {
                if (composed.Bytes.Array is not { } bytes)
                {
                    WriteLong(composed.Records, composed.Piece, entries, buffer);
                    return;
                }

                buffer.Append(composed.Bytes);
                ArrayPool<byte>.Shared.Return(bytes);
            });
        return entries;
    }

    private static ArraySegment<byte> Compose(RecordSlice slice, Piece piece, ulong[] entries)
    {
        var bytes = ArrayPool<byte>.Shared.Rent((int)piece.Length);
        var used = 0;
        var next = piece.First;
        foreach (var i in slice.Numbers)
        {
            var key = slice.Records.Key(i);
            var value = slice.Records.Value(i);
            entries[next++] = Entry(CdbLayout.Hash(key), (uint)(piece.Start + used));
            CdbLayout.WritePair(bytes.AsSpan(used), (uint)key.Length, (uint)value.Length);
            used += CdbLayout.RecordHeaderLength;
            key.CopyTo(bytes.AsSpan(used));
            used += key.Length;
            value.CopyTo(bytes.AsSpan(used));
            used += value.Length;
        }

        return new ArraySegment<byte>(bytes, 0, used);
    }

    private static void WriteLong(RecordSlice slice, Piece piece, ulong[] entries, OutputBuffer buffer)
    {
        var position = (uint)piece.Start;
        var next = piece.First;
        foreach (var i in slice.Numbers)
        {
            var key = slice.Records.Key(i);
            var value = slice.Records.Value(i);
            entries[next++] = Entry(CdbLayout.Hash(key), position);
            CdbLayout.WritePair(buffer.Take(CdbLayout.RecordHeaderLength), (uint)key.Length, (uint)value.Length);
            buffer.Append(key);
            buffer.Append(value);
            position += CdbLayout.RecordHeaderLength + (uint)key.Length + (uint)value.Length;
        }
    }

    private static byte[] WriteTables(ulong[] entries, uint end, OutputBuffer buffer)
    {
        var sorted = SortByTable(entries, out var ends);
        var header = new byte[CdbLayout.HeaderLength];
        for (var table = 0; table < CdbLayout.TableCount; table++)
        {
            var slots = (uint)(ends[table + 1] - ends[table]) * CdbLayout.SlotsPerRecord;
            CdbLayout.WriteTable(header, table, end, slots);
            end += slots * CdbLayout.SlotLength;
        }

        OrderedWork.Run(
            Enumerable.Range(0, CdbLayout.TableCount),
            table => Fill(sorted.AsSpan(ends[table]..ends[table + 1])),
            slots =>
            {
                WriteSlots(slots, buffer);
                ArrayPool<ulong>.Shared.Return(slots.Array!);
            });
        return header;
    }

    /// <summary>Collects the entries of each table, in the order of the records.</summary>
    /// <param name="entries">The entries in the order of the records.</param>
    /// <param name="ends">Receives the start of each table, which is the end of the one before it.</param>
    private static ulong[] SortByTable(ulong[] entries, out int[] ends)
    {
        ends = new int[CdbLayout.TableCount + 1];
        foreach (var entry in entries) ends[CdbLayout.TableOf(HashOf(entry)) + 1]++;
        for (var table = 1; table < ends.Length; table++) ends[table] += ends[table - 1];
        var next = ends.AsSpan().ToArray();
        var sorted = GC.AllocateUninitializedArray<ulong>(entries.Length);
        foreach (var entry in entries) sorted[next[CdbLayout.TableOf(HashOf(entry))]++] = entry;
        return sorted;
    }

    /// <summary>Fills the slots of a table, in memory that is reused for another.</summary>
    private static ArraySegment<ulong> Fill(ReadOnlySpan<ulong> entries)
    {
        var length = entries.Length * CdbLayout.SlotsPerRecord;
        var rented = ArrayPool<ulong>.Shared.Rent(length);
        var slots = rented.AsSpan(0, length);
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

        return new ArraySegment<ulong>(rented, 0, length);
    }

    private static void WriteSlots(ReadOnlySpan<ulong> slots, OutputBuffer buffer)
    {
        while (slots.Length > 0)
        {
            var piece = slots[..Math.Min(slots.Length, SlotsAtOnce)];
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

    /// <param name="First">Its first record.</param>
    /// <param name="Start">Where it begins in the file.</param>
    /// <param name="Length">Its bytes.</param>
    private readonly record struct Piece(int First, long Start, long Length);
}
