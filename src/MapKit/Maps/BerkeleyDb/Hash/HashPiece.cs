using MapKit.Maps.BerkeleyDb.File;
using MapKit.Maps.Paging;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>The records of some buckets that follow one another.</summary>
internal sealed class HashPiece : IMapPiece, IPageSource
{
    private readonly HashReader _map;
    private readonly PageFile _file;
    private readonly PageScan _scan;
    private readonly uint _firstBucket;
    private readonly uint _lastBucket;
    private readonly List<PageReference> _reached = [];
    private FileWindow? _chained;

    /// <summary>Describes a piece.</summary>
    /// <param name="map">The map.</param>
    /// <param name="file">Its pages.</param>
    /// <param name="scan">The walk over all pieces.</param>
    /// <param name="firstBucket">The first bucket.</param>
    /// <param name="lastBucket">The last one.</param>
    public HashPiece(HashReader map, PageFile file, PageScan scan, uint firstBucket, uint lastBucket)
    {
        _map = map;
        _file = file;
        _scan = scan;
        _firstBucket = firstBucket;
        _lastBucket = lastBucket;
    }

    /// <inheritdoc/>
    public void Read(FileWindow window, RecordTaker take)
    {
        for (var bucket = (long)_firstBucket; bucket <= _lastBucket; bucket++)
        {
            var reference = _map.PageOf((uint)bucket);
            if (!_file.TryReadThrough(window, reference.Target * (long)_file.PageSize, out var page)) continue;
            _reached.Add(reference);
            for (var records = _map.RecordsOf(page, this); records.MoveNext();) take(records.Current);
        }
    }

    /// <inheritdoc/>
    public void Join()
    {
        foreach (var reference in _reached) _scan.MarkSeen(reference);
        _reached.Clear();
    }

    /// <summary>A page of a chain, in memory that is used again for the next.</summary>
    /// <param name="reference">What leads to it.</param>
    public Page ReadChained(PageReference reference)
    {
        Reach(reference);
        _chained ??= new FileWindow(_file.Bytes, isForWalk: true);
        return _file.TryReadThrough(_chained, reference.Target * (long)_file.PageSize, out var page) ? page : _file.Read(reference, PageAccess.Walk);
    }

    /// <summary>A page of a key, of a value or of several values.</summary>
    /// <param name="reference">What leads to it.</param>
    public Page Read(PageReference reference)
    {
        Reach(reference);
        return _file.Read(reference, PageAccess.Walk);
    }

    /// <summary>Notes a page. That a piece meets one page again and again is found out at the latest when it has met as many as there are.</summary>
    /// <param name="reference">What leads to it.</param>
    private void Reach(PageReference reference)
    {
        _reached.Add(reference);
        if (_reached.Count > _file.PageCount) throw _file.Damage(reference, $"page {reference.Target} is referenced twice");
    }
}
