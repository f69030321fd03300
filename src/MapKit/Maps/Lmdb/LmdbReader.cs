using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>
/// Reads the main database of an LMDB snapshot, or one of those that it names. Of a snapshot that lists databases these are the
/// records: the name, and the <see cref="LmdbDatabase"/>. Its meta pages were checked by <see cref="LmdbMetaPages"/>.
/// </summary>
internal sealed class LmdbReader : IRewritableMap, IPageStatistics, ISteppedLookup, IPiecewiseMap
{
    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly PageCache _pages;

    /// <summary>Creates a reader.</summary>
    /// <param name="bytes">The snapshot.</param>
    /// <param name="snapshot">What its meta pages say.</param>
    public LmdbReader(MapBytes bytes, LmdbSnapshot snapshot)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        bytes.ToleratesChange = PagesAreUntouched;
        _pages = new PageCache(bytes, snapshot.PageSize);
        Info = new MapInfo(
            MapType.Lmdb, snapshot.Layout.Name, bytes.Length, snapshot.PageSize, _pages.PageCount, BigEndian: false, snapshot.Main.Depth, 0);
    }

    /// <inheritdoc/>
    public MapType Type => MapType.Lmdb;

    /// <inheritdoc/>
    public MapInfo Info { get; }

    /// <inheritdoc/>
    public IEnumerable<MapRecord> Records => Scan();

    /// <inheritdoc/>
    public string? LostByRewriting => _snapshot.LostByRewriting;

    /// <inheritdoc/>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (_snapshot.Main.Root == LmdbDatabase.NoRoot) return false;
        var number = _snapshot.Main.Root;
        for (var depth = 1; depth <= LmdbScan.DeepestTree; depth++)
        {
            var bytes = _pages.Read(number);
            var page = new LmdbPage(_snapshot, number, bytes.Span);
            if (!page.IsBranch)
            {
                if (!page.TryFind(key, out var node) || !_snapshot.Wants(node.IsDatabase)) return false;
                if (node.HasDuplicates) return TryGetFirst(bytes, number, node, out value);
                value = LmdbScan.Value(_bytes, _snapshot, bytes, number, node);
                return true;
            }

            number = page.Child(page.FindChild(key));
        }

        throw LmdbScan.TooDeep(_snapshot, number);
    }

    /// <inheritdoc/>
    public MapBytes Bytes => _bytes;

    /// <inheritdoc/>
    public long FirstPlace(ReadOnlySpan<byte> key) =>
        _snapshot.Main.Root == LmdbDatabase.NoRoot ? LookupPlace.Nowhere : _snapshot.Main.Root * _snapshot.PageSize;

    /// <inheritdoc/>
    public LookupStep Step(ref LookupPlace place, ReadOnlySpan<byte> key, FileWindow window, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (!window.TryRead(place.Offset, _snapshot.PageSize, out var bytes)) return LookupStep.Unusual;
        var page = new LmdbPage(_snapshot, place.Offset / _snapshot.PageSize, bytes.Span);
        if (page.IsBranch)
        {
            place = new LookupPlace(page.Child(page.FindChild(key)) * _snapshot.PageSize);
            return LookupStep.Onward;
        }

        if (!page.TryFind(key, out var node)) return LookupStep.NotFound;
        if (node.Kind != LmdbNodeKind.Value || !_snapshot.Wants(isDatabase: false)) return LookupStep.Unusual;
        value = bytes.Slice(node.ValueOffset, (int)node.ValueLength);
        return LookupStep.Found;
    }

    /// <inheritdoc/>
    public IEnumerable<IMapPiece> Pieces() => _snapshot.Main.Root == LmdbDatabase.NoRoot ? [] : new LmdbPieces(_bytes, _snapshot, _pages).All();

    /// <inheritdoc/>
    public MapStructure Structure() => LmdbStructure.Measure(_snapshot, _pages);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private bool TryGetFirst(ReadOnlyMemory<byte> leaf, long number, LmdbNode node, out ReadOnlyMemory<byte> value)
    {
        foreach (var first in new LmdbDuplicates(_bytes, _snapshot, _pages).Values(leaf, number, node))
        {
            value = first;
            return true;
        }

        value = default;
        return false;
    }

    // Each walk has a state of its own.
    private IEnumerable<MapRecord> Scan()
    {
        if (_snapshot.Main.Root == LmdbDatabase.NoRoot) yield break;
        foreach (var record in new LmdbScan(_bytes, _snapshot, _pages, window: null).From(_snapshot.Main.Root)) yield return record;
    }

    // Writers leave the pages of a state alone until two transactions later: the next one frees those that it replaces, and
    // the second after that may use them again (as LMDB reuses pages when no reader is in its lock file).
    private bool PagesAreUntouched() => LmdbMetaPages.NewestTransaction(_bytes, _snapshot) - _snapshot.Transaction is 0 or 1;
}
