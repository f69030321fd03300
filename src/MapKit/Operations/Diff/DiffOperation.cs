namespace MapKit.Operations.Diff;

/// <summary>Compares two tables key by key: the verb <c>diff</c>, without a terminal.</summary>
public static class DiffOperation
{
    /// <summary>The differences, in the order of the keys' bytes.</summary>
    /// <param name="first">The old table.</param>
    /// <param name="second">The new table.</param>
    public static IEnumerable<TableDifference> Compare(TableContents first, TableContents second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Merge(first, second);
    }

    private static IEnumerable<TableDifference> Merge(TableContents first, TableContents second)
    {
        using var left = first.Sorted().GetEnumerator();
        using var right = second.Sorted().GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : left.Current.Key.AsSpan().SequenceCompareTo(right.Current.Key);
            var key = order <= 0 ? left.Current.Key : right.Current.Key;
            foreach (var difference in OfKey(key, order <= 0 ? left.Current.Values : [], order >= 0 ? right.Current.Values : [])) yield return difference;
            if (order <= 0) hasLeft = left.MoveNext();
            if (order >= 0) hasRight = right.MoveNext();
        }
    }

    private static List<TableDifference> OfKey(byte[] key, IReadOnlyList<byte[]> old, IReadOnlyList<byte[]> @new)
    {
        var removed = Without(old, @new);
        var added = Without(@new, old);
        if (removed.Count == 1 && added.Count == 1) return [new TableDifference(DifferenceKind.Value, key, removed[0], added[0])];

        // The first value is the one that Postfix finds.
        if (removed.Count + added.Count == 0 && !old[0].AsSpan().SequenceEqual(@new[0]))
            return [new TableDifference(DifferenceKind.Value, key, old[0], @new[0])];
        return
        [
            .. removed.Select(value => new TableDifference(DifferenceKind.Missing, key, value, default)),
            .. added.Select(value => new TableDifference(DifferenceKind.Extra, key, default, value)),
        ];
    }

    /// <summary>The values of one side that the other does not have, each as often as it has more of it.</summary>
    private static List<byte[]> Without(IReadOnlyList<byte[]> values, IReadOnlyList<byte[]> others)
    {
        if (values.Count == 1 && others.Count == 1) return values[0].AsSpan().SequenceEqual(others[0]) ? [] : [values[0]];
        var counts = new Dictionary<string, int>();
        foreach (var other in others) counts[Source.ByteText.FromBytes(other)] = counts.GetValueOrDefault(Source.ByteText.FromBytes(other)) + 1;
        var without = new List<byte[]>();
        foreach (var value in values)
        {
            var text = Source.ByteText.FromBytes(value);
            var left = counts.GetValueOrDefault(text);
            if (left > 0) counts[text] = left - 1;
            else without.Add(value);
        }

        return without;
    }
}
