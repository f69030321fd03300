using MapKit.Maps.Paging;
using MapKit.Records;

namespace MapKit.Maps.BerkeleyDb.Recno;

/// <summary>Berkeley DB recno, which Postfix does not use: it is read, and written again as a btree.</summary>
internal sealed class RecnoEngine : BerkeleyDbEngine
{
    /// <inheritdoc/>
    public override MapType Type => MapType.Recno;

    /// <inheritdoc/>
    public override string Name => "recno";

    /// <inheritdoc/>
    public override MapType WrittenAs => MapType.Btree;

    /// <inheritdoc/>
    public override bool IsMadeByOther(MapBytes bytes) => true;

    /// <inheritdoc/>
    public override void Write(MapRecords records, IMapOutput output) =>
        throw new NotSupportedException("recno databases are read, not written");
}
