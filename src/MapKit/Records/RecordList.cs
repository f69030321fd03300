namespace MapKit.Records;

/// <summary>Records exactly as they are stored, in the order in which they came. Whether a key is there twice is not looked at.</summary>
internal sealed class RecordList
{
    private readonly RecordArena _arena = new();
    private RecordEntry[] _entries = new RecordEntry[64];
    private int _count;

    /// <summary>Appends a record.</summary>
    /// <param name="key">The stored key.</param>
    /// <param name="value">The stored value.</param>
    public void Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, checked(_entries.Length * 2));
        _entries[_count++] = new RecordEntry
        {
            Position = _arena.Store(key, value),
            KeyLength = key.Length,
            ValueLength = value.Length,
            Bare = true,
        };
    }

    /// <summary>The records.</summary>
    public StoredRecords AsStored() => new(_arena, _entries.AsMemory(0, _count), withNul: false);
}
