using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MapKit.Concurrency;

namespace MapKit.Maps.Paging;

/// <summary>
/// All records of a map in the order of the file, in parts that all processors work on. A map that can be read piece by piece is
/// read on all processors too.
/// </summary>
internal sealed class MapWalk
{
    private const int RecordsAtOnce = 1 << 12;

    private readonly IPiecewiseMap? _map;

    /// <summary>Prepares a walk over a map.</summary>
    /// <param name="map">The open map.</param>
    public MapWalk(IMapReader map)
    {
        _map = map as IPiecewiseMap;
        Records = map.Records;
    }

    /// <summary>Prepares a walk over records.</summary>
    /// <param name="records">The records, whose memory is never written again. Enumerated on the calling thread.</param>
    public MapWalk(IEnumerable<MapRecord> records) => Records = records;

    /// <summary>The records one by one.</summary>
    public IEnumerable<MapRecord> Records { get; }

    /// <summary>Walks over all records.</summary>
    /// <typeparam name="TPart">What is made of some records.</typeparam>
    /// <param name="create">Creates an empty part; a few are created, and used again.</param>
    /// <param name="take">Takes the parts in order, on the calling thread.</param>
    /// <exception cref="MapFormatException">The map is damaged; the records before the damage have been taken.</exception>
    public void Run<TPart>(Func<TPart> create, Action<TPart> take)
        where TPart : IWalkPart
    {
        var idle = new ConcurrentBag<Worker<TPart>>();
        try
        {
            if (_map is { } map) Run(map.Pieces(), static (piece, worker) => piece.Read(worker.Window!, worker.Add), static piece => piece.Join());
            else Run(Chunks(), static (chunk, worker) => chunk.Read(worker.Add), static _ => { });
        }
        finally
        {
            foreach (var worker in idle) (worker.Part as IDisposable)?.Dispose();
        }

        void Run<TPiece>(IEnumerable<TPiece> pieces, Action<TPiece, Worker<TPart>> read, Action<TPiece> join) => OrderedWork.Run(
            pieces,
            piece =>
            {
                if (!idle.TryTake(out var worker)) worker = new Worker<TPart>(create(), _map is null ? null : new FileWindow(_map.Bytes, isForWalk: true));
                worker.Fill(() => read(piece, worker));
                return (piece, worker);
            },
            filled =>
            {
                take(filled.worker.Part);
                filled.worker.ThrowFailure();
                join(filled.piece);
                idle.Add(filled.worker);
            });
    }

    private IEnumerable<Chunk> Chunks()
    {
        using var records = Records.GetEnumerator();
        for (var chunk = Chunk.Read(records); ; chunk = Chunk.Read(records))
        {
            if (chunk.Count > 0 || chunk.Failure is not null) yield return chunk;
            if (chunk.IsLast) yield break;
        }
    }

    private sealed record Chunk(MapRecord[] Records, int Count, bool IsLast, ExceptionDispatchInfo? Failure)
    {
        public static Chunk Read(IEnumerator<MapRecord> records)
        {
            var read = new MapRecord[RecordsAtOnce];
            var count = 0;
            try
            {
                while (count < read.Length)
                {
                    if (!records.MoveNext()) return new Chunk(read, count, true, null);
                    read[count++] = records.Current;
                }
            }
            catch (Exception exception) when (exception is MapFormatException or IOException)
            {
                return new Chunk(read, count, true, ExceptionDispatchInfo.Capture(exception));
            }

            return new Chunk(read, count, false, null);
        }

        public void Read(RecordTaker take)
        {
            foreach (ref readonly var record in Records.AsSpan(0, Count)) take(record);
            Failure?.Throw();
        }
    }

    private sealed class Worker<TPart>(TPart part, FileWindow? window)
        where TPart : IWalkPart
    {
        private ExceptionDispatchInfo? _failure;

        public TPart Part => part;

        public FileWindow? Window => window;

        public void Add(in MapRecord record) => part.Add(record);

        public void Fill(Action read)
        {
            part.Begin();
            try
            {
                read();
            }
            catch (Exception exception) when (exception is MapFormatException or IOException)
            {
                // The records read before it are taken first.
                _failure = ExceptionDispatchInfo.Capture(exception);
            }

            part.Complete();
        }

        public void ThrowFailure() => _failure?.Throw();
    }
}
