using MapKit.Maps;
using MapKit.Maps.Paging;

namespace MapKit.Benchmarks;

/// <summary>Takes the bytes of a map and keeps none, so that the writer alone is measured.</summary>
internal sealed class NullOutput : IMapOutput
{
    /// <summary>Bytes that were written.</summary>
    public long Length { get; private set; }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes) => Length += bytes.Length;

    /// <inheritdoc/>
    public void WriteHeader(ReadOnlySpan<byte> header) => Length += header.Length;
}
