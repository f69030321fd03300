using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>
/// Reads the records of a damaged file: one after the other from the first on, and after a broken record, on from the
/// next one that a slot references. A slot is accepted if the key has its hash. Slots are searched backwards from the end of
/// the file, so that the header is not needed.
/// </summary>
internal sealed class CdbSalvage : ISalvage
{
    private const int TablesTried = 3;
    private const int HashedFileLengths = 4;

    private readonly MapBytes _bytes;
    private readonly byte[] _header = new byte[CdbLayout.HeaderLength];
    private readonly HashSet<uint> _doubted = [];

    private CdbSalvage(MapBytes bytes)
    {
        _bytes = bytes;
        bytes.Read(0, _header);
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Cdb;

    /// <summary>Creates a salvage of a file, or null if it is not a cdb file.</summary>
    public static CdbSalvage? TryCreate(MapBytes bytes)
    {
        if (bytes.Length <= CdbLayout.HeaderLength || bytes.Length > CdbLayout.MaximumFileLength) return null;
        var salvage = new CdbSalvage(bytes);
        return CdbFile.Recognise(salvage._header, bytes.Length) || salvage.FindSlots(out _).Count > 0 ? salvage : null;
    }

    /// <summary>The records in the order of the file.</summary>
    /// <param name="losses">Receives the losses.</param>
    public IEnumerable<MapRecord> Read(ProblemList losses)
    {
        var positions = FindSlots(out var end);
        positions.Sort();
        long position = CdbLayout.HeaderLength;
        var next = 0;
        while (position < end)
        {
            while (next < positions.Count && positions[next] < position) next++;
            var isKnown = next < positions.Count && positions[next] == position;
            var limit = next + (isKnown ? 1 : 0) is var after && after < positions.Count ? positions[after] : end;
            var trusted = isKnown ? limit : EndOfTrusted(position, limit);
            if (position == trusted)
            {
                losses.Add(new MapFormatException(_bytes.Path, $"{limit - position} bytes are not a record", offset: position));
                position = limit;
                continue;
            }

            var start = position;
            while (position < trusted && (position == start || !isKnown) && TryReadRecord(position, trusted, out var record, out var recordEnd))
            {
                if (isKnown || !_doubted.Contains((uint)position)) yield return record;
                else losses.Add(new MapFormatException(_bytes.Path, "the hash of the record's key is not that of its slot", offset: position));
                position = recordEnd;
            }

            // A record too long for memory.
            if (position == start) position = limit;
        }
    }

    /// <summary>
    /// Records without a slot are accepted if they lead to one with a slot, or to the end of the records; if
    /// they do not, all but the last of them are accepted, whose lengths may be wrong.
    /// </summary>
    private long EndOfTrusted(long position, long limit)
    {
        var trusted = position;
        while (position < limit)
        {
            if (!TryMeasure(position, limit, out var keyLength, out var valueLength)) return trusted;

            // Zeros are a lost page, which does not affect the record before them.
            if (keyLength + (long)valueLength == 0) return position;
            trusted = position;
            position += CdbLayout.RecordHeaderLength + (long)keyLength + valueLength;
        }

        return limit;
    }

    private bool TryMeasure(long position, long limit, out uint keyLength, out uint valueLength)
    {
        (keyLength, valueLength) = (0, 0);
        if (position + CdbLayout.RecordHeaderLength > limit) return false;
        (keyLength, valueLength) = ReadPair(position);
        return position + CdbLayout.RecordHeaderLength + keyLength + valueLength <= limit;
    }

    private bool TryReadRecord(long position, long limit, out MapRecord record, out long end)
    {
        record = default;
        end = position;
        if (!TryMeasure(position, limit, out var keyLength, out var valueLength)) return false;
        end = position + CdbLayout.RecordHeaderLength + keyLength + valueLength;
        if (end - position > Array.MaxLength) return false;
        var bytes = new byte[keyLength + valueLength];
        _bytes.Read(position + CdbLayout.RecordHeaderLength, bytes);
        record = new MapRecord(bytes.AsMemory(0, (int)keyLength), bytes.AsMemory((int)keyLength));
        return true;
    }

    /// <summary>Reads the slots backwards.</summary>
    /// <param name="end">The end of the records, as far as known.</param>
    /// <returns>Positions of records.</returns>
    private List<uint> FindSlots(out long end)
    {
        var positions = new HashSet<uint>();
        _doubted.Clear();
        var budget = HashedFileLengths * _bytes.Length;
        var lowest = _bytes.Length;
        var place = _bytes.Length - CdbLayout.SlotLength;
        for (; place >= CdbLayout.HeaderLength && TryTakeSlot(place, positions, ref lowest, ref budget); place -= CdbLayout.SlotLength)
        {
        }

        // Damaged slots may have stopped the search; the header shows how far the slots extend.
        end = EndOfRecords(lowest);
        for (; place >= end && place >= CdbLayout.HeaderLength; place -= CdbLayout.SlotLength) TryTakeSlot(place, positions, ref lowest, ref budget);
        return [.. positions];
    }

    /// <summary>Reads a possible slot, and accepts its record if the key has its hash.</summary>
    /// <returns>Whether it may be a slot, possibly of a damaged record.</returns>
    private bool TryTakeSlot(long place, HashSet<uint> positions, ref long lowest, ref long budget)
    {
        var (hash, position) = ReadPair(place);
        if (hash == 0 && position == 0) return true;
        if (position < CdbLayout.HeaderLength || position + (long)CdbLayout.RecordHeaderLength > place) return false;

        // All slots of a hostile file may lead to one long key.
        if (!TryMeasure(position, place, out var keyLength, out _) || budget < keyLength) return true;
        budget -= keyLength;
        if (CdbHashFunction.At(_bytes, position + CdbLayout.RecordHeaderLength, keyLength) != hash)
        {
            // Except if the slot is damaged: then it is not in the place of its hash.
            if (IsInTable(place, CdbLayout.TableOf(hash))) _doubted.Add(position);
            return true;
        }

        positions.Add(position);
        lowest = place;
        return true;
    }

    /// <summary>
    /// The first table begins at the end of the records, according to its entry and to those of the next tables. The last of
    /// these places without a slot before it is correct.
    /// </summary>
    private long EndOfRecords(long lowestSlot)
    {
        var (end, slots) = (0L, 0L);
        for (var table = 0; table < TablesTried; table++)
        {
            var (position, count) = CdbLayout.ReadTable(_header, table);
            var recorded = position - (slots * CdbLayout.SlotLength);
            if (recorded <= lowestSlot && recorded >= CdbLayout.HeaderLength) end = Math.Max(end, recorded);
            slots += count;
        }

        return end == 0 ? lowestSlot : end;
    }

    private bool IsInTable(long place, int table)
    {
        var (position, count) = CdbLayout.ReadTable(_header, table);
        return place >= position && place < position + ((long)count * CdbLayout.SlotLength);
    }

    private (uint First, uint Second) ReadPair(long position)
    {
        Span<byte> pair = stackalloc byte[CdbLayout.SlotLength];
        _bytes.Read(position, pair);
        return CdbLayout.ReadPair(pair);
    }
}
