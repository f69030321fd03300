using MapKit.Maps;

namespace MapKit.Operations.CrossCheck;

/// <summary>Compares two sets of records as stored bytes, whatever their order.</summary>
internal sealed class CrossCheckRecords
{
    /// <summary>Records with the same bytes are equal.</summary>
    public static readonly IEqualityComparer<MapRecord> Equality =
        EqualityComparer<MapRecord>.Create((left, right) => Order(left, right) == 0, record => record.Key.Length);

    private readonly int _limit;
    private readonly List<CrossCheckRecord> _listed = [];

    private CrossCheckRecords(int limit) => _limit = limit;

    /// <summary>The first differences, in the order of their keys.</summary>
    public IReadOnlyList<CrossCheckRecord> Listed => _listed;

    /// <summary>Records that only the reference has.</summary>
    public long Missing { get; private set; }

    /// <summary>Records that only MapKit has.</summary>
    public long Extra { get; private set; }

    /// <summary>Keys with different values.</summary>
    public long Differing { get; private set; }

    /// <summary>Whether the sets are the same.</summary>
    public bool AreSame => Missing + Extra + Differing == 0;

    /// <summary>Compares.</summary>
    /// <param name="ours">MapKit's records.</param>
    /// <param name="reference">The reference's.</param>
    /// <param name="limit">How many differences are listed.</param>
    public static CrossCheckRecords Compare(IReadOnlyList<MapRecord> ours, IReadOnlyList<MapRecord> reference, int limit)
    {
        var result = new CrossCheckRecords(limit);
        MapRecord[] left = [.. ours], right = [.. reference];
        Array.Sort(left, Order);
        Array.Sort(right, Order);
        result.Merge(left, right);
        return result;
    }

    private static int Order(MapRecord left, MapRecord right) =>
        left.Key.Span.SequenceCompareTo(right.Key.Span) is var keys && keys != 0 ? keys : left.Value.Span.SequenceCompareTo(right.Value.Span);

    private void Merge(ReadOnlySpan<MapRecord> ours, ReadOnlySpan<MapRecord> reference)
    {
        while (!ours.IsEmpty || !reference.IsEmpty)
        {
            var order = ours.IsEmpty ? 1 : reference.IsEmpty ? -1 : ours[0].Key.Span.SequenceCompareTo(reference[0].Key.Span);
            if (order == 0 && !ours[0].Value.Span.SequenceEqual(reference[0].Value.Span))
            {
                Differing++;
                List(new CrossCheckRecord(DifferenceKind.Value, ours[0].Key, ours[0].Value, reference[0].Value));
            }
            else if (order < 0)
            {
                Extra++;
                List(new CrossCheckRecord(DifferenceKind.Extra, ours[0].Key, ours[0].Value, default));
            }
            else if (order > 0)
            {
                Missing++;
                List(new CrossCheckRecord(DifferenceKind.Missing, reference[0].Key, default, reference[0].Value));
            }

            if (order <= 0) ours = ours[1..];
            if (order >= 0) reference = reference[1..];
        }
    }

    private void List(CrossCheckRecord difference)
    {
        if (_listed.Count < _limit) _listed.Add(difference);
    }
}

/// <summary>One record in which two maps differ, in stored bytes. May hold secrets.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Key">The stored key.</param>
/// <param name="Value">MapKit's value; empty if the record is missing.</param>
/// <param name="ReferenceValue">The reference's value; empty if the record is extra.</param>
internal sealed record CrossCheckRecord(
    DifferenceKind Kind, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> ReferenceValue);
