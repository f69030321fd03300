using System.Buffers.Binary;

namespace MapKit.Records;

/// <summary>
/// Sorts records by key: eight bytes of each key at a time as a number, so that the keys themselves are visited once
/// per eight bytes and not once per comparison.
/// </summary>
internal sealed class KeySorter
{
    private const int ChunkSize = sizeof(ulong);
    private const int SmallRun = 12;
    private const int MaximumNesting = 64;

    // Where no more than one in so many is out of order, those alone are sorted.
    private const int FewUnordered = 16;

    private readonly StoredRecords _records;
    private readonly bool _longerFirst;
    private readonly Comparison<int> _compare;
    private ulong[] _chunks = [];

    /// <summary>Creates a sorter.</summary>
    /// <param name="records">Where the keys are; no two are equal.</param>
    /// <param name="longerFirst">
    /// Whether a key comes before its own beginnings, as on hash pages (map-files T1), or after them, as in a btree.
    /// </param>
    public KeySorter(in StoredRecords records, bool longerFirst)
    {
        _records = records;
        _longerFirst = longerFirst;
        _compare = (first, second) => Compare(first, second, 0);
    }

    /// <summary>The numbers of all records in key order, a shorter key before its continuations: the order of btree and lmdb files.</summary>
    /// <param name="records">Where the keys are; no two are equal.</param>
    public static int[] OrderOf(in StoredRecords records)
    {
        var order = GC.AllocateUninitializedArray<int>(records.Count);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var ordered = CountInOrder(records);
        if (order.Length - ordered > ordered / FewUnordered) ordered = 0;
        new KeySorter(records, longerFirst: false).Sort(order.AsSpan(ordered));
        if (ordered > 0) Insert(records, order, ordered);
        return order;
    }

    // A source that was sorted, or a map to which something was added, need not be sorted again.
    private static int CountInOrder(in StoredRecords records)
    {
        var count = Math.Min(records.Count, 1);
        while (count < records.Count && records.Key(count - 1).SequenceCompareTo(records.Key(count)) < 0) count++;
        return count;
    }

    /// <summary>Makes one sorted run of a long one and the short one after it.</summary>
    private static void Insert(in StoredRecords records, Span<int> order, int longLength)
    {
        foreach (var record in order[longLength..].ToArray().Reverse())
        {
            var key = records.Key(record);
            var low = 0;
            for (var high = longLength; low < high;)
            {
                var middle = (int)(((uint)low + (uint)high) / 2);
                if (records.Key(order[middle]).SequenceCompareTo(key) < 0) low = middle + 1;
                else high = middle;
            }

            // What is greater makes room for this one and those before it, which are still to come.
            order[low..longLength].CopyTo(order[^(longLength - low)..]);
            order = order[..^(longLength - low)];
            order[^1] = record;
            order = order[..^1];
            longLength = low;
        }
    }

    /// <summary>Sorts record numbers by their keys.</summary>
    public void Sort(Span<int> records)
    {
        if (IsInOrder(records)) return;
        if (records.Length > SmallRun && _chunks.Length < records.Length)
            _chunks = GC.AllocateUninitializedArray<ulong>(records.Length);
        Sort(records, _chunks, 0, 0);
    }

    // Records that come from a map, or have been here before, are in order; of others a few are looked at.
    private bool IsInOrder(ReadOnlySpan<int> records)
    {
        for (var i = 1; i < records.Length; i++)
        {
            if (Compare(records[i - 1], records[i], 0) > 0) return false;
        }

        return true;
    }

    // All keys agree in their first bytes up to depth, and none ends there (but the empty key at depth 0).
    private void Sort(Span<int> records, Span<ulong> chunks, int depth, int nesting)
    {
        while (records.Length > SmallRun)
        {
            if (nesting > MaximumNesting)
            {
                records.Sort(_compare);
                return;
            }

            chunks = chunks[..records.Length];
            if (!Gather(records, chunks, depth))
            {
                chunks.Sort(records);
                SortRuns(records, chunks, depth, nesting);
                return;
            }

            records = WithoutEnded(records, depth + ChunkSize);
            depth += ChunkSize;
        }

        InsertionSort(records, depth);
    }

    /// <summary>Fetches the next chunk of each key.</summary>
    /// <returns>Whether all chunks are the same.</returns>
    private bool Gather(ReadOnlySpan<int> records, Span<ulong> chunks, int depth)
    {
        var difference = 0ul;
        for (var i = 0; i < records.Length; i++)
        {
            chunks[i] = Chunk(_records.Key(records[i]), depth);
            difference |= chunks[i] ^ chunks[0];
        }

        return difference == 0;
    }

    private ulong Chunk(ReadOnlySpan<byte> key, int depth)
    {
        var rest = key[depth..];
        if (rest.Length >= ChunkSize) return BinaryPrimitives.ReadUInt64BigEndian(rest);

        // What a key lacks counts as lowest where the shorter key comes first, as highest where it comes last. Keys
        // that are equal then are told apart by their length.
        Span<byte> padded = stackalloc byte[ChunkSize];
        padded.Fill(_longerFirst ? byte.MaxValue : byte.MinValue);
        rest.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private void SortRuns(Span<int> records, Span<ulong> chunks, int depth, int nesting)
    {
        for (var start = 0; start < records.Length;)
        {
            var end = start + 1;
            while (end < records.Length && chunks[end] == chunks[start]) end++;
            if (end - start > 1)
            {
                var run = records[start..end];
                if (run.Length <= SmallRun) InsertionSort(run, depth);
                else Sort(WithoutEnded(run, depth + ChunkSize), chunks[start..end], depth + ChunkSize, nesting + 1);
            }

            start = end;
        }
    }

    /// <summary>Puts the keys that end before a depth, beginnings of all others, where they belong.</summary>
    /// <returns>The other keys.</returns>
    private Span<int> WithoutEnded(Span<int> records, int depth)
    {
        var others = records;
        for (var i = 0; i < others.Length;)
        {
            if (_records.KeyLength(others[i]) > depth)
            {
                i++;
            }
            else if (_longerFirst)
            {
                (others[i], others[^1]) = (others[^1], others[i]);
                others = others[..^1];
            }
            else
            {
                (others[i], others[0]) = (others[0], others[i]);
                others = others[1..];
            }
        }

        InsertionSort(_longerFirst ? records[others.Length..] : records[..^others.Length], 0);
        return others;
    }

    private void InsertionSort(Span<int> records, int depth)
    {
        for (var i = 1; i < records.Length; i++)
        {
            var record = records[i];
            var place = i;
            for (; place > 0 && Compare(records[place - 1], record, depth) > 0; place--) records[place] = records[place - 1];
            records[place] = record;
        }
    }

    private int Compare(int first, int second, int depth)
    {
        var firstKey = _records.Key(first)[depth..];
        var secondKey = _records.Key(second)[depth..];
        var common = Math.Min(firstKey.Length, secondKey.Length);
        var difference = firstKey[..common].SequenceCompareTo(secondKey[..common]);
        if (difference != 0) return difference;
        return _longerFirst ? secondKey.Length - firstKey.Length : firstKey.Length - secondKey.Length;
    }
}
