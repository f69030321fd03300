using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace MapKit.Records;

/// <summary>
/// The records of one table, in the order of the source, each key once (unless all copies are kept).
/// Contains text: keys and values without their trailing NUL; <see cref="StoredRecords"/> adds the convention.
/// </summary>
internal sealed partial class RecordSet
{
    private static readonly long Seed = Random.Shared.NextInt64();

    // A slot holds the hash beside the record's number plus one, so that other records need not be read.
    private const int HashBits = 32;
    private const int TouchedAtOnce = 32;

    private readonly RecordArena _arena = new();
    private readonly DuplicatePolicy _policy;
    private RecordEntry[] _entries = new RecordEntry[64];
    private ulong[] _slots = new ulong[128];
    private int _count;
    private int _removed;
    private ulong _touched;

    /// <summary>Creates an empty set.</summary>
    /// <param name="policy">What a repeated key does.</param>
    public RecordSet(DuplicatePolicy policy = DuplicatePolicy.First) => _policy = policy;

    /// <summary>Bytes of a record's entry.</summary>
    internal static int EntrySize { get; } = Unsafe.SizeOf<RecordEntry>();

    /// <summary>The maximum overhead of the set per record, in bytes, if the capacity was set.</summary>
    internal static int LargestOverhead => EntrySize + (3 * sizeof(ulong));

    /// <summary>Approximate memory of the set, in bytes.</summary>
    internal long Footprint => _arena.Length + ((long)_entries.Length * EntrySize) + ((long)_slots.Length * sizeof(ulong));

    /// <summary>Number of records.</summary>
    public int Count => _count - _removed;

    /// <summary>Adds a record, according to the duplicate policy.</summary>
    /// <param name="key">The key to store, folded, without trailing NUL.</param>
    /// <param name="value">The value, without trailing NUL.</param>
    /// <param name="line">The line of the source it comes from, for messages; 0 if none.</param>
    /// <param name="bare">Never store a NUL after this record, in any convention (the <c>YP_</c> records).</param>
    /// <returns>The line of the existing record with the same key, or -1 if the key is new.</returns>
    public int Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line = 0, bool bare = false)
    {
        var hash = HashOf(key);
        if (!ShouldKeep(key, hash, out var slot, out var earlierLine)) return earlierLine;
        Append(slot, earlierLine >= 0, new RecordEntry
        {
            Position = _arena.Store(key, value),
            ValueOffset = key.Length + 1,
            KeyLength = key.Length,
            ValueLength = value.Length,
            Hash = hash,
            Line = line,
            Bare = bare,
        });
        return earlierLine;
    }

    /// <summary>Sets the capacity, if the number of records is known.</summary>
    /// <param name="count">The expected total number; a larger number is allowed.</param>
    internal void Reserve(long count)
    {
        count = Math.Min(count, Array.MaxLength / 4);
        if (count > _entries.Length) Array.Resize(ref _entries, (int)count);
        if (!HasSlotsFor(count)) Rehash((int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)count * 3 / 2));
    }

    /// <summary>Adds records in order, according to the duplicate policy.</summary>
    /// <param name="batch">The records, which this set takes over.</param>
    /// <param name="added">Called for each record with its number in the batch and the result of adding it.</param>
    internal void Add(RecordBatch batch, Action<int, int> added)
    {
        batch.MoveInto(_arena);
        var entries = batch.Entries;
        var wasNew = true;
        for (var i = 0; i < entries.Length; i++)
        {
            if (i % TouchedAtOnce == 0) Touch(entries[i..Math.Min(i + TouchedAtOnce, entries.Length)]);
            ref var entry = ref entries[i];
            if (entry.OnlyWithPrevious && !wasNew) continue;
            var isKept = ShouldKeep(_arena.Read(entry.Position, entry.KeyLength), entry.Hash, out var slot, out var earlierLine);
            if (isKept) Append(slot, earlierLine >= 0, entry);
            wasNew = earlierLine < 0;
            added(i, earlierLine);
        }
    }

    /// <summary>The value of a record, without NUL.</summary>
    /// <param name="index">What <see cref="IndexOf"/> said.</param>
    internal ReadOnlyMemory<byte> ValueAt(int index)
    {
        ref var entry = ref _entries[index];
        return _arena.Memory(entry.Position, entry.ValueOffset, entry.ValueLength);
    }

    /// <summary>The records with their stored bytes under a NUL convention. Removes the records that <see cref="DuplicatePolicy.Last"/> replaced.</summary>
    /// <param name="withNul">Whether keys and values end in one NUL.</param>
    public StoredRecords AsStored(bool withNul)
    {
        Compact();
        return new StoredRecords(_arena, _entries, _count, withNul);
    }

    /// <summary>The hash of a key, seeded per process, so that colliding keys cannot be prepared.</summary>
    internal static uint HashOf(ReadOnlySpan<byte> key) => (uint)XxHash3.HashToUInt64(key, Seed);

    private static int NumberIn(ulong slot) => (int)(uint)slot - 1;

    private static ulong SlotOf(uint hash, int number) => ((ulong)hash << HashBits) | (uint)(number + 1);

    /// <summary>Whether a record with this key is to be kept; marks the earlier record as removed if the policy keeps the last.</summary>
    private bool ShouldKeep(ReadOnlySpan<byte> key, uint hash, out int slot, out int earlierLine)
    {
        if (!HasSlotsFor(_count + 1L)) Rehash(checked(_slots.Length * 2));
        slot = Find(key, hash);
        var earlier = NumberIn(_slots[slot]);
        earlierLine = earlier >= 0 ? _entries[earlier].Line : -1;
        if (earlier < 0) return true;
        if (!_policy.StoresLater()) return false;
        if (_policy.ReplacesEarlier())
        {
            _entries[earlier].Removed = true;
            _removed++;
        }

        return true;
    }

    // A third of the slots stays free, so that a search meets few other keys.
    private bool HasSlotsFor(long count) => count * 3 <= _slots.Length * 2L;

    private void Append(int slot, bool isRepeated, in RecordEntry entry)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, checked(_entries.Length * 2));
        _entries[_count] = entry;
        if (!isRepeated || _policy.ReplacesEarlier()) _slots[slot] = SlotOf(entry.Hash, _count);
        else _entries[_count].Copy = true;
        _count++;
    }

    private void Rehash(int length)
    {
        var old = _slots;
        _slots = new ulong[length];
        foreach (var slot in old)
        {
            if (slot != 0) Enter(slot);
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
        for (var i = 0; i < _count; i++) Enter(SlotOf(_entries[i].Hash, i));
    }

    private void Enter(ulong content)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(content >> HashBits) & mask;
        while (_slots[slot] != 0) slot = (slot + 1) & mask;
        _slots[slot] = content;
    }
}
