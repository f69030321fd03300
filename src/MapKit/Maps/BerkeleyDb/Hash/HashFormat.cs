using MapKit.Maps.BerkeleyDb.File;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Postfix's <c>hash:</c>: a Berkeley DB hash.</summary>
internal sealed class HashFormat : IMapFormat
{
    /// <inheritdoc/>
    public MapType Type => MapType.Hash;

    /// <inheritdoc/>
    public string Name => "hash";

    /// <inheritdoc/>
    public string Suffix => ".db";

    /// <inheritdoc/>
    public bool StoresNul => true;

    /// <inheritdoc/>
    public int MinimumKeyLength => 0;

    /// <inheritdoc/>
    public int MaximumKeyLength => int.MaxValue;

    /// <inheritdoc/>
    public MapLock Lock => MapLock.Flock;

    /// <inheritdoc/>
    public int HeaderLength => PageWriter.PageSize;

    /// <inheritdoc/>
    public void Write(MapRecords records, IMapOutput output) => new HashWriter(records).Write(output);
}
