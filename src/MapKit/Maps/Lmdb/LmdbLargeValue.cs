using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>A value on overflow pages, as a node refers to it (docs/formats/lmdb.md#nodes).</summary>
/// <param name="FirstPage">Its first page.</param>
/// <param name="Length">Bytes of the value.</param>
/// <param name="From">The page of the node.</param>
/// <param name="Offset">Where the reference stands on that page.</param>
internal readonly record struct LmdbLargeValue(long FirstPage, uint Length, long From, int Offset)
{
    /// <summary>The value that a node of a leaf refers to.</summary>
    /// <param name="page">The leaf.</param>
    /// <param name="number">Its number.</param>
    /// <param name="node">The node.</param>
    public static LmdbLargeValue Reference(ReadOnlySpan<byte> page, long number, in LmdbNode node) =>
        new(LmdbLayout.ReferencedPage(page[node.ValueOffset..]), node.ValueLength, number, node.ValueOffset);

    /// <summary>Reads a value.</summary>
    /// <exception cref="MapFormatException">Its pages are not there or not marked as such.</exception>
    public static ReadOnlyMemory<byte> Read(MapBytes file, LmdbSnapshot snapshot, in LmdbLargeValue value)
    {
        var layout = snapshot.Layout;
        var pages = layout.OverflowPages(value.Length, snapshot.PageSize);
        snapshot.CheckReference(value.FirstPage, value.From, value.Offset, pages);
        if (layout.HeaderLength + (long)value.Length > Array.MaxLength)
            throw snapshot.Damage($"a value of {value.Length} bytes is too large for memory", value.From, value.Offset);

        var bytes = GC.AllocateUninitializedArray<byte>(layout.HeaderLength + (int)value.Length);
        file.Read(value.FirstPage * snapshot.PageSize, bytes);
        CheckHeader(bytes, snapshot, value, pages);
        return bytes.AsMemory(layout.HeaderLength);
    }

    /// <summary>Checks a value without reading it.</summary>
    /// <returns>Number of its pages.</returns>
    public static long Check(MapBytes file, LmdbSnapshot snapshot, in LmdbLargeValue value)
    {
        var pages = snapshot.Layout.OverflowPages(value.Length, snapshot.PageSize);
        snapshot.CheckReference(value.FirstPage, value.From, value.Offset, pages);
        var header = new byte[snapshot.Layout.HeaderLength];
        file.Read(value.FirstPage * snapshot.PageSize, header);
        return CheckHeader(header, snapshot, value, pages);
    }

    // A value that was replaced by a shorter one in the same transaction keeps its pages, so there may be too many.
    private static long CheckHeader(ReadOnlySpan<byte> first, LmdbSnapshot snapshot, in LmdbLargeValue value, long pages)
    {
        var layout = snapshot.Layout;
        if (LmdbLayout.Number(first) != value.FirstPage)
            throw snapshot.Damage($"the page says it is page {LmdbLayout.Number(first)}", value.FirstPage, 0);
        if ((layout.Flags(first) & LmdbLayout.KindFlags) != LmdbLayout.OverflowFlag)
            throw snapshot.Damage("the page is not marked as the first page of a large value", value.FirstPage, layout.FlagsOffset);
        var count = layout.OverflowCount(first);
        if (count < pages || count - 1 > snapshot.LastPage - value.FirstPage)
            throw snapshot.Damage($"a value of {value.Length} bytes has {count} pages, it needs {pages}", value.FirstPage, layout.OverflowCountOffset);
        return count;
    }
}
