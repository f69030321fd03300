using MapKit.Maps;

namespace MapKit.Web.Worker;

/// <summary>All records of a map in memory, so that any of them can be shown at once, and searched.</summary>
internal sealed class RecordArena
{
    private const int ChunkLength = 1 << 20;

    // Part of no text in UTF-8, so that a search never matches across two fields.
    private const byte FieldEnd = 0xff;

    private readonly List<Chunk> _chunks = [];
    private readonly List<(int Chunk, int Offset, int KeyLength, int ValueLength)> _records = [];

    /// <summary>Number of records.</summary>
    public int Count => _records.Count;

    /// <summary>Adds a record.</summary>
    public void Add(in MapRecord record)
    {
        var key = record.Key.Span;
        var value = record.Value.Span;
        var needed = key.Length + value.Length + 2;
        if (_chunks.Count == 0 || _chunks[^1].Bytes.Length - _chunks[^1].Length < needed) _chunks.Add(new Chunk(Math.Max(needed, ChunkLength), _records.Count));
        var chunk = _chunks[^1];
        _records.Add((_chunks.Count - 1, chunk.Length, key.Length, value.Length));
        chunk.Append(key);
        chunk.Append(value);
    }

    /// <summary>A record.</summary>
    /// <param name="index">Its number, from 0.</param>
    public MapRecord this[int index]
    {
        get
        {
            var (chunk, offset, keyLength, valueLength) = _records[index];
            var bytes = _chunks[chunk].Bytes;
            return new MapRecord(bytes.AsMemory(offset, keyLength), bytes.AsMemory(offset + keyLength + 1, valueLength));
        }
    }

    /// <summary>The numbers of the records that contain a text, in order.</summary>
    /// <param name="text">The text, in lower case; the case of ASCII letters does not count.</param>
    /// <param name="withValues">Whether values are searched too.</param>
    public List<int> Find(ReadOnlySpan<byte> text, bool withValues)
    {
        var found = new List<int>();
        foreach (var chunk in _chunks)
        {
            var folded = chunk.Folded();
            var record = chunk.FirstRecord;
            var position = 0;
            while (folded[position..].IndexOf(text) is >= 0 and var distance)
            {
                var place = position + distance;
                while (EndOf(record) <= place) record++;
                var (_, offset, keyLength, _) = _records[record];
                if (withValues || place < offset + keyLength) found.Add(record);
                position = EndOf(record);
            }
        }

        return found;
    }

    private int EndOf(int record)
    {
        var (_, offset, keyLength, valueLength) = _records[record];
        return offset + keyLength + valueLength + 2;
    }

    private sealed class Chunk(int length, int firstRecord)
    {
        private byte[]? _folded;

        public byte[] Bytes { get; } = new byte[length];

        public int Length { get; private set; }

        public int FirstRecord => firstRecord;

        public void Append(ReadOnlySpan<byte> field)
        {
            field.CopyTo(Bytes.AsSpan(Length));
            Length += field.Length;
            Bytes[Length++] = FieldEnd;
        }

        /// <summary>The bytes in lower case; made at the first search.</summary>
        public ReadOnlySpan<byte> Folded()
        {
            if (_folded is null)
            {
                _folded = new byte[Length];
                for (var i = 0; i < Length; i++) _folded[i] = Bytes[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(Bytes[i] | 0x20) : Bytes[i];
            }

            return _folded;
        }
    }
}
