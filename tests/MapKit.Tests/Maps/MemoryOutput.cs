using MapKit.Maps;

namespace MapKit.Tests.Maps;

/// <summary>Takes a map as a writer gives it and holds it in memory.</summary>
internal sealed class MemoryOutput(int headerLength) : IMapOutput
{
    private readonly MemoryStream _body = new();
    private byte[]? _header;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Assert.Null(_header);
        _body.Write(bytes);
    }

    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        Assert.Null(_header);
        Assert.Equal(headerLength, header.Length);
        _header = header.ToArray();
    }

    /// <summary>The whole file: header, then body.</summary>
    public byte[] ToArray()
    {
        Assert.NotNull(_header);
        return [.. _header, .. _body.ToArray()];
    }
}
