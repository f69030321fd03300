using MapKit.Maps.Paging;

namespace MapKit.Maps.Cdb;

/// <summary>Reads a cdb file (docs/formats/cdb.md#reading). Its header was checked by <see cref="CdbFile.Open"/>.</summary>
internal sealed class CdbReader : IMapReader, IPageStatistics, ISteppedLookup
{
    private const int ScanPieceLength = 64 << 10;

    private readonly MapBytes _bytes;
    private readonly byte[] _header;
    private readonly CdbBlocks _blocks;
    private readonly uint _dataEnd;

    /// <summary>Creates a reader.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="header">Its checked header.</param>
    public CdbReader(MapBytes bytes, byte[] header)
    {
        _bytes = bytes;
        _header = header;
        _blocks = new CdbBlocks(bytes);
        _dataEnd = CdbLayout.ReadTable(header, 0).Position;
        Info = new MapInfo(MapType.Cdb, "cdb", bytes.Length, 0, 0, BigEndian: false, 0, CdbLayout.TableCount);
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Cdb;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var hash = CdbLayout.Hash(key);
        var (table, slotCount) = CdbLayout.ReadTable(_header, CdbLayout.TableOf(hash));
        var slot = slotCount == 0 ? 0 : CdbLayout.FirstSlot(hash, slotCount);
        for (var probed = 0U; probed < slotCount; probed++)
        {
            var slotPosition = table + ((long)slot * CdbLayout.SlotLength);
            var (slotHash, position) = _blocks.ReadPair(slotPosition);
            if (position == 0) break;
            if (slotHash == hash)
            {
                CheckRecordPosition(position, slotPosition);
                var (keyLength, valueLength) = _blocks.ReadPair(position);
                CheckLengths(position, keyLength, valueLength);
                var keyPosition = (long)position + CdbLayout.RecordHeaderLength;
                if (keyLength == key.Length && _blocks.Holds(keyPosition, key))
                {
                    value = _blocks.Slice(keyPosition + keyLength, InMemory(position, valueLength));
                    return true;
                }
            }

            slot++;
            if (slot == slotCount) slot = 0;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public MapBytes Bytes => _bytes;

    /// <inheritdoc/>
    public long FirstPlace(ReadOnlySpan<byte> key)
    {
        var hash = CdbLayout.Hash(key);
        var (table, slotCount) = CdbLayout.ReadTable(_header, CdbLayout.TableOf(hash));
        return slotCount == 0 ? LookupPlace.Nowhere : table + ((long)CdbLayout.FirstSlot(hash, slotCount) * CdbLayout.SlotLength);
    }

    /// <inheritdoc/>
    public LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value) =>
        place.Offset >= _dataEnd ? StepToRecord(ref place, key, window, out value) : StepAtRecord(place.Offset, key, window, out value);

    /// <inheritdoc/>
    public MapStructure Structure() => CdbStructure.Measure(_header, _blocks);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private LookupStep StepToRecord(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var hash = CdbLayout.Hash(key);
        var (table, slotCount) = CdbLayout.ReadTable(_header, CdbLayout.TableOf(hash));
        var end = table + ((long)slotCount * CdbLayout.SlotLength);
        for (var slot = place.Offset; slot < end; slot += CdbLayout.SlotLength)
        {
            if (!window.TryRead(slot, CdbLayout.SlotLength, out var bytes)) return LookupStep.Unusual;
            var (slotHash, position) = CdbLayout.ReadPair(bytes.Span);
            if (position == 0) return LookupStep.NotFound;
            if (slotHash != hash) continue;
            CheckRecordPosition(position, slot);
            place = new LookupPlace(position);
            return LookupStep.Onward;
        }

        return LookupStep.Unusual; // it goes on at the table's first slot
    }

    private LookupStep StepAtRecord(long place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!window.TryRead(place, CdbLayout.RecordHeaderLength, out var header)) return LookupStep.Unusual;
        var (keyLength, valueLength) = CdbLayout.ReadPair(header.Span);
        CheckLengths(place, keyLength, valueLength);
        if (keyLength != key.Length || keyLength + (long)valueLength > FileWindow.PieceLength) return LookupStep.Unusual;
        if (!window.TryRead(place + CdbLayout.RecordHeaderLength, (int)(keyLength + valueLength), out var record)) return LookupStep.Unusual;
        if (!record.Span[..key.Length].SequenceEqual(key)) return LookupStep.Unusual; // another key of the same hash
        value = record[key.Length..];
        return LookupStep.Found;
    }

    // Reads ahead in pieces. Each piece is an array of its own, so that records may be kept.
    private IEnumerable<MapRecord> Scan()
    {
        var piece = ReadOnlyMemory<byte>.Empty;
        long position = CdbLayout.HeaderLength;
        while (position < _dataEnd)
        {
            CheckRecordPosition(position, position);
            if (piece.Length < CdbLayout.RecordHeaderLength) piece = ReadPiece(position);
            var (keyLength, valueLength) = CdbLayout.ReadPair(piece.Span);
            CheckLengths(position, keyLength, valueLength);
            var keyPosition = position + CdbLayout.RecordHeaderLength;
            var length = CdbLayout.RecordHeaderLength + (long)keyLength + valueLength;
            if (length > piece.Length && length <= ScanPieceLength) piece = ReadPiece(position);
            if (length <= piece.Length)
            {
                var bytes = piece[CdbLayout.RecordHeaderLength..(int)length];
                yield return new MapRecord(bytes[..(int)keyLength], bytes[(int)keyLength..]);
                piece = piece[(int)length..];
            }
            else
            {
                yield return new MapRecord(
                    ReadAlone(keyPosition, InMemory(position, keyLength)),
                    ReadAlone(keyPosition + keyLength, InMemory(position, valueLength)));
                piece = default;
            }

            position += length;
        }
    }

    private byte[] ReadPiece(long position) => ReadAlone(position, (int)Math.Min(ScanPieceLength, _dataEnd - position));

    private byte[] ReadAlone(long position, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        _bytes.Read(position, bytes);
        return bytes;
    }

    private void CheckRecordPosition(long position, long namedAt)
    {
        if (position >= CdbLayout.HeaderLength && position + CdbLayout.RecordHeaderLength <= _dataEnd) return;
        throw Damage($"no record fits at {position}: records are between {CdbLayout.HeaderLength} and {_dataEnd}", namedAt);
    }

    private void CheckLengths(long position, uint keyLength, uint valueLength)
    {
        if (position + CdbLayout.RecordHeaderLength + keyLength + valueLength <= _dataEnd) return;
        throw Damage($"a record with a key of {keyLength} and a value of {valueLength} bytes extends past the end of the records at {_dataEnd}", position);
    }

    private int InMemory(long position, uint length) => length <= Array.MaxLength
        ? (int)length
        : throw Damage($"a key or value of {length} bytes is too large for memory", position);

    private MapFormatException Damage(string reason, long offset) => new(_bytes.Path, reason, offset: offset);
}
