using System.Buffers.Binary;

namespace MapKit.Records;

/// <summary>
/// Sorts records by stored key: unsigned bytes, a shorter key before its continuations. This is the order of lmdb and
/// btree files.
/// </summary>
internal static class KeyOrder
{
    private const int PrefixLength = sizeof(ulong);

    // Keys that agree so far are compared whole: comparing by prefixes one level deeper each time would recurse too far.
    private const int LongestComparedByPrefix = 16 * PrefixLength;
    private const int SmallRun = 16;

    /// <summary>The indices of the records in key order.</summary>
    /// <param name="records">The records; equal keys end up side by side.</param>
    public static int[] Sort(in StoredRecords records)
    {
        var order = GC.AllocateUninitializedArray<int>(records.Count);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        SortRun(records, GC.AllocateUninitializedArray<ulong>(order.Length), order, 0);
        return order;
    }

    // Sorts by the first eight bytes that can differ behind a depth, which are numbers beside the indices, and then, one
    // level deeper, the runs that are equal in them.
    private static void SortRun(in StoredRecords records, Span<ulong> prefixes, Span<int> order, int depth)
    {
        depth += CommonLength(records, order, depth);
        for (var i = 0; i < order.Length; i++) prefixes[i] = Prefix(records.Key(order[i]), depth);
        prefixes.Sort(order);

        depth += PrefixLength;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start]) end++;
            if (end - start == 1) continue;

            var run = order[start..end];
            if (run.Length <= SmallRun) InsertionSort(records, run);
            else if (depth >= LongestComparedByPrefix) run.Sort(new WholeKeys(records));
            else SortRun(records, prefixes[start..end], run, depth);
        }
    }

    private static int CommonLength(in StoredRecords records, ReadOnlySpan<int> order, int depth)
    {
        if (order.Length == 0) return 0;
        var common = Rest(records.Key(order[0]), depth);
        foreach (var index in order)
        {
            if (common.Length == 0) break;
            common = common[..Rest(records.Key(index), depth).CommonPrefixLength(common)];
        }

        return common.Length;
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> key, int depth) => key[Math.Min(depth, key.Length)..];

    // Zeros stand for the missing bytes of a key that ends here. So "a" and "a\0" have the same prefix; as every run
    // ends in a comparison of whole keys, that does not decide their order.
    private static ulong Prefix(ReadOnlySpan<byte> key, int depth)
    {
        if (key.Length >= depth + PrefixLength) return BinaryPrimitives.ReadUInt64BigEndian(key[depth..]);
        var prefix = 0UL;
        for (var i = depth; i < key.Length; i++) prefix |= (ulong)key[i] << (56 - ((i - depth) * 8));
        return prefix;
    }

    private static void InsertionSort(in StoredRecords records, Span<int> run)
    {
        for (var i = 1; i < run.Length; i++)
        {
            var moving = run[i];
            var key = records.Key(moving);
            var place = i;
            while (place > 0 && records.Key(run[place - 1]).SequenceCompareTo(key) > 0)
            {
                run[place] = run[place - 1];
                place--;
            }

            run[place] = moving;
        }
    }

    private sealed class WholeKeys(StoredRecords records) : IComparer<int>
    {
        public int Compare(int x, int y) => records.Key(x).SequenceCompareTo(records.Key(y));
    }
}
