using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>
/// Checks a whole file (docs/formats/cdb.md#cdb and docs/formats/damaged-files.md#cdb-files): tables, slots and records, each
/// record found by its key, each slot leading to a record, no byte that belongs to nothing.
/// </summary>
internal sealed class CdbCheck
{
    private const int PieceSlots = 4096;

    private readonly MapBytes _bytes;
    private readonly byte[] _header;
    private readonly ProblemList _problems;
    private readonly CdbBlocks _blocks;
    private readonly List<uint> _positions = [];
    private readonly List<uint> _hashes = [];
    private readonly bool[] _isInPlace = new bool[CdbLayout.TableCount];

    private CdbCheck(MapBytes bytes, byte[] header, ProblemList problems)
    {
        _bytes = bytes;
        _header = header;
        _problems = problems;
        _blocks = new CdbBlocks(bytes);
    }

    /// <summary>Checks a file whose header makes sense.</summary>
    /// <param name="bytes">The file; it stays the caller's.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(MapBytes bytes, ProblemList problems)
    {
        problems.FieldAt = static (_, offset) => offset >= CdbLayout.HeaderLength ? null
            : $"table {offset / CdbLayout.SlotLength} {(offset % CdbLayout.SlotLength < sizeof(uint) ? "position" : "slot count")}";
        var header = new byte[CdbLayout.HeaderLength];
        bytes.Read(0, header);
        new CdbCheck(bytes, header, problems).Run();
    }

    private void Run()
    {
        var end = CheckTables();
        if (end < _bytes.Length) Report($"{_bytes.Length - end} bytes after the last table belong to nothing", end);
        ScanRecords();
        var isReferenced = new NumberSet(_positions.Count);
        for (var table = 0; table < CdbLayout.TableCount; table++)
        {
            // Tables may share bytes only where one is out of place; so no byte is looked at more than once.
            if (_isInPlace[table]) CheckSlots(table, isReferenced);
        }

        for (var i = 0; i < _positions.Count; i++)
        {
            if (!isReferenced.Contains(i)) Report("no slot leads to this record", _positions[i]);
        }
    }

    /// <summary>The tables follow one another from the end of the records on.</summary>
    /// <returns>Where the last one ends.</returns>
    private long CheckTables()
    {
        var (end, _) = ((long, uint))CdbLayout.ReadTable(_header, 0);
        for (var table = 0; table < CdbLayout.TableCount; table++)
        {
            var (position, slotCount) = CdbLayout.ReadTable(_header, table);
            _isInPlace[table] = position == end;
            if (!_isInPlace[table]) Report($"table {table} begins at {position}, the one before it ends at {end}", CdbLayout.TableEntryOffset(table));
            end = Math.Max(end, position + ((long)slotCount * CdbLayout.SlotLength));
        }

        return end;
    }

    private void ScanRecords()
    {
        var (end, _) = CdbLayout.ReadTable(_header, 0);
        long position = CdbLayout.HeaderLength;
        while (position < end)
        {
            if (position + CdbLayout.RecordHeaderLength > end)
            {
                Report($"{end - position} bytes before the end of the records are not a record", position);
                return;
            }

            var (keyLength, valueLength) = _blocks.ReadPair(position);
            var next = position + CdbLayout.RecordHeaderLength + keyLength + valueLength;
            if (next > end)
            {
                Report($"a record with a key of {keyLength} and a value of {valueLength} bytes extends past the end of the records at {end}", position);
                return;
            }

            _positions.Add((uint)position);
            _hashes.Add(CdbHashFunction.At(_bytes, position + CdbLayout.RecordHeaderLength, keyLength));
            position = next;
        }
    }

    private void CheckSlots(int table, NumberSet isReferenced)
    {
        var (position, slotCount) = CdbLayout.ReadTable(_header, table);
        if (slotCount == 0) return;
        var isUsed = new NumberSet(slotCount);
        var slots = new byte[Math.Min(slotCount, PieceSlots) * CdbLayout.SlotLength];

        // Which slots are used has to be known before it can be told whether a search comes to one of them.
        for (var pass = 0; pass < 2; pass++)
        {
            for (uint slot = 0; slot < slotCount;)
            {
                var piece = slots.AsSpan(0, (int)Math.Min(slotCount - slot, PieceSlots) * CdbLayout.SlotLength);
                _bytes.Read(position + ((long)slot * CdbLayout.SlotLength), piece);
                for (; piece.Length > 0; piece = piece[CdbLayout.SlotLength..], slot++)
                {
                    var (hash, record) = CdbLayout.ReadPair(piece);
                    if (pass == 0 && record != 0) isUsed.Add(slot);
                    else if (record != 0) CheckSlot(table, position, slot, hash, record, isReferenced);
                }
            }
        }

        CheckSearches(table, position, slotCount, isUsed);
    }

    private void CheckSlot(int table, uint start, uint slot, uint hash, uint record, NumberSet isReferenced)
    {
        var place = start + ((long)slot * CdbLayout.SlotLength);
        var index = _positions.BinarySearch(record);
        if (index < 0) Report($"slot {slot} of table {table} leads to {record}, where no record begins", place);
        else if (_hashes[index] != hash) Report($"slot {slot} of table {table} has hash 0x{hash:x8}, the key at {record} has 0x{_hashes[index]:x8}", place);
        else if (CdbLayout.TableOf(hash) != table) Report($"slot {slot} of table {table} has a hash of table {CdbLayout.TableOf(hash)}", place);
        else if (!isReferenced.Add(index)) Report($"slot {slot} of table {table} leads to {record}, as does another slot", place);
    }

    /// <summary>A search goes from its first slot to the next empty one: a used slot must lie on the way of its hash.</summary>
    private void CheckSearches(int table, uint start, uint slotCount, NumberSet isUsed)
    {
        // Where the run of used slots around each slot begins; all may be used.
        var runStart = FirstEmpty(slotCount, isUsed) is { } empty ? empty + 1 : -1;
        if (runStart < 0) return;
        var length = 0L;
        for (var i = 0L; i < slotCount; i++)
        {
            var slot = (uint)((runStart + i) % slotCount);
            if (!isUsed.Contains(slot))
            {
                length = 0;
                continue;
            }

            var place = start + ((long)slot * CdbLayout.SlotLength);
            var (hash, _) = _blocks.ReadPair(place);
            var distance = ((long)slot - CdbLayout.FirstSlot(hash, slotCount) + slotCount) % slotCount;
            if (distance > length) Report($"slot {slot} of table {table} is not reached by a search for its hash 0x{hash:x8}", place);
            length++;
        }
    }

    private static long? FirstEmpty(uint slotCount, NumberSet isUsed)
    {
        for (uint slot = 0; slot < slotCount; slot++)
        {
            if (!isUsed.Contains(slot)) return slot;
        }

        return null;
    }

    private void Report(string reason, long offset) => _problems.Add(new MapFormatException(_bytes.Path, reason, offset: offset));
}
