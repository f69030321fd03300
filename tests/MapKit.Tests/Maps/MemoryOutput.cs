using MapKit.Maps;

namespace MapKit.Tests.Maps;

/// <summary>Takes a map into memory, holding the writer to the order of calls it promises.</summary>
internal sealed class MemoryOutput(int headerLength) : IMapOutput
{
    private readonly List<byte> _body = [];
    private byte[]? _header;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Assert.Null(_header);
        _body.AddRange(bytes);
    }

    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        Assert.Null(_header);
        Assert.Equal(headerLength, header.Length);
        _header = header.ToArray();
    }

    /// <summary>The whole file.</summary>
    public byte[] ToArray()
    {
        Assert.NotNull(_header);
        return [.. _header, .. _body];
    }
}
