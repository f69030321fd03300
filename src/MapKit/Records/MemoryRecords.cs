namespace MapKit.Records;

/// <summary>Records in memory.</summary>
/// <param name="records">The records.</param>
internal sealed class MemoryRecords(in StoredRecords records) : MapRecords
{
    private readonly StoredRecords _records = records;

    /// <inheritdoc/>
    public override int Count => _records.Count;

    /// <inheritdoc/>
    public override StoredRecords? InMemory => _records;

    /// <inheritdoc/>
    public override IOrderedRecords InKeyOrder() => new MemoryOrder(_records, KeyOrder.Of(_records));

    /// <inheritdoc/>
    public override IOrderedRecords InSourceOrder() => new MemoryOrder(_records, null);
}
