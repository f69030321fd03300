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
        var join = new TableJoin(first, second);
        var (old, @new) = (first.Stored, second.Stored);
        for (var (left, right) = (0, 0); left < join.Differing.Count || right < join.Added.Count;)
        {
            var isAdded = left == join.Differing.Count || (right < join.Added.Count && @new.Key(join.Added[right]).SequenceCompareTo(old.Key(join.Differing[left])) < 0);
            var number = isAdded ? join.Added[right++] : join.Differing[left++];
            var counterpart = isAdded ? number : join.CounterpartOf(number);
            var key = (isAdded ? @new.Key(number) : old.Key(number)).ToArray();
            foreach (var difference in OfKey(key, isAdded ? [] : first.Values(number), counterpart < 0 ? [] : second.Values(counterpart))) yield return difference;
        }
    }

    private static List<TableDifference> OfKey(byte[] key, byte[][] old, byte[][] @new)
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
    private static List<byte[]> Without(byte[][] values, byte[][] others)
    {
        if (values.Length == 1 && others.Length == 1) return values[0].AsSpan().SequenceEqual(others[0]) ? [] : [values[0]];
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
