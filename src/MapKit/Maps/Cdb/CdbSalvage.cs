using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>
/// Reads the records of a damaged file: one after the other from the first on, and where that way is broken, on from the
/// next to which a slot leads. A slot is believed if the key has its hash. Slots are looked for backwards from the end of
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

    /// <summary>Prepares to read a file, or null if it is none.</summary>
    public static CdbSalvage? TryCreate(MapBytes bytes)
    {
        if (bytes.Length <= CdbLayout.HeaderLength || bytes.Length > CdbLayout.MaximumFileLength) return null;
        var salvage = new CdbSalvage(bytes);
        return CdbFile.Recognise(salvage._header, bytes.Length) || salvage.FindSlots(out _).Count > 0 ? salvage : null;
    }

    /// <summary>The records in the order of the file.</summary>
    /// <param name="losses">Takes what cannot be read.</param>
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
    /// Records that no slot names are believed if they lead to one that a slot names, or to the end of the records; where
    /// they lead nowhere, all but the last of them, whose lengths may be wrong.
    /// </summary>
    private long EndOfTrusted(long position, long limit)
    {
        var trusted = position;
        while (position < limit)
        {
            if (!TryMeasure(position, limit, out var keyLength, out var valueLength)) return trusted;

            // Zeros are a lost page, and then the record before them is no worse for it.
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

    /// <summary>Goes backwards over the slots.</summary>
    /// <param name="end">Where the records end, as far as can be recorded.</param>
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

        // Slots that are damaged may have been in the way; a header tells how far there are more.
        end = EndOfRecords(lowest);
        for (; place >= end && place >= CdbLayout.HeaderLength; place -= CdbLayout.SlotLength) TryTakeSlot(place, positions, ref lowest, ref budget);
        return [.. positions];
    }

    /// <summary>Looks at what may be a slot, and takes the record that it names if the key has its hash.</summary>
    /// <returns>Whether it may be a slot, if perhaps that of a damaged record.</returns>
    private bool TryTakeSlot(long place, HashSet<uint> positions, ref long lowest, ref long budget)
    {
        var (hash, position) = ReadPair(place);
        if (hash == 0 && position == 0) return true;
        if (position < CdbLayout.HeaderLength || position + (long)CdbLayout.RecordHeaderLength > place) return false;

        // Slots of a hostile file may all lead to one long key.
        if (!TryMeasure(position, place, out var keyLength, out _) || budget < keyLength) return true;
        budget -= keyLength;
        if (CdbHashFunction.At(_bytes, position + CdbLayout.RecordHeaderLength, keyLength) != hash)
        {
            // Unless it is the slot that is damaged: then it is not where its hash belongs.
            if (IsInTable(place, CdbLayout.TableOf(hash))) _doubted.Add(position);
            return true;
        }

        positions.Add(position);
        lowest = place;
        return true;
    }

    /// <summary>
    /// The first table begins where the records end; so says its own entry, and so do those of the next ones. The last of
    /// these places that no slot lies before is right.
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
