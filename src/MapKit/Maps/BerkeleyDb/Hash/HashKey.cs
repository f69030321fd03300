namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>A key on a hash page, compared as libdb does (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page).</summary>
/// <param name="Offset">Where its item begins on the page.</param>
/// <param name="IsOffPage">Whether it is on overflow pages.</param>
/// <param name="Bytes">All its bytes.</param>
internal readonly record struct HashKey(int Offset, bool IsOffPage, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether keys of one kind ascend. Then libdb's search finds every one; if not, it may anyway.</summary>
    public static bool AreAscending(List<HashKey> keys)
    {
        for (var i = 1; i < keys.Count; i++)
        {
            if (keys[i].IsOffPage != keys[0].IsOffPage || keys[i - 1].CompareTo(keys[i].Bytes.Span) >= 0) return false;
        }

        return true;
    }

    /// <summary>Searches keys as libdb searches a sorted page.</summary>
    /// <returns>The index found, or -1.</returns>
    public static int Find(List<HashKey> keys, ReadOnlySpan<byte> wanted)
    {
        var start = 0;
        for (var count = keys.Count; count != 0; count >>= 1)
        {
            var middle = start + (count >> 1);
            var order = keys[middle].CompareTo(wanted);
            if (order == 0) return middle;
            if (order > 0) continue;
            start = middle + 1;
            count--;
        }

        return -1;
    }

    /// <summary>On the page the longer of two keys that begin alike comes first, off the page the shorter.</summary>
    private int CompareTo(ReadOnlySpan<byte> other)
    {
        var common = Math.Min(Bytes.Length, other.Length);
        var order = Bytes.Span[..common].SequenceCompareTo(other[..common]);
        if (order != 0) return order;
        return IsOffPage ? Bytes.Length.CompareTo(other.Length) : other.Length.CompareTo(Bytes.Length);
    }
}
