using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Records.Spilling;

/// <summary>A file of sorted runs. The place of a record is the offset of its <see cref="RunHeader"/>.</summary>
internal sealed class RunFile : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly List<(long Start, long End)> _runs = [];
    private byte[]? _buffer = new byte[BufferSize];
    private int _filled;
    private long _written;

    /// <summary>Takes over a file.</summary>
    /// <param name="file">Empty, open for reading and writing, and deleted when it is closed.</param>
    public RunFile(SafeFileHandle file) => _file = file;

    /// <summary>The start and end of each run.</summary>
    public IReadOnlyList<(long Start, long End)> Runs => _runs;

    /// <summary>Writes a run.</summary>
    /// <param name="records">The records.</param>
    /// <param name="numbers">Their numbers in order.</param>
    /// <param name="order">The order.</param>
    /// <exception cref="IOException">The disk is full, or another error occurred.</exception>
    public void WriteRun(in StoredRecords records, ReadOnlySpan<int> numbers, IRunOrder order)
    {
        if (numbers.IsEmpty) return;
        _buffer ??= new byte[BufferSize];
        var start = _written;
        foreach (var number in numbers)
        {
            var key = records.Key(number);
            var value = records.Value(number);
            if (_filled + RunHeader.Length > BufferSize) Flush();
            new RunHeader(key.Length, value.Length, records.Line(number), order.RankOf(key, records.Line(number))).Write(_buffer.AsSpan(_filled));
            _filled += RunHeader.Length;
            Append(key);
            Append(value);
        }

        Flush();
        _runs.Add((start, _written));
    }

    /// <summary>Sorts records and writes them as a run.</summary>
    /// <param name="records">The records; no two keys are equal.</param>
    /// <param name="order">The order.</param>
    /// <exception cref="IOException">The disk is full, or another error occurred.</exception>
    public void WriteRun(RecordBuffer records, IRunOrder order)
    {
        var stored = records.AsStored(withNul: false);
        WriteRun(stored, order.Sort(stored), order);
    }

    /// <summary>Releases the memory after the last run has been written.</summary>
    public void EndWriting() => _buffer = null;

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="bytes">Takes them: all are there.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var count = RandomAccess.Read(_file, bytes, offset);
                if (count == 0) throw new EndOfStreamException("the temporary file has become shorter");
                bytes = bytes[count..];
                offset += count;
            }
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    /// <summary>Reads a header.</summary>
    /// <param name="place">The place of the record.</param>
    public RunHeader ReadHeader(long place)
    {
        Span<byte> bytes = stackalloc byte[RunHeader.Length];
        Read(place, bytes);
        return RunHeader.Read(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == BufferSize) Flush();
            var part = bytes[..Math.Min(bytes.Length, BufferSize - _filled)];
            part.CopyTo(_buffer.AsSpan(_filled));
            _filled += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    private void Flush()
    {
        try
        {
            FileWriting.Write(_file, _buffer.AsSpan(0, _filled), _written);
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }

        _written += _filled;
        _filled = 0;
    }

    private static IOException Failure(IOException exception) => new($"cannot sort the records on disk: {exception.Message}", exception);
}
