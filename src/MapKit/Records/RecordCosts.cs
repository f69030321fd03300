using MapKit.Concurrency;

namespace MapKit.Records;

/// <summary>
/// The cost of each record on a page, by its number: computed in memory order, on all processors. Code that fills pages in
/// another order then reads these few bytes, not the records scattered in memory.
/// </summary>
internal static class RecordCosts
{
    /// <summary>Set in the cost of a record with a part on separate pages.</summary>
    public const ushort BigMark = 1 << 15;

    private const int AtOnce = 1 << 15;

    /// <summary>Computes the costs.</summary>
    /// <param name="records">The records.</param>
    /// <param name="cost">The cost of a record whose stored key and value have these lengths in bytes.</param>
    public static ushort[] Measure(StoredRecords records, Func<int, int, ushort> cost)
    {
        var costs = GC.AllocateUninitializedArray<ushort>(records.Count);
        OrderedWork.Run(
            Enumerable.Range(0, (costs.Length + AtOnce - 1) / AtOnce),
            piece =>
            {
                var end = Math.Min((piece + 1) * AtOnce, costs.Length);
                for (var i = piece * AtOnce; i < end; i++) costs[i] = cost(records.KeyLength(i), records.ValueLength(i));
                return piece;
            },
            static _ => { });
        return costs;
    }
}
