using MapKit.Maps.BerkeleyDb.File;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Postfix's <c>btree:</c>: a Berkeley DB btree.</summary>
internal sealed class BtreeFormat : IMapFormat
{
    /// <inheritdoc/>
    public MapType Type => MapType.Btree;

    /// <inheritdoc/>
    public string Name => "btree";

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
    public void Write(MapRecords records, IMapOutput output) => new BtreeWriter(records).Write(output);
}
