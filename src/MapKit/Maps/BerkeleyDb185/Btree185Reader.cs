using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb185;

/// <summary>Reads btree files of Berkeley DB 1.85 (docs/formats/berkeley-db-185.md#btree).</summary>
internal sealed class Btree185Reader : BerkeleyDb185Reader
{
    private readonly Btree185MetaPage _meta;
    private readonly Btree185Search _search;

    private Btree185Reader(BerkeleyDb185File file, Btree185MetaPage meta, Btree185Search search)
        : base(file, MapType.Btree185, $"Berkeley DB 1.85 btree, version {Btree185MetaPage.ReadVersion}", search.MeasureDepth(), bucketCount: 0)
    {
        _meta = meta;
        _search = search;
    }

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => Scan();

    /// <summary>Opens a file. The reader disposes of the bytes; where this throws, the caller does.</summary>
    /// <exception cref="MapFormatException">Page 0 or the way to the first leaf is damaged, or the file is of a kind that is not read.</exception>
    public static Btree185Reader Open(MapBytes bytes)
    {
        var meta = Btree185MetaPage.Read(bytes);
        var file = new BerkeleyDb185File(bytes, meta.PageSize, meta.Order);
        if (file.LengthProblem is { } problem) throw problem;
        return new Btree185Reader(file, meta, new Btree185Search(file, meta.HoldsDuplicates));
    }

    /// <inheritdoc/>
    public override bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var isFound = _search.TryFindFirst(key, out var item);
        value = !isFound ? default : item.HasBigValue ? item.ValueChain.Read(Pages, met: null) : item.ValueOnPage;
        return isFound;
    }

    /// <inheritdoc/>
    public override MapStructure Structure() => Btree185Structure.Measure(Pages, _meta);

    private IEnumerable<MapRecord> Scan()
    {
        var met = new NumberSet(Pages.PageCount);
        foreach (var leaf in Btree185Leaves.Walk(Pages, met))
        {
            for (var i = 0; i < leaf.Count; i++) yield return Btree185Item.Read(leaf, i).ReadRecord(Pages, met);
        }
    }
}
