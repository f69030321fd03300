using System.Buffers;

namespace MapKit.Records;

/// <summary>Records to add to a <see cref="RecordSet"/>, in order and hashed: created on one thread, added on another.</summary>
internal sealed class RecordBatch : IDisposable
{
    private const int OwnBlockSize = 1 << 16;
    private const int FewestEntries = 64;

    private readonly RecordArena _arena;
    private RecordEntry[] _entries = [];
    private byte[]? _adopted;
    private int _adoptedBlock;
    private long _moved;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="blockSize">Bytes of memory to allocate at a time.</param>
    public RecordBatch(int blockSize = OwnBlockSize) => _arena = new RecordArena(blockSize);

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>The records.</summary>
    public Span<RecordEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>A key that has been added.</summary>
    public ReadOnlySpan<byte> Key(int index) => _arena.Read(_entries[index].Position - _moved, _entries[index].KeyLength);

    /// <summary>The value of a record that has been added.</summary>
    public ReadOnlySpan<byte> Value(int index) =>
        _arena.Read(_entries[index].Position - _moved, _entries[index].ValueOffset, _entries[index].ValueLength);

    /// <summary>Where the key of a record that was added in place begins in its memory.</summary>
    public int OffsetInPlace(int index) => RecordArena.OffsetOf(_entries[index].Position);

    /// <summary>Adds a copy of a record.</summary>
    /// <param name="key">The key, folded.</param>
    /// <param name="value">The value.</param>
    /// <param name="line">Its line.</param>
    /// <param name="onlyWithPrevious">Whether it is a second name of the record before it and is added only with that record.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line, bool onlyWithPrevious = false)
    {
        var position = _arena.Store(key, value);
        Append(position, key, key.Length + 1, value.Length, line, onlyWithPrevious);
    }

    /// <summary>
    /// Adds a record in place, in memory that the batch takes over. A NUL is written after key and value.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="keyStart">Offset of the key, folded.</param>
    /// <param name="keyLength">Its bytes; an unused byte follows.</param>
    /// <param name="valueStart">Offset of the value, after the key's.</param>
    /// <param name="valueLength">Its bytes; an unused byte follows.</param>
    /// <param name="line">Its line.</param>
    public void AddInPlace(byte[] memory, int keyStart, int keyLength, int valueStart, int valueLength, int line)
    {
        var key = memory.AsSpan(keyStart, keyLength);
        if (!RecordArena.CanReach(keyStart))
        {
            Add(key, memory.AsSpan(valueStart, valueLength), line);
            return;
        }

        if (_adopted != memory)
        {
            _adopted = memory;
            _adoptedBlock = _arena.Adopt(memory);
        }

        memory[keyStart + keyLength] = 0;
        memory[valueStart + valueLength] = 0;
        Append(RecordArena.PositionOf(_adoptedBlock, keyStart), key, valueStart - keyStart, valueLength, line, onlyWithPrevious: false);
    }

    /// <summary>Forgets all records, which no set has taken over, and keeps the memory for others.</summary>
    public void Clear()
    {
        _arena.Clear();
        Count = 0;
    }

    /// <summary>Finds the records of a set with the keys of some of this batch.</summary>
    /// <param name="records">The set.</param>
    /// <param name="range">Which records of this batch.</param>
    /// <param name="numbers">Receives the number of the record in the set for each, or -1.</param>
    public void FindIn(RecordSet records, RecordRange range, Span<int> numbers) => records.Find(Entries.Slice(range.First, range.Count), _arena, numbers);

    /// <summary>Moves the memory to another arena and adjusts the positions.</summary>
    public void MoveInto(RecordArena arena)
    {
        _moved = arena.Adopt(_arena);
        foreach (ref var entry in Entries) entry.Position += _moved;
    }

    /// <summary>Releases the memory of the entries. The records belong to the arena.</summary>
    public void Dispose()
    {
        if (_entries.Length > 0) ArrayPool<RecordEntry>.Shared.Return(_entries);
        (_entries, Count) = ([], 0);
    }

    private void Append(long position, ReadOnlySpan<byte> key, int valueOffset, int valueLength, int line, bool onlyWithPrevious)
    {
        if (Count == _entries.Length) Grow();
        _entries[Count++] = new RecordEntry
        {
            Position = position,
            ValueOffset = valueOffset,
            KeyLength = key.Length,
            ValueLength = valueLength,
            Hash = RecordSet.HashOf(key),
            Line = line,
            OnlyWithPrevious = onlyWithPrevious,
        };
    }

    private void Grow()
    {
        var larger = ArrayPool<RecordEntry>.Shared.Rent(Math.Max(Count * 2, FewestEntries));
        Entries.CopyTo(larger);
        if (_entries.Length > 0) ArrayPool<RecordEntry>.Shared.Return(_entries);
        _entries = larger;
    }
}
