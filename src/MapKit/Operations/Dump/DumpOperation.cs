using System.Buffers;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Operations.Dump;

/// <summary>Writes all records of a map, in the order of the file, on all processors.</summary>
public static class DumpOperation
{
    private const int ExpectedLength = 256 << 10;

    /// <summary>Writes one record as text.</summary>
    /// <param name="record">The record; its memory is reused for the next.</param>
    /// <param name="output">Takes the text.</param>
    public delegate void RecordFormat(in MapRecord record, IBufferWriter<byte> output);

    /// <summary>Runs the operation.</summary>
    /// <param name="map">The open map.</param>
    /// <param name="format">How a record is written; called on any thread.</param>
    /// <param name="write">Receives the text in pieces, in order, on the calling thread.</param>
    /// <exception cref="MapFormatException">The map is damaged; the records before the damage have been written.</exception>
    public static void Run(IMapReader map, RecordFormat format, Action<ReadOnlySpan<byte>> write) =>
        new MapWalk(map).Run(() => new Text(format), text => write(text.Written));

    private sealed class Text(RecordFormat format) : IWalkPart
    {
        private readonly ArrayBufferWriter<byte> _output = new(ExpectedLength);

        public ReadOnlySpan<byte> Written => _output.WrittenSpan;

        public void Begin() => _output.ResetWrittenCount();

        public void Add(in MapRecord record) => format(record, _output);

        public void Complete()
        {
        }
    }
}
