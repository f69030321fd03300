using System.Buffers;
using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Tests.Maps;

/// <summary>Keeps a map in memory: what a writer wrote, header and body in their places.</summary>
internal sealed class MemoryOutput(int headerLength) : IMapOutput
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private byte[]? _header;

    public void Append(ReadOnlySpan<byte> bytes) => _body.Write(bytes);

    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        Assert.Equal(headerLength, header.Length);
        Assert.Null(_header);
        _header = header.ToArray();
    }

    public byte[] ToArray() => [.. _header ?? throw new InvalidOperationException("no header was written"), .. _body.WrittenSpan];
}
