using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Maps.Cdb;

/// <summary>The cdb map type as Postfix uses it.</summary>
internal sealed class CdbFormat : IMapFormat
{
    /// <inheritdoc/>
    public MapType Type => MapType.Cdb;

    /// <inheritdoc/>
    public string Name => "cdb";

    /// <inheritdoc/>
    public string Suffix => ".cdb";

    /// <inheritdoc/>
    public bool StoresNul => false;

    /// <inheritdoc/>
    public int MinimumKeyLength => 0;

    /// <inheritdoc/>
    public int MaximumKeyLength => int.MaxValue;

    /// <inheritdoc/>
    public MapLock Lock => MapLock.FlockOfBuild;

    /// <inheritdoc/>
    public int HeaderLength => CdbLayout.HeaderLength;

    /// <inheritdoc/>
    public void Write(MapRecords records, IMapOutput output) => CdbWriter.Write(records, output);
}
