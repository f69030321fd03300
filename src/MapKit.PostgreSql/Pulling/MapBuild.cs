using System.Diagnostics;
using MapKit.Maps;
using MapKit.Maps.Replacement;
using MapKit.Operations.Compile;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.Records;

namespace MapKit.PostgreSql.Pulling;

/// <summary>A map that is being made: complete beside the old one, until it is switched.</summary>
internal sealed class MapBuild : IDisposable
{
    private const int BytesPerRecord = 64;
    private const int MostExpectedRecords = 1 << 24;

    private readonly PulledMap _map;
    private readonly MapEngine _engine;
    private readonly bool _withNul;
    private readonly long _started = Stopwatch.GetTimestamp();
    private RecordList _records = new();
    private IMapReader? _old;
    private MapReplacement? _output;

    /// <summary>Creates an empty map.</summary>
    public MapBuild(PulledMap map)
    {
        _map = map;
        _engine = MapEngines.ForWriting(map.Type);
        _withNul = _engine.WithNul(NulConvention.TypeDefault);
    }

    /// <summary>The map.</summary>
    public PulledMap Map => _map;

    /// <summary>The digest of its entries, once it is written.</summary>
    public TableDigest Digest { get; private set; }

    /// <summary>Number of its entries.</summary>
    public int Count { get; private set; }

    /// <summary>The digest of a map's entries; null if the map is missing, of another type or damaged, so that it has to be made from nothing.</summary>
    public static TableDigest? DigestOf(PulledMap map)
    {
        try
        {
            using var reader = MapFile.Open(map.Path);
            return reader.Type == map.Type ? DigestOf(reader.Records.Select(record => (record.Key, record.Value))) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or MapFormatException)
        {
            return null;
        }
    }

    /// <summary>Takes all entries from the database.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void TakeAll(DatabaseSession session, PublishedTable table, CancellationToken cancellation)
    {
        _records = new RecordList((int)Math.Min(table.Latest!.Entries, MostExpectedRecords));
        session.Run(() =>
        {
            using var stream = session.Link.BeginRawBinaryCopy($"COPY (SELECT key, value FROM {table.Entries}) TO STDOUT (FORMAT binary)");
            stream.ReadTimeout = session.DataLimit * 1000;
            var reader = new CopyReader(stream);
            byte[] key = new byte[256], value = new byte[1024];
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                Append(Stored(reader.Key, ref key), Stored(reader.Value, ref value));
            }

            return true;
        });
    }

    /// <summary>Takes the entries of the old map, with changes.</summary>
    /// <param name="changes">The changed keys with their new values; null to delete.</param>
    public void TakeOld(IEnumerable<(byte[] Key, byte[]? Value)> changes)
    {
        var set = new RecordChanges();
        byte[] key = new byte[256], value = new byte[1024];
        foreach (var (changed, @new) in changes)
        {
            var stored = Stored(changed, ref key);
            CheckLength(stored);
            set.Set(stored, @new is null ? RecordChange.Delete : RecordChange.Replace, @new is null ? [] : Stored(@new, ref value));
        }

        _old = MapFile.Open(_map.Path);
        var revision = set.Revise((int)Math.Min(_old.Info.FileSize / BytesPerRecord, MostExpectedRecords));
        foreach (var (oldKey, oldValue) in _old.Records) revision.Take(oldKey, oldValue);
        revision.Finish();
        _records = revision.Records;
    }

    /// <summary>Writes the new map beside the old one, unless it is the same.</summary>
    /// <param name="options">How.</param>
    public void Write(PullOptions options)
    {
        var stored = _records.AsStored();
        Count = stored.Count;
        Digest = DigestOf(stored);
        _output = MapReplacement.Begin(new ReplacementRequest
        {
            Path = _map.Path,
            HeaderLength = _engine.HeaderLength,
            Lock = _engine.Lock,
            ReplacesOnlyMaps = true,
            Secret = _map.IsSecret,
            CheckOnly = options.CheckOnly,
            OnWaiting = options.OnLocked,
            Cancellation = options.Cancellation,
        });
        _engine.Write(new SortedRecords(stored), _output);
        _output.Flush();
    }

    /// <summary>Puts the map in place.</summary>
    public CompileResult Switch()
    {
        var result = _output!.Commit();
        return new CompileResult(_map.Type, _map.Path, CompileResult.OutcomeFrom(result.Outcome), Count, result.Length, Stopwatch.GetElapsedTime(_started), ReplacementNote.Describe(result));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output?.Dispose();
        _old?.Dispose();
    }

    private void Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        CheckLength(key);
        _records.Append(key, value);
    }

    private void CheckLength(ReadOnlySpan<byte> key)
    {
        if (key.Length > _engine.MaximumKeyLength || key.Length < _engine.MinimumKeyLength)
            throw new MapLimitException($"{_map.Path}: a key of {_map.Table} has {key.Length} bytes, and {_engine.Name} holds {_engine.MinimumKeyLength} to {_engine.MaximumKeyLength}; the maps of this host stay as they are: name the table with another type in main.cf");
    }

    private ReadOnlySpan<byte> Stored(ReadOnlySpan<byte> text, ref byte[] buffer)
    {
        if (!_withNul) return text;
        if (buffer.Length <= text.Length) buffer = new byte[checked((text.Length + 1) * 2)];
        text.CopyTo(buffer);
        buffer[text.Length] = 0;
        return buffer.AsSpan(0, text.Length + 1);
    }

    private static TableDigest DigestOf(IEnumerable<(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)> records)
    {
        var digest = new TableDigest();
        foreach (var (key, value) in records) digest.Add(StoredText.WithoutNul(key).Span, StoredText.WithoutNul(value).Span);
        return digest;
    }

    private static TableDigest DigestOf(in StoredRecords records)
    {
        var digest = new TableDigest();
        for (var i = 0; i < records.Count; i++) digest.Add(WithoutNul(records.Key(i)), WithoutNul(records.Value(i)));
        return digest;
    }

    private static ReadOnlySpan<byte> WithoutNul(ReadOnlySpan<byte> stored) => stored is [.., 0] ? stored[..^1] : stored;

    /// <summary>The records in the order of their keys, where the order counts: all hosts get the same bytes.</summary>
    private sealed class SortedRecords(StoredRecords records) : MapRecords
    {
        private readonly MemoryRecords _memory = new(records);

        public override int Count => _memory.Count;

        public override StoredRecords? InMemory => records;

        public override IOrderedRecords InKeyOrder() => _memory.InKeyOrder();

        public override IOrderedRecords InSourceOrder() => _memory.InKeyOrder();
    }
}
