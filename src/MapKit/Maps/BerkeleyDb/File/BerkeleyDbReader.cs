using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.File;

/// <summary>An open Berkeley DB file: what the readers of both access methods share.</summary>
internal abstract class BerkeleyDbReader : IRewritableMap, IPageStatistics, ISteppedLookup
{
    /// <summary>Creates a reader.</summary>
    /// <param name="file">The pages; disposed with the reader.</param>
    /// <param name="meta">The fields of page 0 that both access methods have.</param>
    /// <param name="depth">Levels of the tree, 0 if there is none.</param>
    /// <param name="bucketCount">Buckets, 0 if there are none.</param>
    protected BerkeleyDbReader(PageFile file, MetaPage meta, int depth, long bucketCount)
    {
        File = file;
        Meta = meta;
        Info = new MapInfo(
            meta.Type,
            $"Berkeley DB {MapTypes.NameOf(meta.Type)}, version {meta.Version}",
            file.Length,
            file.PageSize,
            file.PageCount,
            meta.Order.BigEndian,
            depth,
            bucketCount);
    }

    /// <inheritdoc/>
    public MapType Type => Info.Type;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<MapRecord> Records { get; }

    /// <inheritdoc/>
    public abstract string? LostByRewriting { get; }

    /// <inheritdoc/>
    public MapBytes Bytes => File.Bytes;

    /// <summary>The pages.</summary>
    protected PageFile File { get; }

    /// <summary>The fields of page 0 that both access methods have.</summary>
    protected MetaPage Meta { get; }

    /// <inheritdoc/>
    public abstract bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);

    /// <inheritdoc/>
    public abstract long FirstPlace(ReadOnlySpan<byte> key);

    /// <inheritdoc/>
    public abstract LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value);

    /// <inheritdoc/>
    public abstract MapStructure Structure();

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();
}
