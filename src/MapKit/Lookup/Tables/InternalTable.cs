using MapKit.Maps;
using MapKit.Records;

namespace MapKit.Lookup.Tables;

/// <summary>
/// A table in memory: <c>internal:</c>, which is always empty here, and the base of <c>inline:</c> and <c>texthash:</c>.
/// Records are listed in source order; in Postfix their order is random.
/// </summary>
internal sealed class InternalTable : LookupTable
{
    private readonly RecordSet _records;
    private readonly KeyFolder _folder;

    /// <summary>Creates a table.</summary>
    /// <param name="type">The type that it is shown as.</param>
    /// <param name="name">The name.</param>
    /// <param name="records">The records, keys folded.</param>
    /// <param name="options">How it is asked.</param>
    public InternalTable(string type, string name, RecordSet records, LookupOptions options)
        : base(type, name)
    {
        _records = records;
        _folder = new KeyFolder(options.FoldingInside);
    }

    /// <inheritdoc/>
    public override bool HasFixedKeys => true;

    /// <inheritdoc/>
    public override IEnumerable<MapRecord> Records
    {
        get
        {
            var records = _records.AsStored(withNul: false);
            for (var i = 0; i < records.Count; i++) yield return new MapRecord(records.Key(i).ToArray(), records.Value(i).ToArray());
        }
    }

    /// <inheritdoc/>
    public override bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) => _records.TryFind(_folder.Fold(key), out value);
}
