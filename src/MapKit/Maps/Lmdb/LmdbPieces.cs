using MapKit.Maps.Paging;

namespace MapKit.Maps.Lmdb;

/// <summary>The pieces of a tree: what is below each branch of its lowest level.</summary>
internal sealed class LmdbPieces
{
    private readonly MapBytes _bytes;
    private readonly LmdbSnapshot _snapshot;
    private readonly PageCache _pages;
    private ReadOnlyMemory<byte> _lastKey;
    private long _visited;

    /// <summary>Prepares pieces.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="snapshot">The state of it.</param>
    /// <param name="pages">Its pages.</param>
    public LmdbPieces(MapBytes bytes, LmdbSnapshot snapshot, PageCache pages)
    {
        _bytes = bytes;
        _snapshot = snapshot;
        _pages = pages;
    }

    /// <summary>The pieces, in the order of their keys.</summary>
    public IEnumerable<IMapPiece> All() => Below(_snapshot.Main.Root, level: 1);

    private IEnumerable<IMapPiece> Below(long number, int level)
    {
        if (level > LmdbScan.DeepestTree) throw LmdbScan.TooDeep(_snapshot, number);
        if (level >= _snapshot.Main.Depth - 1 || ChildrenOf(number) is not { } children)
        {
            yield return new Piece(this, number);
            yield break;
        }

        Visit(1, number);
        foreach (var child in children)
        {
            foreach (var piece in Below(child, level + 1)) yield return piece;
        }
    }

    private long[]? ChildrenOf(long number)
    {
        var page = new LmdbPage(_snapshot, number, _pages.Read(number, PageAccess.Walk).Span);
        if (!page.IsBranch) return null;
        var children = new long[page.Count];
        for (var i = 0; i < children.Length; i++) children[i] = page.Child(i);
        return children;
    }

    private void Visit(long pages, long from)
    {
        _visited += pages;
        if (_visited > _pages.PageCount) throw _snapshot.Damage("more pages are reached than the file has: some are reached twice", from, 0);
    }

    private void Join(LmdbScan scan, long number)
    {
        Visit(scan.Visited, number);
        if (scan.First is not { } first) return;
        if (_snapshot.Order.Compare(_lastKey.Span, first.Key) >= 0)
            throw _snapshot.Damage("keys do not ascend: the key is not greater than the one before it", first.Page, first.Offset);
        _lastKey = scan.Last;
    }

    private sealed class Piece(LmdbPieces pieces, long number) : IMapPiece
    {
        private LmdbScan? _scan;

        public void Read(FileWindow window, RecordTaker take)
        {
            _scan = new LmdbScan(pieces._bytes, pieces._snapshot, pieces._pages, window);
            _scan.Walk(number, take);
        }

        public void Join() => pieces.Join(_scan!, number);
    }
}
