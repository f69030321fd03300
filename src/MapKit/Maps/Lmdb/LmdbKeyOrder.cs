using System.Runtime.CompilerServices;

namespace MapKit.Maps.Lmdb;

/// <summary>The order of the keys of a database, or of the values of one key (docs/formats/lmdb.md#database-record).</summary>
internal enum LmdbKeyOrder
{
    /// <summary>Bytes first, unsigned, then the shorter before the longer.</summary>
    Bytes,

    /// <summary>As <see cref="Bytes"/>, but from the last byte to the first (MDB_REVERSEKEY, MDB_REVERSEDUP).</summary>
    Reversed,

    /// <summary>As unsigned integers, little end first (MDB_INTEGERKEY, MDB_INTEGERDUP).</summary>
    Integers,
}

/// <summary>Compares keys.</summary>
internal static class LmdbKeyOrders
{
    /// <summary>Compares two keys. Postfix's maps have the first order, so it costs no call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(this LmdbKeyOrder order, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        order == LmdbKeyOrder.Bytes ? first.SequenceCompareTo(second) : CompareOther(order, first, second);

    private static int CompareOther(LmdbKeyOrder order, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        order == LmdbKeyOrder.Reversed ? CompareReversed(first, second) : CompareIntegers(first, second);

    private static int CompareReversed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        for (var (i, j) = (first.Length - 1, second.Length - 1); i >= 0 && j >= 0; i--, j--)
        {
            if (first[i] != second[j]) return first[i] - second[j];
        }

        return first.Length - second.Length;
    }

    // In a sound database all have one length. In others the order must still be total: equal numbers are ordered by length.
    private static int CompareIntegers(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        for (var i = Math.Max(first.Length, second.Length) - 1; i >= 0; i--)
        {
            var (high, other) = (i < first.Length ? first[i] : 0, i < second.Length ? second[i] : 0);
            if (high != other) return high - other;
        }

        return first.Length - second.Length;
    }
}
