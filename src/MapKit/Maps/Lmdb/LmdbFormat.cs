using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Maps.Lmdb;

/// <summary>The lmdb map type as Postfix uses it.</summary>
internal sealed class LmdbFormat : IMapFormat
{
    /// <summary>Longest key of the library as everybody builds it (map-files D.6).</summary>
    public const int LongestKey = 511;

    /// <inheritdoc/>
    public MapType Type => MapType.Lmdb;

    /// <inheritdoc/>
    public string Name => "lmdb";

    /// <inheritdoc/>
    public string Suffix => ".lmdb";

    /// <inheritdoc/>
    public bool StoresNul => true;

    /// <inheritdoc/>
    public int MinimumKeyLength => 1;

    /// <inheritdoc/>
    public int MaximumKeyLength => LongestKey;

    /// <inheritdoc/>
    public MapLock Lock => MapLock.Fcntl;

    /// <inheritdoc/>
    public int HeaderLength => LmdbWriter.HeaderLength;

    /// <inheritdoc/>
    public void Write(MapRecords records, IMapOutput output) => new LmdbWriter(records).Write(output);
}
