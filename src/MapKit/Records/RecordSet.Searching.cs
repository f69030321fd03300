namespace MapKit.Records;

/// <content>How a key is found.</content>
internal sealed partial class RecordSet
{
    /// <summary>Finds a record.</summary>
    /// <param name="key">The key as it is stored, without trailing NUL.</param>
    /// <param name="value">Its value without trailing NUL: the first, or with <see cref="DuplicatePolicy.Last"/> the last.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var index = IndexOf(key);
        value = index < 0 ? default : ValueAt(index);
        return index >= 0;
    }

    /// <summary>Finds the record of a key. Its number is valid for <see cref="AsStored"/> until a record is added.</summary>
    /// <param name="key">The key as it was added.</param>
    /// <returns>Its number, or -1.</returns>
    internal int IndexOf(ReadOnlySpan<byte> key) => NumberIn(_slots[Find(key, HashOf(key))]);

    /// <summary>
    /// Finds the records of several keys. Slots, entries and keys are scattered in memory: each is touched for many keys before it is
    /// needed for the first one. For any number of threads, until a record is added.
    /// </summary>
    /// <param name="keys">The keys, hashed.</param>
    /// <param name="memory">Where their bytes are.</param>
    /// <param name="numbers">Receives the number of the record for each key, or -1.</param>
    internal void Find(ReadOnlySpan<RecordEntry> keys, RecordArena memory, Span<int> numbers)
    {
        for (var start = 0; start < keys.Length; start += TouchedAtOnce)
        {
            var some = keys.Slice(start, Math.Min(TouchedAtOnce, keys.Length - start));
            var found = numbers.Slice(start, some.Length);
            TouchRecords(some, found);
            for (var i = 0; i < some.Length; i++) found[i] = NumberIn(_slots[Find(memory.Read(some[i].Position, some[i].KeyLength), some[i].Hash)]);
        }
    }

    /// <summary>Finds the records of another set with the keys of some of this one.</summary>
    /// <param name="others">The other set.</param>
    /// <param name="range">Which records of this one, as <see cref="AsStored"/> numbers them.</param>
    /// <param name="numbers">Receives the number of the record in the other set for each, or -1.</param>
    internal void FindIn(RecordSet others, RecordRange range, Span<int> numbers) => others.Find(_entries.AsSpan(range.First, range.Count), _arena, numbers);

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var content = slots[slot];
            if (content == 0) return slot;
            if ((uint)(content >> HashBits) != hash) continue;
            ref var entry = ref _entries[NumberIn(content)];
            if (entry.KeyLength == key.Length && _arena.Read(entry.Position, key.Length).SequenceEqual(key)) return slot;
        }
    }

    // The slots are scattered in memory: see StoredRecords.Touch.
    private void Touch(ReadOnlySpan<RecordEntry> entries)
    {
        var mask = _slots.Length - 1;
        var sum = 0ul;
        foreach (ref readonly var entry in entries) sum += _slots[(int)entry.Hash & mask];
        _touched = sum;
    }

    private void TouchRecords(ReadOnlySpan<RecordEntry> keys, Span<int> numbers)
    {
        var slots = _slots;
        var entries = _entries;
        var mask = slots.Length - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            var content = slots[(int)keys[i].Hash & mask];
            numbers[i] = (uint)(content >> HashBits) == keys[i].Hash ? NumberIn(content) : -1;
        }

        var sum = 0L;
        foreach (var number in numbers)
        {
            if (number >= 0) sum += entries[number].Position;
        }

        foreach (var number in numbers)
        {
            if (number < 0) continue;
            ref var entry = ref entries[number];
            if (entry.KeyLength > 0) sum += _arena.Read(entry.Position, 1)[0];
            if (entry.ValueLength > 0) sum += _arena.Read(entry.Position, entry.ValueOffset + entry.ValueLength - 1, 1)[0];
        }

        // Stored, so that the reads are not optimised away.
        Volatile.Write(ref _touched, (ulong)sum);
    }
}
