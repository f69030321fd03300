using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Reads btree files of Berkeley DB 1.85 (docs/formats/berkeley-db-185.md#btree).</summary>
internal sealed class Btree185Reader : IMapReader, IPageStatistics
{
    private readonly File185 _file;
    private readonly Btree185Meta _meta;
    private readonly Btree185Search _search;

    private Btree185Reader(File185 file, Btree185Meta meta, Btree185Search search, MapInfo info)
    {
        _file = file;
        _meta = meta;
        _search = search;
        Info = info;
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Btree185;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a file. The reader disposes of the bytes; where this throws, the caller does.</summary>
    /// <exception cref="MapFormatException">Page 0 or the way to the first leaf is damaged, or the file is of a kind that is not read.</exception>
    public static Btree185Reader Open(MapBytes bytes)
    {
        var meta = Btree185Meta.Read(bytes);
        var file = new File185(bytes, meta.PageSize, meta.Order);
        if (file.LengthProblem is { } problem) throw problem;
        var search = new Btree185Search(file, meta.HoldsDuplicates);
        var info = new MapInfo(
            MapType.Btree185,
            $"Berkeley DB 1.85 btree, version {Btree185Meta.ReadVersion}",
            bytes.Length,
            meta.PageSize,
            file.PageCount,
            meta.Order.BigEndian,
            search.MeasureDepth(),
            BucketCount: 0);
        return new Btree185Reader(file, meta, search, info);
    }

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var isFound = _search.TryFindFirst(key, out var item);
        value = !isFound ? default : item.HasBigValue ? item.ValueChain.Read(_file, met: null) : item.ValueOnPage;
        return isFound;
    }

    /// <inheritdoc/>
    public MapStructure Structure() => Btree185Structure.Create(_file, _meta);

    /// <inheritdoc/>
    public void Dispose() => _file.Bytes.Dispose();

    private IEnumerable<MapRecord> Scan()
    {
        var met = new NumberSet(_file.PageCount);
        foreach (var leaf in Btree185Leaves.Walk(_file, met))
        {
            for (var i = 0; i < leaf.Count; i++) yield return Btree185Item.Read(leaf, i).ReadRecord(_file, met);
        }
    }
}
