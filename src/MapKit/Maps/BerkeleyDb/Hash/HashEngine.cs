using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Hash;

/// <summary>Postfix's <c>hash:</c>: a Berkeley DB hash.</summary>
internal sealed class HashEngine : BerkeleyDbEngine
{
    /// <inheritdoc/>
    public override MapType Type => MapType.Hash;

    /// <inheritdoc/>
    public override string Name => "hash";

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) => new HashWriter(records).Write(output);
}
