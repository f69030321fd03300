using System.Buffers;

namespace MapKit.Maps.Paging;

/// <summary>A map that is written into memory.</summary>
/// <param name="headerLength">Bytes of the header, which is written last (<see cref="MapEngine.HeaderLength"/>).</param>
internal sealed class MemoryMap(int headerLength) : IMapOutput
{
    private ArrayBufferWriter<byte> _body = new();
    private byte[] _header = new byte[headerLength];

    /// <summary>Bytes of the whole map.</summary>
    public long Length => _header.Length + _body.WrittenCount;

    /// <inheritdoc/>
    public void Expect(long length)
    {
        if (_body.WrittenCount == 0 && length > headerLength) _body = new ArrayBufferWriter<byte>((int)Math.Min(length - headerLength, Array.MaxLength));
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes) => _body.Write(bytes);

    /// <inheritdoc/>
    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != headerLength) throw new ArgumentException("not the length that was reserved", nameof(header));
        _header = header.ToArray();
    }

    /// <summary>Writes the complete map.</summary>
    /// <param name="output">Takes its bytes.</param>
    public void CopyTo(Stream output)
    {
        output.Write(_header);
        output.Write(_body.WrittenSpan);
    }
}
