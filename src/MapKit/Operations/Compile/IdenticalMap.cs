using System.Buffers;
using MapKit.Maps;
using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Operations.Compile;

/// <summary>
/// Checks whether a map file is byte for byte what compile would write: the fast path for an unchanged map. The file
/// is compared while the pages are composed, up to the first difference.
/// </summary>
internal sealed class IdenticalMap : IMapOutput, IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly MapBytes _bytes;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private readonly CancellationTokenSource _difference = new();
    private long _length;

    private IdenticalMap(MapBytes bytes, int headerLength)
    {
        _bytes = bytes;
        _length = headerLength;
    }

    /// <summary>Compares.</summary>
    /// <param name="bytes">The map.</param>
    /// <param name="type">Its type.</param>
    /// <param name="source">The records of its source.</param>
    /// <returns>Also false for a map that another program wrote, whose pages are certainly different.</returns>
    /// <exception cref="MapFormatException">Its header is damaged, or it was changed meanwhile.</exception>
    public static bool Is(MapBytes bytes, MapType type, RecordSet source)
    {
        var engine = MapEngines.For(type);
        if (engine.IsMadeByOther(bytes)) return false;
        using var output = new IdenticalMap(bytes, engine.HeaderLength);
        try
        {
            engine.Write(source.AsStored(engine.StoresNul), output);
            return true;
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == output._difference.Token)
        {
            return false;
        }
        catch (MapLimitException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Compare(bytes, _length);
        _length += bytes.Length;
    }

    /// <inheritdoc/>
    public void WriteHeader(ReadOnlySpan<byte> header)
    {
        if (_length != _bytes.Length) End();
        Compare(header, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _difference.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Compare(ReadOnlySpan<byte> bytes, long offset)
    {
        if (offset + bytes.Length > _bytes.Length) End();
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, BufferBytes)];
            var found = _buffer.AsSpan(0, part.Length);
            _bytes.Read(offset, found);
            if (!part.SequenceEqual(found)) End();
            bytes = bytes[part.Length..];
            offset += part.Length;
        }
    }

    private void End()
    {
        _difference.Cancel();
        _difference.Token.ThrowIfCancellationRequested();
    }
}
