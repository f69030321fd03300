using MapKit.Concurrency;

namespace MapKit.Records;

/// <summary>All records in key order, a shorter key before its continuations: the order of btree and lmdb files.</summary>
internal sealed class KeyOrder
{
    // If fewer than one in this number is out of order, only those records are sorted.
    private const int FewUnordered = 16;

    // Fewer records than this are sorted in one step.
    private const int Few = 1 << 15;

    private const int PieceSize = 1 << 15;
    private const int Ranges = 128;
    private const int SamplesPerRange = 16;

    private readonly StoredRecords _records;
    private readonly KeySorter _sorter;
    private readonly int _start;
    private readonly int _count;
    private readonly int _depth;

    private KeyOrder(in StoredRecords records, int start)
    {
        _records = records;
        _sorter = new KeySorter(records, longerFirst: false);
        _start = start;
        _count = records.Count - start;
        _depth = CommonLength();
    }

    /// <summary>The numbers of all records in key order.</summary>
    /// <param name="records">Where the keys are; no two are equal.</param>
    public static int[] Sort(in StoredRecords records)
    {
        var order = GC.AllocateUninitializedArray<int>(records.Count);
        var ordered = CountInOrder(records);
        if (order.Length - ordered > ordered / FewUnordered) ordered = 0;
        for (var i = 0; i < (order.Length - ordered < Few ? order.Length : ordered); i++) order[i] = i;
        if (order.Length - ordered < Few) new KeySorter(records, longerFirst: false).Sort(order.AsSpan(ordered));
        else new KeyOrder(records, ordered).SortInto(order);
        if (ordered > 0) Insert(records, order, ordered);
        return order;
    }

    // A sorted source, or a map with a few additions, need not be sorted completely.
    private static int CountInOrder(in StoredRecords records)
    {
        var count = Math.Min(records.Count, 1);
        while (count < records.Count && records.Key(count - 1).SequenceCompareTo(records.Key(count)) < 0) count++;
        return count;
    }

    /// <summary>Merges a long sorted run with the short one after it.</summary>
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

            // Greater records move up to make room for this record and those before it.
            order[low..longLength].CopyTo(order[^(longLength - low)..]);
            order = order[..^(longLength - low)];
            order[^1] = record;
            order = order[..^1];
            longLength = low;
        }
    }

    /// <summary>
    /// Splits the records into ranges of the order, by a sample of the keys, and sorts each range separately. The first
    /// bytes in which keys differ are fetched in memory order and moved with the records' numbers; the next bytes,
    /// which few comparisons need, are stored separately.
    /// </summary>
    private void SortInto(int[] order)
    {
        var splitters = Splitters();
        var ranges = GC.AllocateUninitializedArray<byte>(_count);
        var next = new int[Pieces().Count()][];
        OrderedWork.Run(Pieces(), piece => Classify(piece, splitters, ranges), ends => next[ends.Piece] = ends.Counts);
        var bounds = Place(next);
        var chunks = GC.AllocateUninitializedArray<ulong>(_count);
        var following = GC.AllocateUninitializedArray<ulong>(_count);
        OrderedWork.Run(
            Pieces(),
            piece =>
            {
                var places = next[piece];
                for (var i = First(piece); i < End(piece); i++)
                {
                    var place = places[ranges[i]]++;
                    var key = _records.Key(_start + i);
                    order[_start + place] = _start + i;
                    chunks[place] = _sorter.Chunk(key, _depth);
                    following[i] = _sorter.Chunk(key, _depth + KeySorter.ChunkSize);
                }

                return piece;
            },
            static _ => { });
        OrderedWork.Run(
            Enumerable.Range(0, Ranges),
            range =>
            {
                var (from, length) = (bounds[range], bounds[range + 1] - bounds[range]);
                new KeySorter(_records, longerFirst: false).Sort(order.AsSpan(_start + from, length), chunks.AsSpan(from, length), _depth, following, _start);
                return range;
            },
            static _ => { });
    }

    private IEnumerable<int> Pieces() => Enumerable.Range(0, (_count + PieceSize - 1) / PieceSize);

    private static int First(int piece) => piece * PieceSize;

    private int End(int piece) => Math.Min(First(piece) + PieceSize, _count);

    /// <summary>How many bytes at the start are the same in all keys.</summary>
    private int CommonLength()
    {
        var common = _records.KeyLength(_start);
        OrderedWork.Run(
            Pieces(),
            piece =>
            {
                var first = _records.Key(_start);
                for (var i = First(piece); i < End(piece); i++)
                {
                    var key = _records.Key(_start + i);
                    if (!key.StartsWith(first)) first = first[..first.CommonPrefixLength(key)];
                }

                return first.Length;
            },
            length => common = Math.Min(common, length));
        return common;
    }

    private ulong[] Splitters()
    {
        var samples = new ulong[Ranges * SamplesPerRange];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = _sorter.Chunk(_records.Key(_start + (int)((long)i * _count / samples.Length)), _depth);
        }

        samples.AsSpan().Sort();
        return [.. Enumerable.Range(1, Ranges - 1).Select(range => samples[range * SamplesPerRange])];
    }

    private (int Piece, int[] Counts) Classify(int piece, ulong[] splitters, byte[] ranges)
    {
        var counts = new int[Ranges];
        for (var i = First(piece); i < End(piece); i++)
        {
            var chunk = _sorter.Chunk(_records.Key(_start + i), _depth);

            // The number of splitters that are not above the chunk: equal chunks share a range. The steps are unpredictable, so
            // there are no branches.
            var range = 0;
            for (var step = Ranges / 2; step > 0; step /= 2) range += splitters[range + step - 1] <= chunk ? step : 0;

            ranges[i] = (byte)range;
            counts[range]++;
        }

        return (piece, counts);
    }

    /// <summary>Converts each piece's counts to the place of its first record in each range, and returns the starts of the ranges.</summary>
    private static int[] Place(int[][] counts)
    {
        var bounds = new int[Ranges + 1];
        var place = 0;
        for (var range = 0; range < Ranges; range++)
        {
            bounds[range] = place;
            foreach (var piece in counts)
            {
                (piece[range], place) = (place, place + piece[range]);
            }
        }

        bounds[Ranges] = place;
        return bounds;
    }
}
