using System.Runtime.InteropServices;
using MapKit.Concurrency;
using MapKit.Records;

namespace MapKit.Operations.Diff;

/// <summary>
/// The keys of two tables that differ: that only one has, or whose values may not be the same. The records of the second are looked
/// up in the first on all processors, so that only the keys that differ are sorted.
/// </summary>
internal sealed class TableJoin
{
    private const int RecordsAtOnce = 1 << 14;
    private const int FoundAtOnce = 64;

    private readonly int[] _counterparts;

    /// <summary>Compares two tables.</summary>
    /// <param name="first">The old table.</param>
    /// <param name="second">The new table.</param>
    public TableJoin(TableContents first, TableContents second)
    {
        _counterparts = new int[first.KeyCount];
        _counterparts.AsSpan().Fill(-1);
        List<int> differing = [], added = [];
        OrderedWork.Run(RecordRange.Split(second.KeyCount, RecordsAtOnce), range => Pairs.Find(first, second, range), pairs => pairs.AddTo(_counterparts, differing, added));
        for (var number = 0; number < _counterparts.Length; number++)
        {
            if (_counterparts[number] < 0) differing.Add(number);
        }

        Sort(first, differing);
        Sort(second, added);
        (Differing, Added) = (differing, added);
    }

    /// <summary>The records of the first table that the second does not have, or whose values differ or are several, in key order.</summary>
    public IReadOnlyList<int> Differing { get; }

    /// <summary>The records that only the second table has, in key order.</summary>
    public IReadOnlyList<int> Added { get; }

    /// <summary>The record of the second table with the key of a record of the first, or -1.</summary>
    public int CounterpartOf(int number) => _counterparts[number];

    private static void Sort(TableContents table, List<int> numbers) => new KeySorter(table.Stored, longerFirst: false).Sort(CollectionsMarshal.AsSpan(numbers));

    /// <summary>Some records of the second table and what the first has for each.</summary>
    private sealed record Pairs(RecordRange Range, int[] Numbers, List<int> Differing)
    {
        public static Pairs Find(TableContents first, TableContents second, RecordRange range)
        {
            var numbers = new int[range.Count];
            var differing = new List<int>();
            foreach (var some in RecordRange.Split(range.Count, FoundAtOnce))
            {
                second.FindIn(first, new RecordRange(range.First + some.First, some.Count), numbers.AsSpan(some.First, some.Count));

                // What was found is still in the processor's caches.
                for (var i = some.First; i < some.First + some.Count; i++)
                {
                    if (numbers[i] >= 0 && !first.HasSameValue(numbers[i], second, range.First + i)) differing.Add(numbers[i]);
                }
            }

            return new Pairs(range, numbers, differing);
        }

        public void AddTo(int[] counterparts, List<int> differing, List<int> added)
        {
            for (var i = 0; i < Numbers.Length; i++)
            {
                if (Numbers[i] < 0) added.Add(Range.First + i);
                else counterparts[Numbers[i]] = Range.First + i;
            }

            differing.AddRange(Differing);
        }
    }
}
