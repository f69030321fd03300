using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Source;

namespace MapKit.Lookup.Tables;

/// <summary>
/// <c>hash:</c>, <c>btree:</c>, <c>lmdb:</c>, <c>cdb:</c>: the map that belongs to a source. A map that changes while it is
/// open, in place or by a new file, is reopened within a quarter of a second; a deleted map
/// stays open.
/// </summary>
internal sealed class IndexedTable : LookupTable
{
    private const int LongestStaleness = 250;

    private readonly MapEngine _engine;
    private readonly string _shown;
    private readonly string _path;
    private readonly LookupOptions _options;
    private IMapReader _map;
    private TableProbe _probe;
    private (DateTime Written, long Length) _state;
    private long _checked;

    private IndexedTable(MapEngine engine, string name, string path, LookupOptions options, IMapReader map)
        : base(engine.Name, engine.Postfix.TableName(name))
    {
        _engine = engine;
        _shown = engine.Postfix.NameInMessages(name);
        _path = path;
        _options = options;
        _map = map;
        _probe = new TableProbe(map, options.FoldingInside, options.Nul);
        _state = StateOf(path);
        _checked = Environment.TickCount64;
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records => _engine.Postfix.CanList(_options.Version) ? List() : base.Records;

    /// <summary>Opens a table.</summary>
    /// <param name="engine">The engine of the requested type.</param>
    /// <param name="name">The name of the source.</param>
    /// <param name="options">How it is queried.</param>
    /// <exception cref="LookupException">The map cannot be opened, or is of another type.</exception>
    public static IndexedTable Open(MapEngine engine, string name, LookupOptions options)
    {
        var path = engine.Postfix.PathOf(name);
        var map = OpenMap(engine, path, options);
        OlderMap.Check(name, path, options.Warnings, Rules.MapOlderThanSource, "; Postfix answers from the map");
        return new IndexedTable(engine, name, path, options, map);
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        if (Environment.TickCount64 - _checked > LongestStaleness) Refresh();
        try
        {
            if (_probe.TryFind(key, out value)) return true;
        }
        catch (MapFormatException)
        {
            // The map may have been in the middle of a rewrite. Opening waits for the writer; if it is still damaged then, it is damaged.
            Reopen();
            if (FindAgain(key, out value)) return true;
        }
        catch (IOException exception)
        {
            throw ReadError(exception);
        }

        // Some libraries refuse an empty key, which an empty key without NUL is.
        if (key.Length < _engine.MinimumKeyLength && _probe.AsksWithoutNul)
            throw new LookupException($"error reading {_shown}: {_engine.Postfix.KeyLengthReason}");
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _map.Dispose();
        base.Dispose(disposing);
    }

    private static IMapReader OpenMap(MapEngine engine, string path, LookupOptions options)
    {
        IMapReader map;
        try
        {
            map = MapFile.OpenAsPostfix(path);
        }
        catch (MapFormatException exception)
        {
            throw MapRefusal.Create(engine, path, options.Warnings, exception);
        }
        catch (Exception exception) when (SystemWords.Has(exception))
        {
            throw new LookupException($"open database {ByteText.FromText(path)}: {FileFailure.ReasonOf(exception)}", exception);
        }

        if (map.Type == engine.Type) return map;
        map.Dispose();
        throw MapRefusal.Create(engine, path, options.Warnings, null);
    }

    private static (DateTime Written, long Length) StateOf(string path)
    {
        var file = new FileInfo(FileRoot.PathOf(path));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private void Refresh()
    {
        _checked = Environment.TickCount64;
        using var root = FileRoot.Enter(_options.FilesBelow);
        var state = StateOf(_path);
        if (state != default && state != _state) Reopen();
    }

    private void Reopen()
    {
        using var root = FileRoot.Enter(_options.FilesBelow);
        var state = StateOf(_path);
        var map = OpenMap(_engine, _path, _options);
        _map.Dispose();
        _map = map;
        _probe = new TableProbe(map, _options.FoldingInside, _options.Nul);
        _state = state;
    }

    private bool FindAgain(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        try
        {
            return _probe.TryFind(key, out value);
        }
        catch (IOException exception)
        {
            throw ReadError(exception);
        }
    }

    private IEnumerable<MapRecord> List()
    {
        using var records = _map.Records.GetEnumerator();
        while (MoveNext(records))
        {
            var (key, value) = records.Current;
            yield return new MapRecord(StoredText.UpToNul(key), StoredText.UpToNul(value));
        }
    }

    private bool MoveNext(IEnumerator<MapRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (IOException exception)
        {
            throw new LookupException($"error seeking {_shown}: {MapRefusal.Reason(exception)}", exception);
        }
    }

    private LookupException ReadError(IOException exception) => new($"error reading {_shown}: {MapRefusal.Reason(exception)}", exception);
}
