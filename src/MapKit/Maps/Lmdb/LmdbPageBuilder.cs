namespace MapKit.Maps.Lmdb;

/// <summary>
/// Composes a branch or leaf of version 1 in place: pointers grow up from the header, nodes down from the end, as
/// LMDB fills a page in key order.
/// </summary>
internal ref struct LmdbPageBuilder
{
    private readonly Span<byte> _page;
    private int _lower;
    private int _upper;
    private int _count;

    /// <summary>Starts an empty page.</summary>
    /// <param name="page">Where it goes; holds anything now.</param>
    public LmdbPageBuilder(Span<byte> page)
    {
        _page = page;
        _lower = LmdbLayout.Version1.HeaderLength;
        _upper = page.Length;
    }

    /// <summary>Adds space for a node after the others in key order.</summary>
    /// <param name="length">Bytes of the node.</param>
    /// <param name="node">The room, to be filled wholly.</param>
    /// <returns>False if the page does not have enough space.</returns>
    public bool TryAdd(int length, out Span<byte> node)
    {
        var even = LmdbLayout.Even(length);
        if (even + LmdbLayout.PointerLength > _upper - _lower)
        {
            node = default;
            return false;
        }

        _upper -= even;
        if (even > length) _page[_upper + length] = 0;
        LmdbLayout.WritePointer(_page, _count++, _upper);
        _lower += LmdbLayout.PointerLength;
        node = _page.Slice(_upper, length);
        return true;
    }

    /// <summary>Writes the header and clears the free space.</summary>
    /// <param name="number">Number of the page.</param>
    /// <param name="flags">Its kind.</param>
    public readonly void Finish(long number, int flags)
    {
        LmdbLayout.WritePageHeader(_page, number, flags, _lower, _upper);
        _page[_lower.._upper].Clear();
    }
}
