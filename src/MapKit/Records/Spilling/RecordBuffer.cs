namespace MapKit.Records.Spilling;

/// <summary>Some records in memory, with their places on disk.</summary>
internal sealed class RecordBuffer
{
    private const int BlockSize = 1 << 20;

    private readonly RecordArena _arena = new(BlockSize);
    private RecordEntry[] _entries;
    private long[] _places;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">How many records there may be; a larger number is allowed.</param>
    public RecordBuffer(int capacity)
    {
        _entries = new RecordEntry[Math.Max(capacity, 1)];
        _places = new long[_entries.Length];
    }

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Approximate memory, in bytes.</summary>
    public long Footprint => _arena.Length + ((long)_entries.Length * (RecordSet.EntrySize + sizeof(long)));

    /// <summary>Appends a copy of a record.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="line">The line.</param>
    /// <param name="place">The place.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line, long place = 0)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, checked(Count * 2));
            Array.Resize(ref _places, _entries.Length);
        }

        _places[Count] = place;
        _entries[Count++] = new RecordEntry
        {
            Position = _arena.Store(key, value),
            ValueOffset = key.Length + 1,
            KeyLength = key.Length,
            ValueLength = value.Length,
            Line = line,
        };
    }

    /// <summary>The records.</summary>
    /// <param name="withNul">Whether a NUL is appended to keys and values.</param>
    public StoredRecords AsStored(bool withNul) => new(_arena, _entries, Count, withNul);

    /// <summary>The records as a part of an order.</summary>
    /// <param name="withNul">Whether a NUL is appended to keys and values.</param>
    public RecordSlice AsSlice(bool withNul)
    {
        var numbers = new int[Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;
        return new RecordSlice(AsStored(withNul), numbers, 0, Count, _places);
    }
}
