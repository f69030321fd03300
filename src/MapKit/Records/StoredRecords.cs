namespace MapKit.Records;

/// <summary>Records with the bytes of a map file: text plus, by convention, one NUL. The order is that of the source.</summary>
internal readonly struct StoredRecords
{
    private static int _touched;

    private readonly RecordArena _arena;
    private readonly RecordEntry[] _entries;
    private readonly int _nul;

    internal StoredRecords(RecordArena arena, RecordEntry[] entries, int count, bool withNul)
    {
        _arena = arena;
        _entries = entries;
        Count = count;
        _nul = withNul ? 1 : 0;
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Length of a stored key, in bytes.</summary>
    public int KeyLength(int index)
    {
        ref readonly var entry = ref _entries[index];
        return entry.KeyLength + NulOf(entry);
    }

    /// <summary>Length of a stored value, in bytes.</summary>
    public int ValueLength(int index)
    {
        ref readonly var entry = ref _entries[index];
        return entry.ValueLength + NulOf(entry);
    }

    /// <summary>A stored key.</summary>
    public ReadOnlySpan<byte> Key(int index)
    {
        ref readonly var entry = ref _entries[index];
        return _arena.Read(entry.Position, entry.KeyLength + NulOf(entry));
    }

    /// <summary>A stored value.</summary>
    public ReadOnlySpan<byte> Value(int index)
    {
        ref readonly var entry = ref _entries[index];
        return _arena.Read(entry.Position, entry.ValueOffset, entry.ValueLength + NulOf(entry));
    }

    /// <summary>
    /// Reads the first byte of each of some keys, and the last of its value. Records in key or bucket order are scattered in
    /// memory. Touching them in advance lets the processor fetch many in parallel.
    /// </summary>
    /// <param name="records">Numbers of records that are needed soon.</param>
    internal void Touch(ReadOnlySpan<int> records)
    {
        var entries = _entries;
        var sum = 0;
        foreach (var record in records)
        {
            ref readonly var entry = ref entries[record];
            if (entry.KeyLength > 0) sum += _arena.Read(entry.Position, 1)[0];

            // A record rarely fits in one cache line.
            if (entry.ValueLength > 0) sum += _arena.Read(entry.Position, entry.ValueOffset + entry.ValueLength - 1, 1)[0];
        }

        // Stored, so that the reads are not optimised away.
        Volatile.Write(ref _touched, sum);
    }

    /// <summary>Line of the source that a record comes from, 0 if none.</summary>
    public int Line(int index) => _entries[index].Line;

    private int NulOf(in RecordEntry entry) => entry.Bare ? 0 : _nul;
}
