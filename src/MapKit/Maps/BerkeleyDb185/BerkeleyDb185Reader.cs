namespace MapKit.Maps.BerkeleyDb185;

/// <summary>An open Berkeley DB 1.85 file: what the readers of both access methods share.</summary>
internal abstract class BerkeleyDb185Reader : IMapReader, IPageStatistics
{
    /// <summary>Creates a reader.</summary>
    /// <param name="pages">The pages, whose bytes are disposed with the reader.</param>
    /// <param name="type">The type.</param>
    /// <param name="format">Format and version in words.</param>
    /// <param name="depth">Levels of the tree, 0 if there is none.</param>
    /// <param name="bucketCount">Buckets, 0 if there are none.</param>
    protected BerkeleyDb185Reader(BerkeleyDb185File pages, MapType type, string format, int depth, long bucketCount)
    {
        Pages = pages;
        Info = new MapInfo(type, format, pages.Bytes.Length, pages.PageSize, pages.PageCount, pages.Order.BigEndian, depth, bucketCount);
    }

    /// <inheritdoc/>
    public MapType Type => Info.Type;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<MapRecord> Records { get; }

    /// <summary>The pages.</summary>
    protected BerkeleyDb185File Pages { get; }

    /// <inheritdoc/>
    public abstract bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);

    /// <inheritdoc/>
    public abstract MapStructure Structure();

    /// <inheritdoc/>
    public void Dispose() => Pages.Bytes.Dispose();
}
