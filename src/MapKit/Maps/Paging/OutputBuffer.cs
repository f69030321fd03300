using System.Buffers;

namespace MapKit.Maps.Paging;

/// <summary>
/// Collects the body of a map in one pooled block and hands it over in large pieces. What was taken or appended keeps
/// its order; <see cref="Flush"/> hands over the rest.
/// </summary>
internal sealed class OutputBuffer : IDisposable
{
    /// <summary>The most that can be taken at once.</summary>
    public const int Capacity = 1 << 20;

    private readonly IMapOutput _output;
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _used;

    /// <summary>Creates an empty buffer before an output.</summary>
    /// <param name="output">Takes the pieces.</param>
    public OutputBuffer(IMapOutput output) => _output = output;

    /// <summary>The next bytes of the body, to be filled before anything else is called. They hold anything now.</summary>
    /// <param name="length">Bytes wanted, at most <see cref="Capacity"/>.</param>
    public Span<byte> Take(int length)
    {
        if (length > Capacity - _used) Flush();
        var taken = _block.AsSpan(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Appends bytes, of any number.</summary>
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

    /// <summary>Hands over what has been collected.</summary>
    public void Flush()
    {
        if (_used > 0) _output.Append(_block.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Gives the block back. What was not flushed is lost.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);
}
