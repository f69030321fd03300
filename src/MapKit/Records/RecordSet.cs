using System.IO.Hashing;

namespace MapKit.Records;

/// <summary>
/// The records of one table, in the order of the source, each key once (unless all copies are to be kept).
/// Holds text, that is keys and values without their trailing NUL; <see cref="StoredRecords"/> adds the convention.
/// </summary>
public sealed class RecordSet
{
    private static readonly long Seed = Random.Shared.NextInt64();

    private readonly RecordArena _arena = new();
    private readonly DuplicatePolicy _policy;
    private RecordEntry[] _entries = new RecordEntry[64];
    private int[] _slots = new int[128];
    private int _count;
    private int _removed;

    /// <summary>Creates an empty set.</summary>
    /// <param name="policy">What a repeated key does.</param>
    public RecordSet(DuplicatePolicy policy = DuplicatePolicy.First) => _policy = policy;

    /// <summary>Number of records.</summary>
    public int Count => _count - _removed;

    /// <summary>Adds a record, or not, as the duplicate policy says.</summary>
    /// <param name="key">The key as it is to be stored, already folded, without trailing NUL.</param>
    /// <param name="value">The value, without trailing NUL.</param>
    /// <param name="line">The line of the source it comes from, for messages; 0 if none.</param>
    /// <param name="bare">Never store a NUL after this record, whatever the convention (the <c>YP_</c> records).</param>
    /// <returns>The line of the record with the same key that was there before, or -1 if the key is new.</returns>
    public int Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line = 0, bool bare = false)
    {
        if (_count * 2L >= _slots.Length) Grow();
        var hash = HashOf(key);
        var slot = Find(key, hash);
        var earlier = _slots[slot] - 1;
        if (earlier >= 0 && _policy == DuplicatePolicy.First) return _entries[earlier].Line;

        var earlierLine = earlier >= 0 ? _entries[earlier].Line : -1;
        if (earlier >= 0 && _policy == DuplicatePolicy.Last)
        {
            _entries[earlier].Removed = true;
            _removed++;
        }

        var index = Append(key, value, line, bare, hash);
        if (earlier < 0 || _policy == DuplicatePolicy.Last) _slots[slot] = index + 1;
        else _entries[index].Copy = true;
        return earlierLine;
    }

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

    /// <summary>Finds the record of a key. Its number is that of <see cref="AsStored"/> until something is added.</summary>
    /// <param name="key">The key as it was added.</param>
    /// <returns>Its number, or -1.</returns>
    internal int IndexOf(ReadOnlySpan<byte> key) => _slots[Find(key, HashOf(key))] - 1;

    /// <summary>The value of a record, without NUL.</summary>
    /// <param name="index">What <see cref="IndexOf"/> said.</param>
    internal ReadOnlyMemory<byte> ValueAt(int index)
    {
        ref var entry = ref _entries[index];
        return _arena.Memory(entry.Position + entry.ValueOffset, entry.ValueLength);
    }

    /// <summary>The records with their stored bytes under a NUL convention. Removes what <see cref="DuplicatePolicy.Last"/> replaced.</summary>
    /// <param name="withNul">Whether keys and values end in one NUL.</param>
    public StoredRecords AsStored(bool withNul)
    {
        Compact();
        return new StoredRecords(_arena, _entries.AsMemory(0, _count), withNul);
    }

    private static uint HashOf(ReadOnlySpan<byte> key) => (uint)XxHash3.HashToUInt64(key, Seed);

    private int Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line, bool bare, uint hash)
    {
        var position = _arena.Store(key, value);
        if (_count == _entries.Length) Array.Resize(ref _entries, checked(_entries.Length * 2));
        _entries[_count] = new RecordEntry
        {
            Position = position,
            ValueOffset = key.Length + 1,
            KeyLength = key.Length,
            ValueLength = value.Length,
            Hash = hash,
            Line = line,
            Bare = bare,
        };
        _count++;
        return _count - 1;
    }

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == 0) return slot;
            ref var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && entry.KeyLength == key.Length && _arena.Read(entry.Position, key.Length).SequenceEqual(key))
                return slot;
        }
    }

    private void Grow()
    {
        _slots = new int[checked(_slots.Length * 2)];
        for (var i = 0; i < _count; i++)
        {
            if (!_entries[i].Removed && !_entries[i].Copy) Enter(i);
        }
    }

    private void Compact()
    {
        if (_removed == 0) return;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!_entries[i].Removed) _entries[kept++] = _entries[i];
        }

        _count = kept;
        _removed = 0;
        Array.Clear(_slots);
        for (var i = 0; i < _count; i++)
        {
            Enter(i);
        }
    }

    private void Enter(int index)
    {
        var mask = _slots.Length - 1;
        var slot = (int)_entries[index].Hash & mask;
        while (_slots[slot] != 0) slot = (slot + 1) & mask;
        _slots[slot] = index + 1;
    }
}
