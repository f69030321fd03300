using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Which records go on which leaf and the numbers of the leaves, before a byte is written: leaves filled to the brim in key
/// order, each followed by the overflow pages of its large values (map-files D.7).
/// </summary>
internal sealed class LmdbLeaves
{
    /// <summary>Largest node with its value inside (map-files D.6); a larger one has it on overflow pages.</summary>
    public const int LargestNode = (((LmdbWriter.PageSize - 16) / 2) & ~1) - 2;

    private const int LeavesPerPiece = 256;

    private readonly StoredRecords _records;
    private readonly int[] _order;
    private readonly List<(int First, long Page)> _leaves = [];

    /// <summary>Lays out.</summary>
    /// <param name="records">The records.</param>
    /// <param name="order">Their numbers in key order.</param>
    /// <param name="firstPage">Number of the first leaf.</param>
    public LmdbLeaves(in StoredRecords records, int[] order, long firstPage)
    {
        _records = records;
        _order = order;
        EndPage = firstPage;
        var costs = RecordCosts.Of(records, static (keyLength, valueLength) =>
        {
            var cost = LmdbLayout.Even(NodeLength(keyLength, valueLength)) + LmdbLayout.PointerLength;
            return (ushort)(IsLarge(keyLength, valueLength) ? cost | RecordCosts.BigMark : cost);
        });
        var room = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var cost = costs[order[i]] & ~RecordCosts.BigMark;
            if (i == 0 || cost > room)
            {
                _leaves.Add((i, EndPage++));
                room = LmdbWriter.PageSize - LmdbLayout.Version1.HeaderLength;
            }

            room -= cost;
            if (cost == costs[order[i]]) continue;
            var pages = LmdbLayout.Version1.OverflowPages(records.ValueLength(order[i]), LmdbWriter.PageSize);
            OverflowPages += pages;
            EndPage += pages;
        }
    }

    /// <summary>Number of leaves.</summary>
    public int Count => _leaves.Count;

    /// <summary>Number of overflow pages.</summary>
    public long OverflowPages { get; }

    /// <summary>Number of the page after the last.</summary>
    public long EndPage { get; }

    /// <summary>The leaves in pieces to be composed one by one.</summary>
    public IEnumerable<Piece> Pieces
    {
        get
        {
            for (var first = 0; first < Count; first += LeavesPerPiece)
            {
                var count = Math.Min(LeavesPerPiece, Count - first);
                var end = first + count < Count ? PageOf(first + count) : EndPage;
                yield return new Piece(first, count, end - PageOf(first) > count);
            }
        }
    }

    /// <summary>Whether a record's value goes to pages of its own.</summary>
    public static bool IsLarge(int keyLength, int valueLength) => (long)LmdbLayout.NodeHeaderLength + keyLength + valueLength > LargestNode;

    /// <summary>Bytes of a record's node.</summary>
    public static int NodeLength(int keyLength, int valueLength) =>
        LmdbLayout.NodeHeaderLength + keyLength + (IsLarge(keyLength, valueLength) ? LmdbLayout.Version1.ReferenceLength : valueLength);

    /// <summary>The records of a leaf, in order.</summary>
    public ReadOnlySpan<int> RecordsOf(int leaf) =>
        _order.AsSpan(_leaves[leaf].First..(leaf + 1 < Count ? _leaves[leaf + 1].First : _order.Length));

    /// <summary>Number of a leaf's page; the overflow pages of its values follow.</summary>
    public long PageOf(int leaf) => _leaves[leaf].Page;

    /// <summary>The last key of the leaf before; none of the first.</summary>
    public ReadOnlySpan<byte> KeyBefore(int leaf) => leaf == 0 ? default : _records.Key(_order[_leaves[leaf].First - 1]);

    /// <summary>For each leaf the place of its first record in the order, and its page.</summary>
    public List<(int First, long Page)> ToList() => [.. _leaves];

    /// <summary>Leaves that follow one another.</summary>
    /// <param name="First">The first.</param>
    /// <param name="Count">How many.</param>
    /// <param name="HasLargeValues">Whether overflow pages stand between them.</param>
    public readonly record struct Piece(int First, int Count, bool HasLargeValues);
}
