using MapKit.Maps;
using MapKit.Platform;

namespace MapKit.Lookup.Tables;

/// <summary><c>fail:anything</c>: an error for every answer.</summary>
/// <param name="name">The name, which means nothing.</param>
internal sealed class FailTable(string name) : LookupTable("fail", name)
{
    /// <inheritdoc/>
    public override bool HasFixedKeys => false;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records =>
        throw new LookupException($"table {Type}:{Name}: sequence error: {SystemWords.ApplicationError}");

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) =>
        throw LookupException.QueryError(this, SystemWords.ApplicationError);
}
