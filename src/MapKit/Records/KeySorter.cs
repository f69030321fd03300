using System.Buffers.Binary;

namespace MapKit.Records;

/// <summary>
/// Sorts records by key: eight bytes of each key at a time as a number, so that the keys are read once
/// per eight bytes and not once per comparison.
/// </summary>
internal sealed class KeySorter
{
    /// <summary>Bytes of a key that are compared at once.</summary>
    public const int ChunkSize = sizeof(ulong);

    private const int SmallRun = 12;
    private const int MaximumNesting = 64;

    private readonly StoredRecords _records;
    private readonly bool _longerFirst;
    private readonly Comparison<int> _compare;
    private ulong[] _chunks = [];

    /// <summary>Creates a sorter.</summary>
    /// <param name="records">Where the keys are; no two are equal.</param>
    /// <param name="longerFirst">
    /// Whether a key comes before its prefixes, as on hash pages (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page),
    /// or after them, as in a btree.
    /// </param>
    public KeySorter(in StoredRecords records, bool longerFirst)
    {
        _records = records;
        _longerFirst = longerFirst;
        _compare = (first, second) => Compare(first, second, 0);
    }

    /// <summary>Sorts record numbers by their keys.</summary>
    public void Sort(Span<int> records)
    {
        if (IsInOrder(records)) return;
        if (records.Length > SmallRun && _chunks.Length < records.Length)
            _chunks = GC.AllocateUninitializedArray<ulong>(records.Length);
        Sort(records, _chunks, 0, 0);
    }

    /// <summary>Sorts record numbers whose keys agree up to a depth, and of which the next two chunks have been fetched.</summary>
    /// <param name="records">The records.</param>
    /// <param name="chunks">The <see cref="Chunk"/> of each; overwritten.</param>
    /// <param name="depth">Bytes in which all keys agree.</param>
    /// <param name="following">The next chunks, by the numbers of the records.</param>
    /// <param name="firstFollowing">The record of the first of <paramref name="following"/>.</param>
    public void Sort(Span<int> records, Span<ulong> chunks, int depth, ReadOnlySpan<ulong> following, int firstFollowing)
    {
        chunks.Sort(records);
        for (var (start, end) = (0, 0); start < records.Length; start = end)
        {
            end = EndOfRun(chunks, start);
            if (end - start < 2) continue;
            var run = records[start..end];
            var next = chunks[start..end];
            var mayHaveEnded = false;
            for (var i = 0; i < run.Length; i++)
            {
                next[i] = following[run[i] - firstFollowing];
                mayHaveEnded |= next[i] == 0;
            }

            if (mayHaveEnded)
            {
                SortAlike(run, next, depth, 0);
                continue;
            }

            next.Sort(run);
            SortRuns(run, next, depth + ChunkSize, 0);
        }
    }

    // Records from a map, or sorted before, are in order; for others a few comparisons show that they are not.
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

    /// <summary>The next bytes of a key as a number with the same order.</summary>
    /// <param name="key">The key.</param>
    /// <param name="depth">Where they begin.</param>
    public ulong Chunk(ReadOnlySpan<byte> key, int depth)
    {
        var rest = depth < key.Length ? key[depth..] : default;
        if (rest.Length >= ChunkSize) return BinaryPrimitives.ReadUInt64BigEndian(rest);

        // Missing bytes count as lowest if the shorter key comes first, as highest if it comes last. Keys
        // that are then equal are ordered by length.
        Span<byte> padded = stackalloc byte[ChunkSize];
        padded.Fill(_longerFirst ? byte.MaxValue : byte.MinValue);
        rest.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private void SortRuns(Span<int> records, Span<ulong> chunks, int depth, int nesting)
    {
        for (var (start, end) = (0, 0); start < records.Length; start = end)
        {
            end = EndOfRun(chunks, start);
            if (end - start > 1) SortAlike(records[start..end], chunks[start..end], depth, nesting);
        }
    }

    private static int EndOfRun(ReadOnlySpan<ulong> chunks, int start)
    {
        var end = start + 1;
        while (end < chunks.Length && chunks[end] == chunks[start]) end++;
        return end;
    }

    /// <summary>Sorts records whose chunks at a depth are the same.</summary>
    private void SortAlike(Span<int> records, Span<ulong> chunks, int depth, int nesting)
    {
        if (records.Length <= SmallRun) InsertionSort(records, depth);
        else Sort(WithoutEnded(records, depth + ChunkSize), chunks, depth + ChunkSize, nesting + 1);
    }

    /// <summary>Moves the keys that end before a depth, prefixes of all others, to their place.</summary>
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
