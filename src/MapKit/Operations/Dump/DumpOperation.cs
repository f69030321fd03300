using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MapKit.Concurrency;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Operations.Dump;

/// <summary>Writes all records of a map, in the order of the file, on all processors if the map can be read in pieces.</summary>
public static class DumpOperation
{
    private const int SentAtOnce = 256 << 10;

    /// <summary>Writes one record as text.</summary>
    /// <param name="record">The record; its memory is reused for the next.</param>
    /// <param name="output">Takes the text.</param>
    public delegate void RecordFormat(in MapRecord record, IBufferWriter<byte> output);

    /// <summary>Runs the operation.</summary>
    /// <param name="map">The open map.</param>
    /// <param name="format">How a record is written; called on any thread.</param>
    /// <param name="write">Receives the text in pieces, in order, on the calling thread.</param>
    /// <exception cref="MapFormatException">The map is damaged; the records before the damage have been written.</exception>
    public static void Run(IMapReader map, RecordFormat format, Action<ReadOnlySpan<byte>> write)
    {
        if (map is not IPiecewiseMap piecewise)
        {
            WriteInOrder(map.Records, format, write);
            return;
        }

        var idle = new ConcurrentBag<Worker>();
        OrderedWork.Run(
            piecewise.Pieces(),
            piece =>
            {
                if (!idle.TryTake(out var worker)) worker = new Worker(piecewise.Bytes);
                worker.Read(piece, format);
                return worker;
            },
            worker =>
            {
                worker.Send(write);
                idle.Add(worker);
            });
    }

    private static void WriteInOrder(IEnumerable<MapRecord> records, RecordFormat format, Action<ReadOnlySpan<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>(SentAtOnce);
        try
        {
            foreach (var record in records)
            {
                format(record, output);
                if (output.WrittenCount < SentAtOnce) continue;
                write(output.WrittenSpan);
                output.ResetWrittenCount();
            }
        }
        finally
        {
            write(output.WrittenSpan);
        }
    }

    /// <summary>The memory of a piece, reused for another.</summary>
    private sealed class Worker(MapBytes bytes)
    {
        private readonly FileWindow _window = new(bytes, isForWalk: true);
        private readonly ArrayBufferWriter<byte> _output = new(SentAtOnce);
        private IMapPiece? _piece;
        private ExceptionDispatchInfo? _failure;

        public void Read(IMapPiece piece, RecordFormat format)
        {
            _piece = piece;
            _output.ResetWrittenCount();
            try
            {
                piece.Read(_window, (in MapRecord record) => format(record, _output));
            }
            catch (Exception exception) when (exception is MapFormatException or IOException)
            {
                // The records read before it are written first.
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }

        public void Send(Action<ReadOnlySpan<byte>> write)
        {
            write(_output.WrittenSpan);
            _failure?.Throw();
            _piece!.Join();
        }
    }
}
