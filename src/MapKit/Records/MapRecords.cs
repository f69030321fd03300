namespace MapKit.Records;

/// <summary>The records of a map to write, in the orders that the formats need.</summary>
internal abstract class MapRecords
{
    /// <summary>Number of records.</summary>
    public abstract int Count { get; }

    /// <summary>The records, if they are in memory.</summary>
    public virtual StoredRecords? InMemory => null;

    /// <summary>In the order of the bytes of their keys.</summary>
    public abstract IOrderedRecords InKeyOrder();

    /// <summary>In the order of the source.</summary>
    public abstract IOrderedRecords InSourceOrder();
}

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
    public override IOrderedRecords InKeyOrder() => new MemoryOrder(_records, KeyOrder.Sort(_records));

    /// <inheritdoc/>
    public override IOrderedRecords InSourceOrder() => new MemoryOrder(_records, null);
}
