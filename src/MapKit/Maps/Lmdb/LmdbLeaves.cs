using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// The records of each leaf and the numbers of the leaves, computed before writing: full leaves in key order,
/// each followed by the overflow pages of its large values (docs/formats/writers.md#lmdb).
/// </summary>
internal sealed class LmdbLeaves
{
    /// <summary>Largest node with its value inside (docs/formats/lmdb.md#limits); a larger one has it on overflow pages.</summary>
    public const int LargestNode = (((LmdbWriter.PageSize - 16) / 2) & ~1) - 2;

    private const int LeavesPerPiece = 256;

    private readonly IOrderedRecords _records;
    private readonly List<Leaf> _leaves = [];

    /// <summary>Computes the layout.</summary>
    /// <param name="records">The records in key order.</param>
    /// <param name="firstPage">Number of the first leaf.</param>
    public LmdbLeaves(IOrderedRecords records, long firstPage)
    {
        _records = records;
        EndPage = firstPage;
        var (index, room, before) = (0, 0, 0L);
        foreach (var (slice, costs) in records.Costs(CostOf))
        {
            var numbers = slice.Numbers;
            for (var i = 0; i < numbers.Length; i++, index++)
            {
                var cost = costs.Span[i] & ~RecordCosts.BigMark;
                var place = slice.PlaceOf(numbers[i]);
                if (index == 0 || cost > room)
                {
                    _leaves.Add(new Leaf(index, EndPage++, place, before));
                    room = LmdbWriter.PageSize - LmdbLayout.Version1.HeaderLength;
                }

                room -= cost;
                before = place;
                if (cost == costs.Span[i]) continue;
                var pages = LmdbLayout.Version1.OverflowPages(slice.Records.ValueLength(numbers[i]), LmdbWriter.PageSize);
                OverflowPages += pages;
                EndPage += pages;
            }
        }
    }

    /// <summary>Number of leaves.</summary>
    public int Count => _leaves.Count;

    /// <summary>Number of overflow pages.</summary>
    public long OverflowPages { get; }

    /// <summary>Number of the page after the last.</summary>
    public long EndPage { get; }

    /// <summary>The leaves in pieces to compose one by one.</summary>
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

    /// <summary>Whether a record's value goes to overflow pages.</summary>
    public static bool IsLarge(int keyLength, int valueLength) => (long)LmdbLayout.NodeHeaderLength + keyLength + valueLength > LargestNode;

    /// <summary>Bytes of a record's node.</summary>
    public static int NodeLength(int keyLength, int valueLength) =>
        LmdbLayout.NodeHeaderLength + keyLength + (IsLarge(keyLength, valueLength) ? LmdbLayout.Version1.ReferenceLength : valueLength);

    /// <summary>The records of some leaves, in order.</summary>
    public RecordRange RecordsOf(int firstLeaf, int count)
    {
        var end = firstLeaf + count < Count ? _leaves[firstLeaf + count].First : _records.Count;
        return new RecordRange(_leaves[firstLeaf].First, end - _leaves[firstLeaf].First);
    }

    /// <summary>Number of a leaf's page; the overflow pages of its values follow.</summary>
    public long PageOf(int leaf) => _leaves[leaf].Page;

    /// <summary>The last key of the previous leaf; none for the first.</summary>
    public ReadOnlySpan<byte> KeyBefore(int leaf) => leaf == 0 ? default : _records.Key(_leaves[leaf].PlaceBefore);

    /// <summary>For each leaf the index of its first record, and its page.</summary>
    public List<(long Place, long Page)> ToList() => [.. _leaves.Select(leaf => (leaf.Place, leaf.Page))];

    private static ushort CostOf(int keyLength, int valueLength)
    {
        LmdbWriter.RequireLengthOfKey(keyLength);
        var cost = LmdbLayout.Even(NodeLength(keyLength, valueLength)) + LmdbLayout.PointerLength;
        return (ushort)(IsLarge(keyLength, valueLength) ? cost | RecordCosts.BigMark : cost);
    }

    /// <summary>Consecutive leaves.</summary>
    /// <param name="First">The first.</param>
    /// <param name="Count">How many.</param>
    /// <param name="HasLargeValues">Whether overflow pages are between them.</param>
    public readonly record struct Piece(int First, int Count, bool HasLargeValues);

    /// <param name="First">Its first record.</param>
    /// <param name="Page">Its page.</param>
    /// <param name="Place">The place of its first record.</param>
    /// <param name="PlaceBefore">The place of the record before that.</param>
    private readonly record struct Leaf(int First, long Page, long Place, long PlaceBefore);
}
