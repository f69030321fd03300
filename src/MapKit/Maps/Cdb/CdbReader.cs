namespace MapKit.Maps.Cdb;

/// <summary>Reads a cdb file (map-files E.3). Its header was checked by <see cref="CdbFile.Open"/>.</summary>
internal sealed class CdbReader : IMapReader, IPageStatistics
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
    public MapStructure Structure() => CdbStructure.Of(_header, _blocks);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

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
        throw Damage($"no record fits at {position}: records lie between {CdbLayout.HeaderLength} and {_dataEnd}", namedAt);
    }

    private void CheckLengths(long position, uint keyLength, uint valueLength)
    {
        if (position + CdbLayout.RecordHeaderLength + keyLength + valueLength <= _dataEnd) return;
        throw Damage($"a record with a key of {keyLength} and a value of {valueLength} bytes reaches beyond the end of the records at {_dataEnd}", position);
    }

    private int InMemory(long position, uint length) => length <= Array.MaxLength
        ? (int)length
        : throw Damage($"a key or value of {length} bytes is more than can be held in memory", position);

    private MapFormatException Damage(string reason, long offset) => new(_bytes.Path, reason, offset: offset);
}
