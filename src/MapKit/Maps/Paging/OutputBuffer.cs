using System.Buffers;

namespace MapKit.Maps.Paging;

/// <summary>
/// Collects the body of a map in one pooled block and writes it in large pieces. Taken and appended bytes keep
/// their order; <see cref="Flush"/> writes the rest.
/// </summary>
internal sealed class OutputBuffer : IDisposable
{
    /// <summary>Maximum number of bytes to take at once.</summary>
    public const int Capacity = 1 << 20;

    private readonly IMapOutput _output;
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _used;

    /// <summary>Creates an empty buffer before an output.</summary>
    /// <param name="output">Takes the pieces.</param>
    public OutputBuffer(IMapOutput output) => _output = output;

    /// <summary>The next bytes of the body, to be filled before the next call. They are uninitialised.</summary>
    /// <param name="length">Number of bytes, at most <see cref="Capacity"/>.</param>
    public Span<byte> Take(int length)
    {
        if (length > Capacity - _used) Flush();
        var taken = _block.AsSpan(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Appends any number of bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Capacity - _used)
        {
            bytes.CopyTo(_block.AsSpan(_used));
            _used += bytes.Length;
        }
        else if (bytes.Length < Capacity / 2)
        {
            Flush();
            bytes.CopyTo(_block);
            _used = bytes.Length;
        }
        else
        {
            Flush();
            _output.Append(bytes);
        }
    }

    /// <summary>Writes the collected bytes.</summary>
    public void Flush()
    {
        if (_used > 0) _output.Append(_block.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Returns the block to the pool. Bytes that were not flushed are lost.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);
}
