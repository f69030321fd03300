using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Btree;

/// <summary>Postfix's <c>btree:</c>: a Berkeley DB btree.</summary>
internal sealed class BtreeEngine : BerkeleyDbEngine
{
    /// <inheritdoc/>
    public override MapType Type => MapType.Btree;

    /// <inheritdoc/>
    public override string Name => "btree";

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) => new BtreeWriter(records).Write(output);
}
